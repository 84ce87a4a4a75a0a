import { existsSync, watch } from 'node:fs';
import path from 'node:path';

export interface Watching {
  /** Of the checkout; files are named from here, with slashes. */
  root: string;
  /** Below the root. One that is not there is left out. */
  folders: readonly string[];
  /** Which files count; all but those of packages and builds unless given. */
  counts?: (file: string) => boolean;
  /** How long nothing may change before the work begins: an editor writes a file in several steps. */
  quietMs?: number;
  /** Done with the files that changed; never twice at once. It does not reject. */
  work: (files: readonly string[]) => Promise<void>;
}

const OUTSIDE = /(^|\/)(node_modules|dist|\.vigie|\.git)(\/|$)/;
const QUIET_MS = 200;

/**
 * Does some work whenever files change. What changes while it is done is for the next time.
 * @returns ends the watching
 */
export function watchFolders({ root, folders, counts = () => true, quietMs = QUIET_MS, work }: Watching): () => void {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isWorking = false;

  const begin = async (): Promise<void> => {
    if (isWorking || changed.size === 0) {
      return;
    }
    const files = [...changed].sort();
    changed = new Set();
    isWorking = true;
    await work(files);
    isWorking = false;
    await begin();
  };
  const note = (file: string): void => {
    if (!OUTSIDE.test(file) && counts(file)) {
      changed.add(file);
      clearTimeout(timer);
      timer = setTimeout(() => void begin(), quietMs);
    }
  };
  const watchers = folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .map((folder) =>
      watch(path.join(root, folder), { recursive: true }, (_event, name) => {
        if (name !== null) {
          note(path.posix.join(folder, name.replaceAll(path.sep, '/')));
        }
      })
    );
  return () => {
    clearTimeout(timer);
    watchers.forEach((watcher) => watcher.close());
  };
}

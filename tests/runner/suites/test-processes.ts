import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { SLOW_FILES } from './slow-files.ts';

/** Files that run one after the other in a process. */
export interface TestProcess {
  /** What it is called while it is under way. */
  name: string;
  files: string[];
}

/**
 * Starting Node, loading the backend and opening a first embedded store cost more processor time than the tests of most files, so
 * that neighbours share a process. More of them would share more, and leave a processor idle at the end.
 */
const MOST_FILES = 8;

/** The room of a file: what its path begins with, e.g. `backend/test/sync`. */
const roomOf = (file: string): string => path.posix.dirname(file).split('/').slice(0, 3).join('/');

/**
 * @param files - paths from the root of the checkout, in the order in which they begin
 * @returns each file once; {@link SLOW_FILES} alone
 */
export function shareProcesses(files: readonly string[]): TestProcess[] {
  const processes: TestProcess[] = [];
  const open = new Map<string, TestProcess>();
  for (const file of files) {
    if (SLOW_FILES.includes(file)) {
      processes.push({ name: file, files: [file] });
      continue;
    }
    const room = roomOf(file);
    let process = open.get(room);
    if (process === undefined || process.files.length === MOST_FILES) {
      const number = processes.filter(({ name }) => name.startsWith(`${room} `)).length + 1;
      process = { name: `${room} ${number}`, files: [] };
      processes.push(process);
      open.set(room, process);
    }
    process.files.push(file);
  }
  return processes;
}

/**
 * Writes what Node's runner is given for each process: the file itself, or a module that imports its files.
 *
 * @param folder - where the modules are put
 * @param root - the checkout
 * @returns paths, in the order of the processes
 */
export async function entriesOf(
  processes: readonly TestProcess[],
  { folder, root }: { folder: string; root: string }
): Promise<string[]> {
  return Promise.all(
    processes.map(async ({ name, files }) => {
      const [first = '', ...others] = files.map((file) => path.join(root, file));
      if (others.length === 0) {
        return first;
      }
      const entry = path.join(folder, `${name}.mjs`);
      await mkdir(path.dirname(entry), { recursive: true });
      await writeFile(
        entry,
        [first, ...others].map((file) => `import ${JSON.stringify(pathToFileURL(file))};\n`).join('')
      );
      return entry;
    })
  );
}

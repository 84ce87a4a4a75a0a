import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const DOWNLOAD = 'https://go.dev/dl';

/**
 * Why the Go on this machine cannot build the data source; undefined when it can. One that is older than go.mod asks for is
 * like none: before 1.21 Go cannot even read the file, and says so in words that help nobody.
 *
 * @param root - of the checkout: from 1.21 on Go fetches a newer one of itself there, unless `GOTOOLCHAIN` forbids it
 */
export function goMissing(root: string): string | undefined {
  const wanted = /^go (\S+)$/m.exec(readFileSync(path.join(root, 'go.mod'), 'utf8'))?.[1] ?? '0';
  const asked = spawnSync('go', ['version'], { cwd: root, encoding: 'utf8' });
  if (asked.error) {
    return `there is no Go on this machine (${DOWNLOAD})`;
  }
  const found = /\bgo(\d+(?:\.\d+)*)/.exec(asked.stdout)?.[1];
  if (asked.status !== 0 || found === undefined) {
    const [reason = ''] = asked.stderr.trim().split('\n');
    return `the Go on this machine does not become Go ${wanted}, which go.mod asks for: ${reason} (${DOWNLOAD})`;
  }
  return isOlder(found, wanted)
    ? `Go ${wanted} or newer is needed, the one on this machine is ${found} (${DOWNLOAD})`
    : undefined;
}

function isOlder(version: string, wanted: string): boolean {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}

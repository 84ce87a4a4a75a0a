import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why leftovers cannot be looked for here; a test takes it as its `skip`. */
export const noProcessList: string | false =
  process.platform === 'linux' ? false : 'SKIPPED: processes are found by their environment, in /proc of Linux only';

/** What tells the processes of a program from all others. */
export interface Marker {
  /** A value that the environment of the program holds and no other's. */
  value: string;
  /** The program's own folder for temporary files: PostgreSQL writes its title over its environment, but works in there. */
  folder: string;
}

/** Number and command line of the running processes that carry a marker. */
export function processesWith({ value, folder }: Marker): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
      // The kernel's own threads have no command line; a process that has ended keeps its number until somebody has waited
      // for it, but no command line.
      if (command === '') {
        return [];
      }
      const carries = workingFolder(pid).startsWith(folder) || read(`/proc/${pid}/environ`).includes(value);
      return carries ? [`${pid} ${command}`] : [];
    });
}

/** Those still there when they were given the time to end. */
export async function leftovers(marker: Marker, patienceMs = 20_000): Promise<string[]> {
  const deadline = performance.now() + patienceMs;
  while (processesWith(marker).length > 0 && performance.now() < deadline) {
    await sleep(50);
  }
  return processesWith(marker);
}

/** Empty for a process that is gone or another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

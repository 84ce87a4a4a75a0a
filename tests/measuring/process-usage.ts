import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Processor time, in milliseconds since each process began, of the programs of a bench and of the whole machine. */
export interface Usage {
  backend: number;
  mariadb: number;
  postgres: number;
  /** Those who ask: this process and those that flood. */
  callers: number;
  /** Everything else on the machine. */
  others: number;
}

interface Process {
  pid: number;
  parent: number;
  program: string;
  ms: number;
}

/** Ticks of `/proc` (USER_HZ) are hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10;

/**
 * What the programs started by this process have used, from Linux' `/proc`; undefined elsewhere.
 * @param backendPid tells the backend from the other Node processes
 * @param roots processes whose descendants are counted
 */
export function readUsage(backendPid: number, roots: readonly number[] = [process.pid]): Usage | undefined {
  try {
    const own = descendants(processes(), roots);
    const sum = (which: (process: Process) => boolean) => own.filter(which).reduce((total, { ms }) => total + ms, 0);
    const [backend, mariadb, postgres] = [
      sum(({ pid }) => pid === backendPid),
      sum(({ program }) => program === 'mariadbd'),
      sum(({ program }) => program === 'postgres'),
    ];
    const all = sum(() => true);
    return { backend, mariadb, postgres, callers: all - backend - mariadb - postgres, others: busyMs() - all };
  } catch {
    return undefined;
  }
}

/** What each has used from one look to the next; NaN where there is no `/proc`. */
export function usedBetween(before: Usage | undefined, after: Usage | undefined): Usage {
  const spent = (name: keyof Usage) => (after?.[name] ?? Number.NaN) - (before?.[name] ?? Number.NaN);
  return {
    backend: spent('backend'),
    mariadb: spent('mariadb'),
    postgres: spent('postgres'),
    callers: spent('callers'),
    others: spent('others'),
  };
}

/** Keeps MariaDB on one processor and everything else that this process has started, itself too, on another. */
export function pinApart(backendPid: number, roots: readonly number[] = [process.pid]): void {
  pin(descendants(processes(), roots), ({ pid, program }) =>
    program === 'mariadbd' && pid !== backendPid ? '0' : '1'
  );
}

/** Lets everything that this process has started run on every processor again. */
export function unpin(roots: readonly number[] = [process.pid]): void {
  pin(descendants(processes(), roots), () => '0-1');
}

function pin(own: readonly Process[], processorsOf: (process: Process) => string): void {
  for (const one of own) {
    try {
      // All threads of it, and by inheritance what it starts from now on.
      execFileSync('taskset', ['-a', '-c', '-p', processorsOf(one), String(one.pid)], { stdio: 'ignore' });
    } catch (error) {
      if (readdirSync('/proc').includes(String(one.pid))) {
        throw error;
      }
    }
  }
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readStat(name) : undefined;
    // The name of a program may hold spaces and parentheses: the last one ends it (proc(5)).
    const [, pid, program, rest] = /^(\d+) \((.*)\) (.*)$/s.exec(stat ?? '') ?? [];
    const fields = rest?.split(' ') ?? [];
    return program === undefined
      ? []
      : [
          {
            pid: Number(pid),
            program,
            parent: Number(fields[1]),
            // Its own, and that of its children that have ended.
            ms: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS,
          },
        ];
  });
}

/** Undefined for a process that has just ended. */
function readStat(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}

function descendants(all: readonly Process[], roots: readonly number[]): Process[] {
  const found = new Set(roots);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    all.filter(({ parent }) => found.has(parent)).forEach(({ pid }) => found.add(pid));
  }
  return all.filter(({ pid }) => found.has(pid));
}

/** Time the machine's processors have worked. */
function busyMs(): number {
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split(/\s+/);
  return [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
}

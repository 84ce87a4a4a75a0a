import { readdirSync, readFileSync } from 'node:fs';

const MOMENT = new Int32Array(new SharedArrayBuffer(4));

/** Suspends a process, as a machine does that hangs, and returns once all of its threads stand still: the signal is only asked for. */
export function suspend(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  while (!standsStill(pid)) {
    Atomics.wait(MOMENT, 0, 0, 1);
  }
}

/** Linux names the state behind the program's name, which is in brackets; elsewhere it is not looked at. */
function standsStill(pid: number): boolean {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.every((task) => /^.*\) [TtZX] /s.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8')));
  } catch {
    return true;
  }
}

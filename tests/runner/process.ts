import { once } from 'node:events';

import { startTied } from '../servers/processes/tied-process.ts';

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Receives each line of standard output instead of the terminal. */
  onLine?: (line: string) => void;
  /** What makes the program stop in good order; SIGTERM by default. */
  stopSignal?: NodeJS.Signals;
}

/**
 * Runs a program to its end and tells its exit code; output goes to the terminal unless `onLine` takes it.
 * It ends, with all that it started, when this process does.
 */
export async function runProgram(command: string, args: string[], options: RunOptions): Promise<number> {
  const { child, ended } = startTied(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    output: [options.onLine ? 'pipe' : 'inherit', 'inherit'],
    stopSignal: options.stopSignal,
  });
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      options.onLine?.(line);
    }
  });
  const closed = once(child, 'close');
  const { code } = await ended;
  // A program that has ended may have left lines in its pipe.
  await closed;
  if (rest !== '') {
    options.onLine?.(rest);
  }
  return code ?? 1;
}

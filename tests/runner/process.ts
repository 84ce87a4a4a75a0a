import { spawn } from 'node:child_process';

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Receives each line of standard output instead of the terminal. */
  onLine?: (line: string) => void;
}

/** Runs a program to its end and tells its exit code; output goes to the terminal unless `onLine` takes it. */
export function runProgram(command: string, args: string[], options: RunOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.onLine ? 'pipe' : 'inherit', 'inherit'],
    });
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        options.onLine?.(line);
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (rest !== '') {
        options.onLine?.(rest);
      }
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

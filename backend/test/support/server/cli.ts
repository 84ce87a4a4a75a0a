import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { main } from '../../../src/cli/main.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'bin', 'vigie.js');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command inside of this process: fast, with every part but the program file itself. */
export async function runCommand(
  args: string[],
  env: Record<string, string> = {},
  stdin: Io['stdin'] = Readable.from([])
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const code = await main(args, {
    env,
    stdin,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { code, ...written };
}

/** What a run of tests gives its processes, so that they start in less time: see `tests/runner/suites/node-suite.ts`. */
const QUICK_START = {
  flags: process.execArgv.filter((flag) => flag === '--liftoff-only' || flag.startsWith('--import=')),
  env: process.env['TEST_PACKAGES'] === undefined ? {} : { TEST_PACKAGES: process.env['TEST_PACKAGES'] },
};

/** Starts the program as a process of its own, with a clean environment. */
export function startProgram(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [...QUICK_START.flags, PROGRAM, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...QUICK_START.env, ...env },
  });
}

/** Runs the program as a process of its own. */
export async function runProgram(args: string[], env: Record<string, string> = {}): Promise<CliResult> {
  const child = startProgram(args, env);
  const written = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...written };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of the product, found as people find it: on the PATH. @param input - for its standard input */
export async function tryVigie(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn('vigie', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** The same, for a command that must not fail. @returns what it printed */
export async function vigie(args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await tryVigie(args, input);
  if (code !== 0) {
    throw new Error(`"vigie ${args.join(' ')}" failed: ${stderr.trim() || stdout.trim()}`);
  }
  return stdout;
}

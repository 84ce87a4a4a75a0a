import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import type { StackAddresses } from './fixtures.ts';

const PROGRAM = path.resolve(import.meta.dirname, '..', '..', '..', 'backend', 'bin', 'vigie.js');

/** Why `vigie` cannot be run here; a test takes it as the reason to skip. */
export const NO_COMMAND = 'The command needs the backend’s environment, which only the set-up of these tests knows.';

/** Runs `vigie` beside the backend under test, with the log-in of Grafana's admin, and waits for its end. */
export async function vigie(
  { backendVariables, grafanaUrl, user, password }: StackAddresses,
  args: string[]
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const command = spawn(process.execPath, [PROGRAM, ...args], {
    env: {
      PATH: process.env.PATH,
      ...backendVariables,
      GRAFANA_URL: grafanaUrl,
      GRAFANA_ADMIN_USER: user,
      GRAFANA_ADMIN_PASSWORD: password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    command.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(command.stdout), text(command.stderr), ended]);
  return { exitCode, stdout, stderr };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { fileOf } from '../../../installation.ts';
import { CommandError, EXIT, type ExitCode } from '../../terminal/exit.ts';
import type { Io } from '../../terminal/io.ts';

export interface DemoOptions {
  once?: boolean;
}

/**
 * Runs the demo of the checkout, as `npm run demo` does, until it ends.
 *
 * @throws {CommandError} where there is no demo: an installed Vigie comes without it
 */
export async function runDemo(io: Io, { once: end = false }: DemoOptions, checkout = fileOf()): Promise<ExitCode> {
  const program = join(checkout, 'demo', 'main.ts');
  if (!existsSync(program)) {
    throw new CommandError({
      fr: 'La démo fait partie des sources et n’est pas installée ici : lancez-la depuis les sources de Vigie.',
      en: 'The demo is part of the source code and not installed here: run it in a checkout of Vigie.',
    });
  }
  // The demo builds the plugin, with tools that npm puts in front and a plain shell does not know.
  const path = [join(checkout, 'node_modules', '.bin'), io.env['PATH']].filter(Boolean).join(delimiter);
  const child = spawn(process.execPath, [program, ...(end ? ['--once'] : [])], {
    cwd: checkout,
    env: { ...io.env, PATH: path },
    // The channel carries nothing: its end tells the demo that this process is gone, whatever ended it.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal sends Ctrl-C to both; this process stays until the demo has stopped what it started.
  const stay = () => undefined;
  const pass = () => void child.kill('SIGTERM');
  process.on('SIGINT', stay).on('SIGTERM', pass);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? EXIT.fine : EXIT.failed;
  } finally {
    process.off('SIGINT', stay).off('SIGTERM', pass);
  }
}

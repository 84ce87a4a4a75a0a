import { readEnvironment } from '../../config/environment/environment.ts';
import { describeError, inspectError } from './describe-error.ts';
import type { Io } from './io.ts';

/** Writes an error in words to standard error; with `LOG_LEVEL=debug` also where it comes from, without any secret. */
export function printError(io: Pick<Io, 'env' | 'stderr'>, error: unknown): void {
  io.stderr.write(`vigie: ${describeError(error)}\n`);
  if (['debug', 'trace'].includes(io.env['LOG_LEVEL'] ?? '')) {
    io.stderr.write(`${inspectError(error, secretsOf(io.env))}\n`);
  }
}

function secretsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    return readEnvironment(env).secrets;
  } catch {
    return []; // wrong variables: nothing was started with them, and their error shows no secret
  }
}

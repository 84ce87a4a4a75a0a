import { readEnvironment } from '../../config/environment/environment.ts';
import { explainError, inspectError } from './describe-error.ts';
import type { Io } from './io.ts';

/** Writes an error in words to standard error; with `LOG_LEVEL=debug` also where it comes from, without any secret. */
export function printError(io: Pick<Io, 'env' | 'stderr' | 'language'>, error: unknown): void {
  io.stderr.write(`vigie: ${explainError(error)[io.language]}\n`);
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

import { isConnectionFailure } from '../store/connection-failure.ts';

/** What the person at the terminal reads about an error: a sentence, or the stack when it is a bug. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (isConnectionFailure(error)) {
    const { code = error.message } = error as NodeJS.ErrnoException;
    return `The database that DATABASE_URL names does not answer (${code}). Check that it runs and can be reached.`;
  }
  const isBug = [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
  return isBug ? (error.stack ?? error.message) : error.message;
}

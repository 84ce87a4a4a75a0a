import { asStoreError } from '../store/store-errors.ts';

/** What the person at the terminal reads about an error: a sentence, or the stack when it is a bug. */
export function describeError(thrown: unknown): string {
  const error = asStoreError(thrown);
  if (!(error instanceof Error)) {
    return String(error);
  }
  const isBug = [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
  return isBug ? (error.stack ?? error.message) : error.message;
}

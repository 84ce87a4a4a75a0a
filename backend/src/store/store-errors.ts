import { VigieError } from '../errors.ts';

/** Connection failures of Node and of the drivers, and SQLSTATE classes 08 (connection), 53 (resources), 57P (shut-down). */
const UNAVAILABLE = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|08|53|57P)/;
/** `query_canceled`: in practice the statement timeout. */
const TIMED_OUT = '57014';
/** The pg driver gives these no code. */
const UNAVAILABLE_MESSAGE = /timeout exceeded when trying to connect|Connection terminated/;

/**
 * Tells a store that does not answer from a fault of ours: the former becomes a `store_unavailable` a person understands,
 * anything else comes back as it is.
 */
export function asStoreError(error: unknown): unknown {
  if (error instanceof VigieError || !(error instanceof Error)) {
    return error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === TIMED_OUT) {
    return new VigieError('store_unavailable', 'The store took too long to answer. Narrow the query or try again.', {
      cause: error,
    });
  }
  if (UNAVAILABLE.test(code) || UNAVAILABLE_MESSAGE.test(error.message)) {
    return new VigieError('store_unavailable', 'The store (database) does not answer. Check that it runs; try again.', {
      cause: error,
    });
  }
  return error;
}

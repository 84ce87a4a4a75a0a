import { type MakeError, UpstreamError } from '../http/errors.ts';

/** A failed exchange with Atera. */
export class AteraError extends UpstreamError {
  override readonly name = 'AteraError';
}

export const makeAteraError: MakeError = (kind, text, detail) => new AteraError(kind, text, detail);

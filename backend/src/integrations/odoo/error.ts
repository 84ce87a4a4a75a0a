import { type MakeError, UpstreamError } from '../shared/errors.ts';

/** A failed exchange with Odoo. */
export class OdooError extends UpstreamError {
  override readonly name = 'OdooError';
}

export const makeOdooError: MakeError = (kind, message, detail) => new OdooError(kind, message, detail);

import { type MakeError, UpstreamError } from '../http/errors.ts';

/** A failed exchange with Odoo. */
export class OdooError extends UpstreamError {
  override readonly name = 'OdooError';
}

/**
 * Nothing under this address (404 with a page): no Odoo, no such database, or, from Odoo 19 on, no module `rpc` in it.
 */
export class UnknownAddressError extends OdooError {}

export const makeOdooError: MakeError = (kind, text, detail) => new OdooError(kind, text, detail);

import { Type } from 'typebox';

import type { SiteKey } from '../counters/order.ts';
import { parseSiteId } from '../counters/site-identity.ts';
import { VigieError } from '../errors.ts';

export const SitePath = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 1_000, description: 'base64url of ["enterprise","code"]' }),
});

/** The key in a path. @throws {VigieError} `not_found` when it is none. */
export function keyInPath({ id }: { id: string }): SiteKey {
  const key = parseSiteId(id);
  if (key === undefined) {
    throw siteNotFound();
  }
  return key;
}

/** The same answer for a site that does not exist and for one outside the caller's rights. */
export function siteNotFound(): VigieError {
  return new VigieError(
    'not_found',
    'There is no such site, or this token may not see it. GET /v1/sites lists those it may.'
  );
}

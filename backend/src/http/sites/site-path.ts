import { Type } from 'typebox';

import type { Counters } from '../../counters/counters.ts';
import type { SiteKey } from '../../counters/entries/order.ts';
import { enterprisesOutside } from '../../counters/sites/enterprises.ts';
import { parseSiteId } from '../../counters/sites/site-identity.ts';
import type { Access } from '../../domain/access/access.ts';
import type { Refusal } from '../../domain/access/refusal.ts';
import { VigieError } from '../../domain/errors.ts';

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

/** The same answer for a site that does not exist and for one outside the caller's rights, which is a refused attempt. */
export function siteNotFound(refusal?: Refusal): VigieError {
  return new VigieError(
    'not_found',
    {
      fr: 'Ce compteur n’existe pas, ou ce jeton ne peut le voir. GET /v1/sites donne la liste de ceux qu’il voit.',
      en: 'There is no such site, or this token may not see it. GET /v1/sites lists those it may.',
    },
    { refusal }
  );
}

/** What the audit records when a caller names an enterprise that they may not see. */
export function refusalOutside({ names }: Counters, access: Access, enterprise: string): Refusal | undefined {
  const [outside] = enterprisesOutside(names, access.enterprises, [enterprise]);
  return outside === undefined ? undefined : { reason: 'enterprise_outside', enterprise: outside };
}

import { type Static, Type } from 'typebox';

import { siteId } from '../../counters/sites/site-identity.ts';
import type { Site } from '../../counters/sites/sites.ts';
import type { AuditData } from '../../store/schema.ts';

const Optional = Type.Union([Type.String(), Type.Null()]);

/** A site as answers show it. */
export const SiteAnswer = Type.Object(
  {
    id: Type.String({ description: 'base64url of ["enterprise","code"] as the table has them' }),
    enterprise: Type.String({ description: 'Name that Vigie shows' }),
    writtenEnterprise: Type.String({
      description: 'Name that the table has; another one where the rules join spellings',
    }),
    code: Type.String(),
    ip: Optional,
    country: Optional,
    city: Optional,
    open: Type.Union([Type.String(), Type.Null()], { description: 'Local time of day, HH:MM' }),
    close: Type.Union([Type.String(), Type.Null()], {
      description: 'Local time of day, HH:MM; up to `open`: the day after',
    }),
    timezone: Type.Union([Type.String(), Type.Null()], { description: 'As written' }),
    zone: Type.String({ description: 'IANA name that the time zone means' }),
    zoneProblem: Type.Union([Type.Literal('empty'), Type.Literal('unknown'), Type.Null()]),
    operational: Type.Boolean(),
    reason: Optional,
    lastUpdate: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  { $id: 'Site' }
);
export type SiteAnswer = Static<typeof SiteAnswer>;

export function siteAnswer(site: Site): SiteAnswer {
  const { enterprise, writtenEnterprise, code, lastUpdate, ...rest } = site;
  return {
    id: siteId({ enterprise: writtenEnterprise, code }),
    enterprise,
    writtenEnterprise,
    code,
    ...rest,
    lastUpdate: lastUpdate?.toISOString() ?? null,
  };
}

/** What the audit keeps of a site: the columns a person may write. */
export function auditedSite(site: Site): AuditData {
  const { ip, country, city, open, close, timezone, operational, reason } = site;
  return { ip, country, city, open, close, timezone, operational, reason };
}

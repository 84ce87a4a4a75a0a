import type { SelectQueryBuilder } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { isOperational, timeOfDay, utcDate } from '../columns/site-cells.ts';
import type { CountersSchema, SiteTable } from '../connection/schema.ts';
import type { Counters } from '../counters.ts';
import { compareCodePoints, compareSiteKeys, siteKeyText } from '../entries/order.ts';
import { type SiteZone, siteZone } from '../entries/timezones.ts';
import { visibleEnterprises } from './enterprises.ts';

/** A site as Vigie shows it. */
export interface Site {
  /** Canonical name of the enterprise. */
  enterprise: string;
  code: string;
  /** The enterprise exactly as the row has it; the same unless the rules join spellings. */
  writtenEnterprise: string;
  ip: string | null;
  country: string | null;
  city: string | null;
  /** Local time of day, `HH:MM`. */
  open: string | null;
  /** Local time of day, `HH:MM`; not after `open` when the shop is open past midnight. */
  close: string | null;
  /** As written; `zone` is what it means. */
  timezone: string | null;
  zone: string;
  zoneProblem: SiteZone['problem'];
  operational: boolean;
  reason: string | null;
  lastUpdate: Date | null;
}

/** The names of the enterprises a caller may see, by code point: those that have a site. */
export async function readEnterprises(counters: Counters, access: Access): Promise<string[]> {
  const sites = await readSites(counters, access);
  return [...new Set(sites.map((site) => site.enterprise))].sort(compareCodePoints);
}

/**
 * Every row of `sites` the caller may see, by enterprise and code.
 * @param enterprises narrows to these names; a name outside the caller's rights adds nothing.
 */
export async function readSites(counters: Counters, access: Access, enterprises?: readonly string[]): Promise<Site[]> {
  const visible = visibleEnterprises(counters.names, access.enterprises, enterprises);
  const rows = await counters.database.read((db, { sites }) => {
    const query = db.selectFrom('sites').select(sites.row) as SelectQueryBuilder<CountersSchema, 'sites', SiteTable>;
    return (visible === 'all' ? query : query.where(sites.enterprise.exactly(visible))).execute();
  });
  return rows
    .filter(hasKey)
    .map((row) => toSite(counters, row))
    .sort((a, b) => compareSiteKeys(a, b) || compareCodePoints(a.writtenEnterprise, b.writtenEnterprise));
}

/** Where the table allows a NULL in its key, a row with one belongs to nobody: the doctor counts them. */
function hasKey({ enterprise, code }: { enterprise: string | null; code: string | null }): boolean {
  return enterprise !== null && code !== null;
}

/**
 * One row a site. Where the rules join spellings and two rows thereby name the same site,
 * the row under the canonical name stands for it, else the first by code point.
 */
export function uniqueSites(sites: readonly Site[]): Site[] {
  const unique = new Map<string, Site>();
  for (const site of sites) {
    const key = siteKeyText(site);
    if (!unique.has(key) || site.writtenEnterprise === site.enterprise) {
      unique.set(key, site);
    }
  }
  return [...unique.values()];
}

/** A row of `sites` in Vigie's words. */
export function toSite({ names, rules }: Pick<Counters, 'names' | 'rules'>, row: SiteTable): Site {
  const { zone, problem } = siteZone(row.timezone, rules.timezone);
  return {
    enterprise: names.canonical(row.enterprise),
    code: row.code,
    writtenEnterprise: row.enterprise,
    ip: row.ip_till,
    country: row.country,
    city: row.city,
    open: timeOfDay(row.open),
    close: timeOfDay(row.close),
    timezone: row.timezone,
    zone,
    zoneProblem: problem,
    operational: isOperational(row.ignore),
    reason: row.ignore_reason,
    lastUpdate: utcDate(row.last_update),
  };
}

import type { SelectQueryBuilder } from 'kysely';

import type { Access, Allowed } from '../../domain/access/access.ts';
import { isOperational, timeOfDay, utcDate } from '../columns/site-cells.ts';
import { type CountersSchema, SITE_COLUMNS, type SiteTable } from '../connection/schema.ts';
import type { Counters } from '../counters.ts';
import { compareCodePoints, compareSiteKeys } from '../entries/order.ts';
import { type SiteZone, siteZone } from '../entries/timezones.ts';
import { visibleEnterprises } from './enterprises.ts';

/** What tells a site from others, and what sums of its entries are shown with. */
export interface SiteOutline {
  /** Canonical name of the enterprise. */
  enterprise: string;
  code: string;
  /** The enterprise exactly as the row has it; the same unless the rules join spellings. */
  writtenEnterprise: string;
  city: string | null;
  /** What the time zone as it is written means. */
  zone: string;
  zoneProblem: SiteZone['problem'];
  operational: boolean;
}
/** Columns of `sites` that an outline is made of. */
const OUTLINE_COLUMNS = ['enterprise', 'code', 'city', 'timezone', 'ignore'] as const;
type OutlineRow = Pick<SiteTable, (typeof OUTLINE_COLUMNS)[number]>;

/** A site as Vigie shows it. */
export interface Site extends SiteOutline {
  ip: string | null;
  country: string | null;
  /** Local time of day, `HH:MM`. */
  open: string | null;
  /** Local time of day, `HH:MM`; not after `open` when the shop is open past midnight. */
  close: string | null;
  /** As written; `zone` is what it means. */
  timezone: string | null;
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
  const rows = await readSiteRows(counters, visible, SITE_COLUMNS);
  return rows.map((row) => toSite(counters, row)).sort(compareSites);
}

/**
 * The same sites in the same order, of which only the outlines are read: half of the price, where there are thousands.
 * They may be some seconds old.
 */
export async function readSiteOutlines(
  counters: Counters,
  access: Access,
  enterprises?: readonly string[]
): Promise<readonly SiteOutline[]> {
  const visible = visibleEnterprises(counters.names, access.enterprises, enterprises);
  return counters.kept.read(JSON.stringify(['outlines', visible]), async () => {
    const rows = await readSiteRows(counters, visible, OUTLINE_COLUMNS);
    return rows.map((row) => toOutline(counters, row)).sort(compareSites);
  });
}

async function readSiteRows<K extends keyof SiteTable>(
  { database }: Counters,
  visible: Allowed,
  columns: readonly K[]
): Promise<Pick<SiteTable, K>[]> {
  const rows = await database.read((db, { sites }) => {
    const query = db.selectFrom('sites').select(sites.cells(columns)) as SelectQueryBuilder<
      CountersSchema,
      'sites',
      SiteTable
    >;
    return (visible === 'all' ? query : query.where(sites.enterprise.exactly(visible))).execute();
  });
  return rows.filter(hasKey);
}

function compareSites(left: SiteOutline, right: SiteOutline): number {
  return compareSiteKeys(left, right) || compareCodePoints(left.writtenEnterprise, right.writtenEnterprise);
}

/** Where the table allows a NULL in its key, a row with one belongs to nobody: the doctor counts them. */
function hasKey({ enterprise, code }: { enterprise: string | null; code: string | null }): boolean {
  return enterprise !== null && code !== null;
}

/**
 * One row a site. Where the rules join spellings and two rows thereby name the same site,
 * the row under the canonical name stands for it, else the first by code point.
 * @param sites in the order of `readSites`: rows that name the same site follow each other.
 */
export function uniqueSites<S extends SiteOutline>(sites: readonly S[]): S[] {
  const unique: S[] = [];
  for (const site of sites) {
    const last = unique.at(-1);
    if (last === undefined || compareSiteKeys(last, site) !== 0) {
      unique.push(site);
    } else if (site.writtenEnterprise === site.enterprise) {
      unique[unique.length - 1] = site;
    }
  }
  return unique;
}

/** A row of `sites` in Vigie's words. */
export function toSite(counters: Pick<Counters, 'names' | 'rules'>, row: SiteTable): Site {
  return {
    ...toOutline(counters, row),
    ip: row.ip_till,
    country: row.country,
    open: timeOfDay(row.open),
    close: timeOfDay(row.close),
    timezone: row.timezone,
    reason: row.ignore_reason,
    lastUpdate: utcDate(row.last_update),
  };
}

function toOutline({ names, rules }: Pick<Counters, 'names' | 'rules'>, row: OutlineRow): SiteOutline {
  const { zone, problem } = siteZone(row.timezone, rules.timezone);
  return {
    enterprise: names.canonical(row.enterprise),
    code: row.code,
    writtenEnterprise: row.enterprise,
    city: row.city,
    zone,
    zoneProblem: problem,
    operational: isOperational(row.ignore),
  };
}

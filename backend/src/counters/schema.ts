import type { Kysely } from 'kysely';

/**
 * The tables of the counters database, column for column (`sql/counters/*.sql`).
 * A datetime is read and written as text, `YYYY-MM-DD HH:MM:SS`, exactly as it stands: it has no zone to convert from.
 */
export interface CountersSchema {
  sites: SiteTable;
  counting: CountingTable;
}

export type CountersHandle = Kysely<CountersSchema>;

export interface SiteTable {
  enterprise: string;
  code: string;
  ip_till: string | null;
  country: string | null;
  city: string | null;
  open: string | null;
  close: string | null;
  timezone: string | null;
  ignore: number | null;
  ignore_reason: string | null;
  last_update: string | null;
}

export interface CountingTable {
  enterprise: string;
  code: string;
  day_date: string;
  count: number | null;
}

/** The columns Vigie knows; a table may hold more, which Vigie neither reads nor writes. */
export const SITE_COLUMNS = [
  'enterprise',
  'code',
  'ip_till',
  'country',
  'city',
  'open',
  'close',
  'timezone',
  'ignore',
  'ignore_reason',
  'last_update',
] as const satisfies readonly (keyof SiteTable)[];

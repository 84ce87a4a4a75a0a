import type { Kysely } from 'kysely';

import type { Cell } from '../columns/site-cells.ts';

/**
 * The tables of the counters database, column for column (`sql/counters/*.sql`).
 * Columns of other types are read as `columns/` says. A datetime is read and written as text, `YYYY-MM-DD HH:MM:SS`, exactly as it stands: it has no zone to convert from.
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
  open: Cell;
  close: Cell;
  timezone: string | null;
  ignore: Cell;
  ignore_reason: string | null;
  last_update: Cell;
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

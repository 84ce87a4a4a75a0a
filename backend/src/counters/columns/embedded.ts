import { sql } from 'kysely';

import { addDays, type Day, EARLIEST_DAY } from '../../domain/clock/calendar.ts';
import { isAnyOf, oneValue } from './conditions.ts';
import type { Cell } from './site-cells.ts';
import { SITE_COLUMN_NAMES, type SiteColumn, type SiteColumnName } from './site-columns.ts';
import { type CountersTables, sitesColumns } from './tables.ts';
import type { TextColumn } from './text-column.ts';

/** The tables of the embedded database, which Vigie made itself. PostgreSQL compares text byte for byte already. */
export const EMBEDDED_TABLES: CountersTables = {
  counting: {
    enterprise: text('counting.enterprise'),
    code: text('counting.code'),
    day: {
      stored: sql.ref('counting.day_date'),
      text: sql`counting.day_date`,
      day: sql<Day>`to_char(counting.day_date, 'YYYY-MM-DD')`,
      number: sql<number>`(counting.day_date::date - date '1970-01-01')`,
      hour: sql<number>`extract(hour from counting.day_date)::int`,
      within: ({ from = EARLIEST_DAY, to }) =>
        to === undefined
          ? sql`(counting.day_date >= ${midnight(from)})`
          : sql`(counting.day_date >= ${midnight(from)} and counting.day_date < ${midnight(addDays(to, 1))})`,
    },
    count: { value: sql.ref<number | null>('counting.count') },
    pairs: (left, right) => sql`string_agg(${left} || ':' || ${right}, ',')`,
  },
  sites: sitesColumns(
    text('sites.enterprise'),
    text('sites.code'),
    Object.fromEntries(SITE_COLUMN_NAMES.map((name) => [name, cell(name)])) as Record<SiteColumnName, SiteColumn>
  ),
  information: [],
};

function text(column: string): TextColumn {
  const stored = sql.ref<string>(column);
  const isOneOf = (values: readonly string[]) => isAnyOf(stored, values);
  return {
    stored,
    text: stored,
    bytes: stored,
    sameSpelling: oneValue(stored),
    among: isOneOf,
    spanning: isOneOf,
    sameBytes: isOneOf,
    exactly: isOneOf,
  };
}

function cell(name: SiteColumnName): SiteColumn {
  const isTime = name === 'open' || name === 'close';
  return {
    cell: sql<Cell>`${sql.ref(`sites.${name}`)}`,
    store: (value) => (isTime ? `2000-01-01 ${value}:00` : value),
  };
}

function midnight(day: Day): string {
  return `${day} 00:00:00`;
}

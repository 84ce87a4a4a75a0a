import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { addDays } from '../../domain/clock/calendar.ts';
import type { CountersTables } from '../columns/tables.ts';
import type { Counters } from '../counters.ts';
import { type SiteKey, siteKeyText } from '../entries/order.ts';
import { type KeyRange, splitRanges } from '../entries/scope.ts';
import { createSiteClock } from '../entries/timezones.ts';
import type { Site } from '../sites/sites.ts';

/** Counts of the rows under one enterprise and code, known to `sites` or not. */
export interface SeriesCounts extends SiteKey {
  rows: number;
  nulls: number;
  negatives: number;
  unusableDays: number;
  /** After the site's today. */
  future: number;
}

/** So few that a statement takes well under a second on years of days, and that panels need not wait behind it. */
const CODES_PER_STATEMENT = 50;

/**
 * Reads every row of `counting` once, some series at a time.
 * @param onProgress called with the number of series that were read, and of all, before the first and after each statement
 * @throws {CountersError} when the database gives no answer.
 */
export async function readSeriesCounts(
  counters: Counters,
  sites: readonly Site[],
  now: Date,
  onProgress: (read: number, all: number) => void
): Promise<SeriesCounts[]> {
  const ranges = await readAllSeries(counters);
  const all = ranges.reduce((sum, { codes }) => sum + codes.length, 0);
  onProgress(0, all);
  const counts: SeriesCounts[] = [];
  let read = 0;
  for (const statement of splitRanges(ranges, CODES_PER_STATEMENT)) {
    counts.push(...(await countRows(counters, sites, now, statement)));
    read += statement.reduce((sum, { codes }) => sum + codes.length, 0);
    onProgress(read, all);
  }
  return counts;
}

/** Every enterprise and code that has rows, of each group of spellings that the collation holds equal one. */
async function readAllSeries({ database }: Counters): Promise<KeyRange[]> {
  const rows = await database.read((db, { counting: { enterprise, code } }) =>
    db
      .selectFrom('counting')
      .select([enterprise.text.as('enterprise'), code.text.as('code')])
      .where(hasKey({ enterprise, code }))
      .groupBy([enterprise.stored, code.stored] as RawBuilder<string>[])
      .execute()
  );
  return [...Map.groupBy(rows, ({ enterprise }) => enterprise)].map(([enterprise, list]) => ({
    enterprise,
    codes: list.map(({ code }) => code),
  }));
}

async function countRows(
  counters: Counters,
  sites: readonly Site[],
  now: Date,
  ranges: readonly KeyRange[]
): Promise<SeriesCounts[]> {
  const clock = createSiteClock(now);
  const zones = new Map(sites.map((site) => [siteKeyText(site), site.zone]));
  // At one instant the world's sites live at most three different dates: rows after each are counted side by side.
  const todays = [...new Set([...zones.values(), counters.rules.timezone].map(clock.today))];
  const rows = await counters.database.read((db, { counting: { enterprise, code, day, count } }) => {
    const inRanges = ranges.map(
      (range) => sql`(${enterprise.among([range.enterprise])} and ${code.among(range.codes)})`
    );
    return db
      .selectFrom('counting')
      .select([
        sql<string>`min(${enterprise.text})`.as('enterprise'),
        sql<string>`min(${code.text})`.as('code'),
        sql<number>`count(*)`.as('rows'),
        sql<number>`count(case when ${count.value} is null then 1 end)`.as('nulls'),
        sql<number>`count(case when ${count.value} < 0 then 1 end)`.as('negatives'),
        sql<number>`count(case when ${day.within({})} then null else 1 end)`.as('unusableDays'),
        ...todays.map((today) =>
          sql<number>`count(case when ${day.within({ from: addDays(today, 1) })} then 1 end)`.as(`after ${today}`)
        ),
      ])
      .where(sql<SqlBool>`(${sql.join(inRanges, sql` or `)})`)
      .where(hasKey({ enterprise, code }))
      .groupBy([enterprise.bytes, code.bytes] as RawBuilder<string>[])
      .execute();
  });
  return rows.map((row) => {
    const key = { enterprise: counters.names.canonical(row.enterprise), code: row.code };
    const today = clock.today(zones.get(siteKeyText(key)) ?? counters.rules.timezone);
    const future = (row as unknown as Record<string, number>)[`after ${today}`] ?? 0;
    const { rows: count, nulls, negatives, unusableDays } = row;
    return { ...key, rows: count, nulls, negatives, unusableDays, future };
  });
}

function hasKey({ enterprise, code }: Pick<CountersTables['counting'], 'enterprise' | 'code'>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${enterprise.text} is not null and ${code.text} is not null`;
}

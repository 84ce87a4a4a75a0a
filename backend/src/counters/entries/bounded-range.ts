import { sql } from 'kysely';

import type { Access, Allowed } from '../../domain/access/access.ts';
import { addDays, type Day, dayAt, daysBetween, EARLIEST_DAY, isDay } from '../../domain/clock/calendar.ts';
import type { CountersRules } from '../../domain/rules/counters-rules.ts';
import type { Counters } from '../counters.ts';
import { visibleEnterprises } from '../sites/enterprises.ts';

/** The days of a range that a query reads. */
export interface BoundedRange {
  from: Day;
  /** Before `from` where none of the days can have rows. */
  to: Day;
  /** Present when days that may have rows were left out. */
  cut?: Cut;
}

/** Why a range was cut, and to how much. */
export interface Cut {
  /** The last days of the range that are read. */
  days: number;
  /** How many sites the query is about, where it was cut because of them. */
  sites?: number;
}

/** Where days begin first: no site lives a later date. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** However many sites there are, a month and the one before it can be read. */
const SHORTEST_CUT = 62;

/**
 * Bounds a range to the days that can have rows, to the last `counters.maxDays` of them, and to as many as
 * `counters.maxSiteDays` allows for the sites of the query. The table is asked for its first day only when the calendar alone
 * leaves too many.
 * @param request.enterprises narrows to these names, as the query does.
 */
export async function boundRange(
  counters: Counters,
  access: Access,
  request: { from: Day; to: Day; now: Date; enterprises?: readonly string[] }
): Promise<BoundedRange> {
  const { maxDays } = counters.rules;
  const latest = dayAt(request.now, FIRST_ZONE);
  const to = request.to < latest ? request.to : latest;
  const from = request.from > EARLIEST_DAY ? request.from : EARLIEST_DAY;
  const calendarDays = daysBetween(from, to) + 1;
  const visible = visibleEnterprises(counters.names, access.enterprises, request.enterprises);
  if (
    calendarDays <= SHORTEST_CUT ||
    (calendarDays <= maxDays && calendarDays <= daysFor(await countSites(counters, visible), counters.rules))
  ) {
    return { from, to };
  }
  const { firstDay, sites } = await readExtent(counters, visible);
  const first = firstDay > from ? firstDay : from;
  const days = Math.min(maxDays, daysFor(sites, counters.rules));
  if (daysBetween(first, to) < days) {
    return { from: first, to };
  }
  return { from: addDays(to, 1 - days), to, cut: { days, ...(days < maxDays && { sites }) } };
}

/** How many days a query about so many sites may read. */
function daysFor(sites: number, { maxSiteDays }: Pick<CountersRules, 'maxSiteDays'>): number {
  return Math.max(SHORTEST_CUT, Math.floor(maxSiteDays / Math.max(1, sites)));
}

async function countSites({ database }: Counters, visible: Allowed): Promise<number> {
  const row = await database.read((db, { sites }) =>
    db
      .selectFrom('sites')
      .select(({ fn }) => fn.countAll<number>().as('sites'))
      .$if(visible !== 'all', (query) => query.where(sites.enterprise.exactly(visible as string[])))
      .executeTakeFirst()
  );
  return Number(row?.sites ?? 0);
}

/**
 * The day of the earliest row, and how many sites have rows. The day is `EARLIEST_DAY` where that row has no usable one, and
 * one after all others when there is no row. The server jumps from site to site in the primary key, which a condition on the
 * day would keep it from.
 */
async function readExtent(counters: Counters, visible: Allowed): Promise<{ firstDay: Day; sites: number }> {
  const { rows } = await counters.database.read((db, { counting: { enterprise, code, day } }) => {
    const which = visible === 'all' ? sql`` : sql`where ${enterprise.among(visible)}`;
    // The name of the table stands for its first rows, so that their day is read as that of any row.
    return sql<{ day: Day | null; sites: number }>`
      select min(${day.day}) as ${sql.ref('day')}, count(*) as ${sql.ref('sites')} from (
        select min(${day.stored}) as day_date from counting ${which} group by ${enterprise.stored}, ${code.stored}
      ) as counting`.execute(db);
  });
  const [first] = rows;
  const sites = Number(first?.sites ?? 0);
  if (first === undefined || sites === 0) {
    return { firstDay: '9999-12-31', sites };
  }
  return {
    firstDay: first.day !== null && isDay(first.day) && first.day > EARLIEST_DAY ? first.day : EARLIEST_DAY,
    sites,
  };
}

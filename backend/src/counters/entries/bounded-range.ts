import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day, dayAt, daysBetween, EARLIEST_DAY, isDay } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import { visibleEnterprises } from '../sites/enterprises.ts';

/** The days of a range that a query reads. */
export interface BoundedRange {
  from: Day;
  /** Before `from` where none of the days can have rows. */
  to: Day;
  /** True when days that may have rows were left out, because there were more than `maxDays`. */
  cut: boolean;
}

/** Where days begin first: no site lives a later date. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/**
 * Bounds a range to the days that can have rows, and to the last `counters.maxDays` of them. The table is asked for its first
 * day only when the calendar alone leaves too many.
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
  if (daysBetween(from, to) < maxDays) {
    return { from, to, cut: false };
  }
  const firstDay = await readFirstDay(counters, access, request.enterprises);
  const first = firstDay > from ? firstDay : from;
  return daysBetween(first, to) < maxDays
    ? { from: first, to, cut: false }
    : { from: addDays(to, 1 - maxDays), to, cut: true };
}

/**
 * The day of the earliest row; `EARLIEST_DAY` where it has no usable one, and a day after all others when there is no row.
 * The server jumps from site to site in the primary key, which a condition on the day would keep it from.
 */
async function readFirstDay(counters: Counters, access: Access, enterprises?: readonly string[]): Promise<Day> {
  const visible = visibleEnterprises(counters.names, access.enterprises, enterprises);
  const { rows } = await counters.database.read((db, { counting: { enterprise, code, day } }) => {
    const which = visible === 'all' ? sql`` : sql`where ${enterprise.among(visible)}`;
    // The name of the table stands for its first rows, so that their day is read as that of any row.
    return sql<{ day: Day | null; sites: number }>`
      select min(${day.day}) as ${sql.ref('day')}, count(*) as ${sql.ref('sites')} from (
        select min(${day.stored}) as day_date from counting ${which} group by ${enterprise.stored}, ${code.stored}
      ) as counting`.execute(db);
  });
  const [first] = rows;
  if (first === undefined || first.sites === 0) {
    return '9999-12-31';
  }
  return first.day !== null && isDay(first.day) && first.day > EARLIEST_DAY ? first.day : EARLIEST_DAY;
}

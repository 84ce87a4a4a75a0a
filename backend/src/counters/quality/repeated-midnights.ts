import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import { HOURLY_FROM } from '../entries/hours.ts';
import { keysOf, type SiteKey } from '../entries/order.ts';
import { readScope } from '../entries/scope.ts';

/** Hourly site-days of the last `days` whose 00:00 row repeats the sum of the other hours. */
export interface RepeatedMidnights {
  days: number;
  siteDays: number;
  sites: SiteKey[];
}

const DAYS = 35;

/**
 * Looks at the last days by ranges of the primary key, however long the history is.
 * @throws {CountersError} when the database gives no answer.
 */
export async function readRepeatedMidnights(counters: Counters, access: Access, now: Date): Promise<RepeatedMidnights> {
  const today = now.toISOString().slice(0, 10);
  const scope = await readScope(counters, access, { from: addDays(today, -DAYS), to: addDays(today, 1), now });
  const conditions = scope.days === undefined ? [] : scope.conditions(scope.days.from, scope.days.to);
  const found: SiteKey[] = [];
  for (const condition of conditions) {
    const { rows } = await counters.database.read((db, { counting: { enterprise, code, day, count } }) => {
      const isMidnight = sql`${day.hour} = 0`;
      return sql<SiteKey>`
        select min(${enterprise.text}) as enterprise, min(${code.text}) as code from counting
        where ${condition} and ${count.value} >= 0
        group by ${enterprise.bytes}, ${code.bytes}, ${day.day}
        having count(distinct ${day.hour}) >= ${sql.lit(HOURLY_FROM)} and sum(${count.value}) > 0
          and sum(case when ${isMidnight} then ${count.value} else 0 end)
            = sum(case when ${isMidnight} then 0 else ${count.value} end)
      `.execute(db);
    });
    found.push(...rows.filter((row) => scope.admits(row)));
  }
  return { days: DAYS, siteDays: found.length, sites: keysOf(found) };
}

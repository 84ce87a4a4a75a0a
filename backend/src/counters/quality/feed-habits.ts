import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import { HOURLY_FROM } from '../entries/hours.ts';
import { compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';
import { readScope } from '../entries/scope.ts';

/** What feeds do wrong in a way that shows in their days. */
export interface FeedHabits {
  /** How many days back from today were looked at. */
  days: number;
  /** Hourly feeds whose counts only grow within a day: they send the total so far in the place of an hour's entries. */
  cumulative: SiteKey[];
  /** Days that came twice: two equal rows on one day, or the very figures of the day before. */
  twice: { siteDays: number; sites: SiteKey[] };
  /** Feeds of one row a day that stands at 22:00 or 23:00: midnight of the next day, written in UTC. */
  utcMidnight: SiteKey[];
}

/** Reading by ranges of the primary key bounds the cost by these days, however long the history is. */
const DAYS = 28;
/** Days of which a habit must consist before it is called one. */
const ENOUGH_DAYS = 5;
/** A small figure repeats by chance. */
const BIG_ENOUGH = 10;
/** Sites of one enterprise that repeat themselves on the same day: one alone may do so by chance. */
const ENOUGH_SITES = 3;
/** Hours at which a day that begins in Europe begins in UTC. */
const UTC_MIDNIGHTS = [22, 23];

/** One site's day. */
interface SiteDay extends SiteKey {
  day: Day;
  rows: number;
  hours: number;
  entries: number;
  smallest: number;
  biggest: number;
  lastHour: number;
  /** How often an hour's count is below that of the hour before. */
  falls: number;
  /** Depends on every hour and its count: equal for days with the same figures. */
  figures: number;
}

/**
 * Looks at the last days of every feed; the server adds them up to one line a site and day.
 * @throws {CountersError} when the database gives no answer.
 */
export async function readFeedHabits(counters: Counters, access: Access, now: Date): Promise<FeedHabits> {
  const today = now.toISOString().slice(0, 10);
  const scope = await readScope(counters, access, { from: addDays(today, -DAYS), to: addDays(today, -1), now });
  const conditions = scope.days === undefined ? [] : scope.conditions(scope.days.from, scope.days.to);
  const parts: SiteDay[][] = [];
  // One after the other: nobody waits for it, and the panels' questions go first.
  for (const condition of conditions) {
    const { rows } = await counters.database.read((db, { counting: { enterprise, code, day, count } }) =>
      sql<SiteDay>`
        select min(enterprise) as enterprise, min(code) as code, day, count(*) as ${sql.ref('rows')}, count(distinct hour) as hours,
          sum(entries) as entries, min(entries) as smallest, max(entries) as biggest, max(hour) as ${sql.ref('lastHour')},
          count(case when entries < before_it then 1 end) as falls, sum((hour + 1) * (hour + 7) * entries) as figures
        from (
          select ${enterprise.text} as enterprise, ${code.text} as code, ${enterprise.bytes} as exact_enterprise,
            ${code.bytes} as exact_code, ${day.day} as day, ${day.hour} as hour, ${count.value} as entries,
            lag(${count.value}) over (partition by ${enterprise.bytes}, ${code.bytes}, ${day.day} order by ${day.stored}) as before_it
          from counting where ${condition} and ${count.value} >= 0
        ) as moments
        group by exact_enterprise, exact_code, day`.execute(db)
    );
    parts.push(rows.filter((row) => scope.admits(row)));
  }
  return habitsOf(parts.flat());
}

/** What the days tell of each feed. */
function habitsOf(siteDays: readonly SiteDay[]): FeedHabits {
  const feeds = [...Map.groupBy(siteDays, siteKeyText).values()].map((days) =>
    days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  );
  const firstOf = (days: readonly SiteDay[]): SiteKey[] =>
    days.slice(0, 1).map(({ enterprise, code }) => ({ enterprise, code }));
  const twice = [...feeds.flatMap(daysOfTwoEqualRows), ...repeatedDays(feeds)];
  return {
    days: DAYS,
    cumulative: feeds.filter(isCumulative).flatMap(firstOf).sort(compareSiteKeys),
    twice: {
      siteDays: twice.length,
      sites: [...Map.groupBy(twice, siteKeyText).values()].flatMap(firstOf).sort(compareSiteKeys),
    },
    utcMidnight: feeds.filter(isUtcMidnight).flatMap(firstOf).sort(compareSiteKeys),
  };
}

function isCumulative(days: readonly SiteDay[]): boolean {
  // Hours of real visits rise and fall; five days without a single fall do not happen.
  const telling = days.filter(({ hours, biggest, smallest }) => hours >= 2 * HOURLY_FROM && biggest > smallest);
  const growing = telling.filter(({ falls }) => falls === 0);
  return growing.length >= ENOUGH_DAYS && growing.length >= telling.length * 0.9;
}

/**
 * Days whose total was sent twice at different times, and so added up. Two hours of an hourly feed, or two of the shop's rows
 * a day, may be equal by chance.
 */
function daysOfTwoEqualRows(days: readonly SiteDay[]): SiteDay[] {
  const isHourly = days.filter(({ hours }) => hours >= HOURLY_FROM).length >= days.length / 2;
  const ofTwo = days.filter(({ rows }) => rows === 2);
  const equal = ofTwo.filter(({ smallest, biggest }) => smallest === biggest && biggest >= BIG_ENOUGH);
  return isHourly || equal.length < ofTwo.length * 0.8 ? [] : equal;
}

/** Days with the very figures of the day before: each hour of an hourly feed, or several feeds of an enterprise at once. */
function repeatedDays(feeds: readonly (readonly SiteDay[])[]): SiteDay[] {
  const repeated = feeds.flatMap((days) =>
    days.filter((one, index) => {
      const before = days[index - 1];
      return (
        before !== undefined &&
        addDays(before.day, 1) === one.day &&
        one.entries >= BIG_ENOUGH &&
        before.entries === one.entries &&
        before.figures === one.figures &&
        before.rows === one.rows
      );
    })
  );
  const hourly = repeated.filter(({ hours, biggest, smallest }) => hours >= HOURLY_FROM && biggest > smallest);
  const daily = repeated.filter(({ hours }) => hours < HOURLY_FROM);
  const together = [...Map.groupBy(daily, ({ enterprise, day }) => JSON.stringify([enterprise, day])).values()];
  return [...hourly, ...together.filter((group) => group.length >= ENOUGH_SITES).flat()];
}

function isUtcMidnight(days: readonly SiteDay[]): boolean {
  const shifted = days.filter(({ rows, lastHour }) => rows === 1 && UTC_MIDNIGHTS.includes(lastHour));
  return shifted.length >= ENOUGH_DAYS && shifted.length >= days.length * 0.8;
}

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day, daysBetween } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import type { DayTable } from '../entries/day-table.ts';
import { readSitesOnDays, type SiteDaySum } from '../entries/entries.ts';
import { siteDayText, type SiteKey } from '../entries/order.ts';
import { createSiteClock } from '../entries/timezones.ts';
import type { Site } from '../sites/sites.ts';
import { type DayEntries, judgeDay, type Verdict, type VerdictRules } from './verdicts.ts';

/** A site, a day, and what became of it. */
export interface JudgedDay {
  site: Site;
  day: Day;
  verdict: Verdict;
  /** Undefined when no row came. */
  received: DayEntries | undefined;
}

export interface JudgeRequest {
  /** Narrows to these enterprises. */
  enterprises?: readonly string[];
  /** The day to judge; absent: each site's yesterday. */
  day?: Day;
  now: Date;
}

/** Judged days, and what is needed to judge further ones of the same reading. */
export interface JudgedDays {
  days: JudgedDay[];
  rules: VerdictRules;
  find: FindDay;
}

/**
 * The verdict of one day for every site the caller may see, by enterprise and code.
 * @param alsoRead further days to have at hand for a judged day.
 */
export async function judgeSites(
  counters: Counters,
  access: Access,
  request: JudgeRequest,
  alsoRead: (day: Day) => readonly Day[] = () => []
): Promise<JudgedDays> {
  const rules = verdictRules(counters, request.now);
  const dayOf = ({ zone }: Site): Day => request.day ?? yesterdayOf(rules, zone);
  const daysOf = (site: Site): Day[] => [dayOf(site), ...alsoRead(dayOf(site))];
  const { sites, sums } = await readSitesOnDays(counters, access, { ...request, daysOf });
  const find = findIn(sums);
  return { days: sites.map((site) => judge(rules, site, dayOf(site), find)), rules, find };
}

/**
 * The verdict of the last day of every site that can be judged: yesterday, or the day before while yesterday is
 * `unfinished`, so that an alert does not vanish at midnight to come back when the grace hours are over.
 * @param alsoRead as for {@link judgeSites}.
 */
export async function judgeLastDays(
  counters: Counters,
  access: Access,
  request: Omit<JudgeRequest, 'day'>,
  alsoRead: (day: Day) => readonly Day[] = () => []
): Promise<JudgedDays> {
  const rules = verdictRules(counters, request.now);
  const lastDays = ({ zone }: Site): [yesterday: Day, before: Day] => {
    const yesterday = yesterdayOf(rules, zone);
    return [yesterday, addDays(yesterday, -1)];
  };
  const daysOf = (site: Site): Day[] => lastDays(site).flatMap((day) => [day, ...alsoRead(day)]);
  const { sites, sums } = await readSitesOnDays(counters, access, { ...request, daysOf });
  const find = findIn(sums);
  const days = sites.map((site) => {
    const [yesterday, before] = lastDays(site);
    const judged = judge(rules, site, yesterday, find);
    return judged.verdict === 'unfinished' ? judge(rules, site, before, find) : judged;
  });
  return { days, rules, find };
}

/** How days are judged at one instant. */
export function verdictRules(counters: Counters, now: Date): VerdictRules {
  return { clock: createSiteClock(now), closures: counters.closures, graceHours: counters.rules.graceHours };
}

/** The day before the site's today. */
export function yesterdayOf({ clock }: Pick<VerdictRules, 'clock'>, zone: string): Day {
  return addDays(clock.today(zone), -1);
}

/** Hours by which the last time zone on Earth is behind UTC. */
const LAST_ZONE_HOURS = 12;
const HOUR_MS = 3_600_000;

/** The last day that is over everywhere with its grace hours: on it and before it no site is `unfinished`. */
export function lastSettledDay({ clock, graceHours }: Pick<VerdictRules, 'clock' | 'graceHours'>): Day {
  const elsewhere = new Date(clock.now.getTime() - (LAST_ZONE_HOURS + graceHours) * HOUR_MS);
  return addDays(elsewhere.toISOString().slice(0, 10), -1);
}

/** What came from a site on a day. */
export type FindDay = (site: SiteKey, day: Day) => DayEntries | undefined;

/** Looks sums up by site and day. */
export function findIn(sums: readonly SiteDaySum[]): FindDay {
  const bySiteDay = new Map(sums.map((sum) => [siteDayText(sum.day, sum), sum]));
  return (site, day) => bySiteDay.get(siteDayText(day, site));
}

/** Looks days up in a table of them. */
export function findInTable(table: DayTable): FindDay {
  return (site, day) => {
    const [days, index] = [table.of(site), daysBetween(table.from, day)];
    return days?.received[index] === 1 ? { entries: days.entries[index] ?? 0, validRows: 1 } : undefined;
  };
}

/** Judges one day of a site. */
export function judge(rules: VerdictRules, site: Site, day: Day, find: FindDay): JudgedDay {
  const received = find(site, day);
  return { site, day, verdict: judgeDay(rules, site, day, received), received };
}

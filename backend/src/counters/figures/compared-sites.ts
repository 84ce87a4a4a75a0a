import type { Access } from '../../domain/access/access.ts';
import type { Day } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import { readSitesOnDays } from '../entries/entries.ts';
import { compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';
import { createSiteClock } from '../entries/timezones.ts';
import { findIn } from '../verdicts/judged-days.ts';
import { compareDays, type ComparedSite, type Comparison } from './compare.ts';

export interface CompareRequest {
  enterprises?: readonly string[];
  by: 'site' | 'enterprise';
  days: { day: Day; weekBefore: Day; yearBefore: Day };
  now: Date;
}

/** The comparison of one site, or of all sites of one enterprise (then without code and city). */
export interface ComparedRow {
  enterprise: string;
  code: string | null;
  city: string | null;
  /** True when the day is not over at some site of the row. */
  unfinished: boolean;
  comparison: Comparison;
}

/** Compares a day with two earlier ones: every site the caller may see, and the codes unknown to `sites` that sent rows. */
export async function compareSites(
  counters: Counters,
  access: Access,
  { enterprises, by, days, now }: CompareRequest
): Promise<ComparedRow[]> {
  const { day, weekBefore, yearBefore } = days;
  const daysOf = (): Day[] => [day, weekBefore, yearBefore];
  const { sites, sums } = await readSitesOnDays(counters, access, { enterprises, daysOf, now });
  const find = findIn(sums);
  const clock = createSiteClock(now);
  const known = new Map(sites.map((site) => [siteKeyText(site), site]));
  // A code that sent invalid rows only sent nothing.
  const senders = sums.filter(({ validRows }) => validRows > 0);
  const keys = new Map<string, SiteKey>([...sites, ...senders].map((key) => [siteKeyText(key), key]));
  const rowOf = (members: readonly SiteKey[]): Pick<ComparedRow, 'unfinished' | 'comparison'> => {
    const compared = members.map((key): ComparedSite => ({
      day: find(key, day),
      weekBefore: find(key, weekBefore),
      yearBefore: find(key, yearBefore),
    }));
    const zones = members.map((key) => known.get(siteKeyText(key))?.zone ?? counters.rules.timezone);
    return {
      unfinished: zones.some((zone) => clock.elapsedSinceMs(day, zone) < 0),
      comparison: compareDays(compared),
    };
  };
  const sorted = [...keys.values()].sort(compareSiteKeys);
  if (by === 'site') {
    return sorted.map((key) => ({
      enterprise: key.enterprise,
      code: key.code,
      city: known.get(siteKeyText(key))?.city ?? null,
      ...rowOf([key]),
    }));
  }
  return [...Map.groupBy(sorted, ({ enterprise }) => enterprise)].map(([enterprise, members]) => ({
    enterprise,
    code: null,
    city: null,
    ...rowOf(members),
  }));
}

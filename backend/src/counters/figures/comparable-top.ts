import { type Day, eachDay } from '../../domain/clock/calendar.ts';
import { type SiteKey, siteKeyText } from '../entries/order.ts';
import type { Site } from '../sites/sites.ts';
import { type FindDay, judge } from '../verdicts/judged-days.ts';
import type { Verdict, VerdictRules } from '../verdicts/verdicts.ts';
import { type TopSite, topSites } from './top.ts';

/** A day that is not compared, and the sites because of which it is not. */
export interface ExcludedDay {
  day: Day;
  reasons: { site: TopSite; verdict: Verdict }[];
}

export interface ComparableTop {
  /** The same sites on the comparable days alone, ranked anew. */
  top: TopSite[];
  /** How many days are compared. */
  days: number;
  excluded: ExcludedDay[];
}

/**
 * Ranks some sites anew on the days on which all of them sent valid rows and the day was over: `counted` or `zero`.
 * A code unknown to `sites` has no verdict: it needs a valid row.
 * @param range the days to look at, none of them after today.
 */
export function comparableTop(
  rules: VerdictRules,
  plain: readonly TopSite[],
  sites: readonly Site[],
  find: FindDay,
  range: { from: Day; to: Day }
): ComparableTop {
  const known = new Map(sites.map((site) => [siteKeyText(site), site]));
  const verdictOf = (key: SiteKey, day: Day): Verdict => {
    const site = known.get(siteKeyText(key));
    return site ? judge(rules, site, day, find).verdict : (find(key, day)?.validRows ?? 0) > 0 ? 'counted' : 'no_data';
  };
  const days: Day[] = [];
  const excluded: ExcludedDay[] = [];
  for (const day of eachDay(range.from, range.to)) {
    const reasons = plain
      .map((site) => ({ site, verdict: verdictOf(site, day) }))
      .filter(({ verdict }) => verdict !== 'counted' && verdict !== 'zero');
    if (reasons.length === 0) {
      days.push(day);
    } else {
      excluded.push({ day, reasons });
    }
  }
  const sums = plain.map(({ enterprise, code }) => ({
    enterprise,
    code,
    entries: days.reduce((sum, day) => sum + (find({ enterprise, code }, day)?.entries ?? 0), 0),
  }));
  return { top: topSites(sums, sites, plain.length), days: days.length, excluded };
}

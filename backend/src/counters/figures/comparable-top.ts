import { type Day, eachDay } from '../../domain/clock/calendar.ts';
import type { DayTable, SiteDays } from '../entries/day-table.ts';
import { siteKeyText } from '../entries/order.ts';
import type { Site } from '../sites/sites.ts';
import { findInTable, judge, lastSettledDay } from '../verdicts/judged-days.ts';
import type { Verdict, VerdictRules } from '../verdicts/verdicts.ts';
import { type TopSite, topSites } from './top.ts';

/** A day that is not compared, and the sites because of which it is not, where they are listed. */
export interface ExcludedDay {
  day: Day;
  reasons: { site: TopSite; verdict: Verdict }[];
}

export interface ComparableTop {
  /** The same sites on the comparable days alone, ranked again. */
  top: TopSite[];
  /** How many days are compared. */
  days: number;
  excluded: ExcludedDay[];
}

/**
 * Ranks some sites again on the days on which all of them sent valid rows and the day was over: `counted` or `zero`.
 * A code unknown to `sites` has no verdict: it needs a valid row.
 * @param table what the sites sent on the days of `range`, from its first one.
 * @param range the days to look at, none of them after today.
 * @param options.explained how many of the excluded days, from the first one, are listed with all their reasons.
 */
export async function comparableTop(
  rules: VerdictRules,
  plain: readonly TopSite[],
  sites: readonly Site[],
  table: DayTable,
  range: { from: Day; to: Day },
  { explained, breathe }: { explained: number; breathe: () => Promise<void> | undefined }
): Promise<ComparableTop> {
  const known = new Map(sites.map((site) => [siteKeyText(site), site]));
  const find = findInTable(table);
  const ranked = plain.map((site) => ({ site, days: table.of(site), known: known.get(siteKeyText(site)) }));
  const settledUntil = lastSettledDay(rules);
  const verdictOf = ({ site, known }: RankedSite, day: Day): Verdict =>
    known ? judge(rules, known, day, find).verdict : (find(site, day)?.validRows ?? 0) > 0 ? 'counted' : 'no_data';
  /** Of thousands of sites and days, only those at zero and those of the last days need a judgement. */
  const arrived = (one: RankedSite, index: number, day: Day): boolean =>
    one.days?.received[index] === 1 &&
    (((one.days.entries[index] ?? 0) > 0 && day <= settledUntil) || ARRIVED.has(verdictOf(one, day)));
  const compared: number[] = [];
  const excluded: ExcludedDay[] = [];
  for (const [index, day] of eachDay(range.from, range.to).entries()) {
    await breathe();
    if (ranked.every((one) => arrived(one, index, day))) {
      compared.push(index);
    } else {
      const told = excluded.length < explained ? ranked : [];
      const reasons = told
        .map((one) => ({ site: one.site, verdict: verdictOf(one, day) }))
        .filter(({ verdict }) => !ARRIVED.has(verdict));
      excluded.push({ day, reasons });
    }
  }
  const sums = ranked.map(({ site: { enterprise, code }, days }) => ({
    enterprise,
    code,
    entries: compared.reduce((sum, index) => sum + (days?.entries[index] ?? 0), 0),
  }));
  return { top: topSites(sums, sites, plain.length), days: compared.length, excluded };
}

const ARRIVED: ReadonlySet<Verdict> = new Set<Verdict>(['counted', 'zero']);

interface RankedSite {
  site: TopSite;
  days: SiteDays | undefined;
  known: Site | undefined;
}

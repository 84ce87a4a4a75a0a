import { type Day, eachDay } from '../../domain/clock/calendar.ts';
import type { DayTable } from '../entries/day-table.ts';
import { siteDayText } from '../entries/order.ts';
import type { Site } from '../sites/sites.ts';
import { findInTable, judge } from '../verdicts/judged-days.ts';
import type { VerdictRules } from '../verdicts/verdicts.ts';
import { type Mark, whose } from './marks.ts';

/** The days on which sites have the verdict `zero`: a mark for each day and enterprise. */
export async function zeroMarks(
  rules: VerdictRules,
  sites: readonly Site[],
  table: DayTable,
  range: { from: Day; to: Day },
  breathe: () => Promise<void> | undefined
): Promise<Mark[]> {
  const days = eachDay(range.from, range.to);
  const find = findInTable(table);
  const found = new Map<string, { day: Day; sites: Site[] }>();
  for (const site of sites) {
    await breathe();
    const sent = table.of(site);
    for (const [index, day] of days.entries()) {
      // Of thousands of sites and days, only those with rows whose sum is zero need a judgement.
      if (
        sent?.received[index] === 1 &&
        sent.entries[index] === 0 &&
        judge(rules, site, day, find).verdict === 'zero'
      ) {
        const key = siteDayText(day, { ...site, code: '' });
        const known = found.get(key) ?? { day, sites: [] };
        known.sites.push(site);
        found.set(key, known);
      }
    }
  }
  return [...found.values()].map(({ day, sites: zero }) => {
    const count = zero.length;
    return {
      kind: 'zero',
      from: day,
      to: day,
      title: {
        fr: count === 1 ? 'Compteur à zéro' : `${count} compteurs à zéro`,
        en: count === 1 ? 'Counter at zero' : `${count} counters at zero`,
      },
      // By their codes, however many the enterprise has.
      text: whose(zero, []),
      enterprises: [...new Set(zero.map(({ enterprise }) => enterprise))],
    };
  });
}

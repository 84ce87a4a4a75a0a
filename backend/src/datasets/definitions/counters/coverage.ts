import { readDayTable } from '../../../counters/entries/day-table.ts';
import { readFirstDays, readLastDays } from '../../../counters/entries/edge-days.ts';
import { readSiteDays } from '../../../counters/entries/entries.ts';
import { siteKeyText } from '../../../counters/entries/order.ts';
import { countSettled, coverageOf, coveredDays, silentDays } from '../../../counters/figures/coverage.ts';
import { readSites, type Site, uniqueSites } from '../../../counters/sites/sites.ts';
import {
  type FindDay,
  findIn,
  findInTable,
  judge,
  lastSettledDay,
  verdictRules,
  yesterdayOf,
} from '../../../counters/verdicts/judged-days.ts';
import type { Verdict } from '../../../counters/verdicts/verdicts.ts';
import { addDays, type Day, daysBetween, eachDay } from '../../../domain/clock/calendar.ts';
import { createBreather } from '../../../liveness/breather.ts';
import { BY_PARAMETER, COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';

interface CoverageRow {
  enterprise: string;
  code: string | null;
  city: string | null;
  counted: number;
  zero: number;
  no_data: number;
  share: number | null;
  first_day: Day | null;
  last_day: Day | null;
  silent_days: number | null;
}

export default defineCountersDataset({
  name: 'counters.coverage',
  title: { fr: 'Couverture des données', en: 'Coverage of the data' },
  description: {
    fr: 'Pour chaque compteur, ou pour chaque entreprise (`by`), la part des jours attendus qui sont arrivés : jours terminés de la période depuis la première ligne valable, sans les jours fermés ou ignorés. `silent_days` : jours de silence jusqu’à la veille, vide si la veille n’est pas sans données, et pour une entreprise.',
    en: 'For each counter, or each enterprise (`by`), the share of the expected days that arrived: finished days of the range since its first valid row, without closed or ignored ones. `silent_days`: days of silence up to yesterday, empty unless yesterday is without data, and for an enterprise.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: { enterprise: ENTERPRISE_PARAMETER, by: BY_PARAMETER },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    counted: { type: 'number', unit: 'short', title: { fr: 'Jours comptés', en: 'Counted days' } },
    zero: { type: 'number', unit: 'short', title: { fr: 'Jours à zéro', en: 'Zero days' } },
    no_data: { type: 'number', unit: 'short', title: { fr: 'Jours sans données', en: 'Days without data' } },
    share: { type: 'number', unit: 'percentunit', title: { fr: 'Couverture', en: 'Coverage' } },
    first_day: { type: 'string', title: { fr: 'Premier jour', en: 'First day' } },
    last_day: { type: 'string', title: { fr: 'Dernier jour', en: 'Last day' } },
    silent_days: { type: 'number', unit: 'short', title: { fr: 'Jours de silence', en: 'Days of silence' } },
  },
  async read(context, { enterprise: enterprises, by }) {
    const { counters, access, now } = context;
    const { days: range, notices } = await countersRange(context, enterprises);
    const rules = verdictRules(counters, now);
    const sites = uniqueSites(await readSites(counters, access, enterprises));
    const todayOf = ({ zone }: Site): Day => rules.clock.today(zone);
    const dayBefore = ({ zone }: Site): Day => yesterdayOf(rules, zone);
    const yesterdays = sites.map(dayBefore).sort();
    const [firstDays, lastDays, { table }, recent] = await Promise.all([
      readFirstDays(counters, access, sites, todayOf),
      readLastDays(counters, access, sites, todayOf),
      readDayTable(counters, access, { enterprises, ...range, now }),
      readSiteDays(counters, access, {
        enterprises,
        from: yesterdays[0] ?? range.from,
        to: yesterdays.at(-1) ?? range.to,
        now,
      }),
    ]);
    const [findInRange, findRecent] = [findInTable(table), findIn(recent.sums)];
    const find: FindDay = (site, day) => findInRange(site, day) ?? findRecent(site, day);
    const settledUntil = lastSettledDay(rules);
    const closedOn = rules.closures.calendar(eachDay(range.from, range.to));
    const verdictOfYesterday = (site: Site): Verdict => judge(rules, site, dayBefore(site), find).verdict;
    // Their last day says nothing of the silence before it: a site that woke up today was silent until yesterday.
    const awake = sites.filter(
      (site) => verdictOfYesterday(site) === 'no_data' && lastDays.get(siteKeyText(site)) === todayOf(site)
    );
    const daysBefore = new Map([...lastDays, ...awake.map((site) => [siteKeyText(site), undefined] as const)]);
    for (const [key, day] of await readLastDays(counters, access, awake, dayBefore)) {
      daysBefore.set(key, day);
    }
    const rowOf = (site: Site): CoverageRow => {
      const yesterday = dayBefore(site);
      const [firstDay, lastDay, lastBefore] = [firstDays, lastDays, daysBefore].map(
        (days) => days.get(siteKeyText(site)) ?? null
      );
      const finished = { from: range.from, to: range.to < yesterday ? range.to : yesterday };
      const [first, last] = [
        laterOf(range.from, firstDay ?? addDays(finished.to, 1)),
        earlierOf(finished.to, settledUntil),
      ];
      const settled = countSettled(site, table.of(site), closedOn(site), {
        from: daysBetween(range.from, first),
        to: daysBetween(range.from, last),
      });
      const afterwards = coveredDays(
        { from: laterOf(range.from, addDays(settledUntil, 1)), to: finished.to },
        firstDay ?? null
      );
      const { counted, zero, noData, share } = coverageOf(
        afterwards.map((day) => judge(rules, site, day, find).verdict),
        settled
      );
      return {
        enterprise: site.enterprise,
        code: site.code,
        city: site.city,
        counted,
        zero,
        no_data: noData,
        share,
        first_day: firstDay ?? null,
        last_day: lastDay ?? null,
        silent_days: silentDays(verdictOfYesterday(site), lastBefore ?? null, yesterday),
      };
    };
    const breathe = createBreather(context.signal);
    const rows: CoverageRow[] = [];
    for (const site of sites) {
      await breathe();
      rows.push(rowOf(site));
    }
    return { rows: by === 'enterprise' ? ofEnterprises(rows) : rows, notices };
  },
});

/** The days of an enterprise's counters together. */
function ofEnterprises(rows: readonly CoverageRow[]): CoverageRow[] {
  return [...Map.groupBy(rows, ({ enterprise }) => enterprise)].map(([enterprise, ofIt]) => {
    const sum = (name: 'counted' | 'zero' | 'no_data') => ofIt.reduce((total, row) => total + row[name], 0);
    const counts = { counted: sum('counted'), zero: sum('zero'), no_data: sum('no_data') };
    const days = (name: 'first_day' | 'last_day') => ofIt.flatMap((row) => row[name] ?? []).sort();
    return {
      ...{ enterprise, code: null, city: null },
      ...counts,
      share: coverageOf([], counts).share,
      first_day: days('first_day')[0] ?? null,
      last_day: days('last_day').at(-1) ?? null,
      silent_days: null,
    };
  });
}

function earlierOf(a: Day, b: Day): Day {
  return a < b ? a : b;
}

function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}

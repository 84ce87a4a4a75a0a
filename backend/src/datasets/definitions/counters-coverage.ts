import { calendarRange } from '../../counters/calendar.ts';
import { coverageOf, coveredDays, silentDays } from '../../counters/coverage.ts';
import { readFirstDays, readLastDays } from '../../counters/edge-days.ts';
import { readSiteDays } from '../../counters/entries.ts';
import { findIn, judge, verdictRules, yesterdayOf } from '../../counters/judged-days.ts';
import { siteKeyText } from '../../counters/order.ts';
import { readSites, uniqueSites } from '../../counters/sites.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.coverage',
  title: { fr: 'Couverture des données', en: 'Coverage of the data' },
  description: {
    fr: 'Pour chaque compteur, la part des jours attendus qui sont arrivés : jours terminés de la période depuis la première ligne valable, sans les jours fermés ou ignorés. `silent_days` : jours de silence jusqu’à la veille, vide si la veille n’est pas sans données.',
    en: 'For each counter, the share of the expected days that arrived: finished days of the range since its first valid row, without closed or ignored ones. `silent_days`: days of silence up to yesterday, empty unless yesterday is without data.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: { enterprise: ENTERPRISE_PARAMETER },
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
  async read({ counters, access, now, timezone, ...context }, { enterprise: enterprises }) {
    const range = calendarRange(context.range, timezone);
    const rules = verdictRules(counters, now);
    const sites = uniqueSites(await readSites(counters, access, enterprises));
    const yesterdays = sites.map(({ zone }) => yesterdayOf(rules, zone)).sort();
    const [firstDays, lastDays, { sums }, recent] = await Promise.all([
      readFirstDays(counters, access, sites, now),
      readLastDays(counters, access, sites, now),
      readSiteDays(counters, access, { enterprises, ...range, now }),
      readSiteDays(counters, access, {
        enterprises,
        from: yesterdays[0] ?? range.from,
        to: yesterdays.at(-1) ?? range.to,
        now,
      }),
    ]);
    const find = findIn([...sums, ...recent.sums]);
    return sites.map((site) => {
      const yesterday = yesterdayOf(rules, site.zone);
      const [firstDay, lastDay] = [firstDays, lastDays].map((days) => days.get(siteKeyText(site)) ?? null);
      const finished = { from: range.from, to: range.to < yesterday ? range.to : yesterday };
      const days = coveredDays(finished, firstDay ?? null);
      const { counted, zero, noData, share } = coverageOf(days.map((day) => judge(rules, site, day, find).verdict));
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
        silent_days: silentDays(judge(rules, site, yesterday, find).verdict, lastDay ?? null, yesterday),
      };
    });
  },
});

import { readDayTable } from '../../../counters/entries/day-table.ts';
import { readSiteSums } from '../../../counters/entries/entries.ts';
import { comparableTop } from '../../../counters/figures/comparable-top.ts';
import { type TopSite, topSites } from '../../../counters/figures/top.ts';
import { verdictRules } from '../../../counters/verdicts/judged-days.ts';
import type { Day } from '../../../domain/clock/calendar.ts';
import { createBreather } from '../../../liveness/breather.ts';
import {
  COLUMNS,
  type CountersContext,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';
import { COUNTERS_NOTICES, MAX_EXCLUDED_DAYS } from '../../counters/counters-texts.ts';
import type { NotedRows } from '../../engine/rows.ts';
import { limitParameter } from '../../tickets/common.ts';

export default defineCountersDataset({
  name: 'counters.top_sites',
  title: { fr: 'Compteurs qui ont le plus d’entrées', en: 'Counters with most entries' },
  description: {
    fr: 'Les compteurs qui ont le plus d’entrées sur la période (le mois en cours sans période). Avec `comparable`, les mêmes compteurs classés sur les seuls jours terminés où chacun d’eux a envoyé des données ; une remarque dit quels jours sont exclus et pourquoi.',
    en: 'The counters with most entries over the range (the current month without one). With `comparable`, the same counters ranked on the finished days alone on which each of them sent data; a notice says which days are excluded, and why.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    limit: limitParameter(10, 1_000),
    comparable: {
      type: 'boolean',
      title: { fr: 'Jours comparables seulement', en: 'Comparable days only' },
      default: false,
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    label: COLUMNS.label,
    entries: COLUMNS.entries,
  },
  async read(context, { enterprise: enterprises, limit, comparable }) {
    const { counters, access, now } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const { sites, sums } = await readSiteSums(counters, access, { enterprises, ...days, now });
    const top = topSites(sums, sites, limit);
    const answer = comparable ? await onComparableDays(context, days, top) : { rows: top, notices: [] };
    return { rows: answer.rows.map((site) => ({ ...site })), notices: [...notices, ...answer.notices] };
  },
});

async function onComparableDays(
  { counters, access, now, ...context }: CountersContext,
  range: { from: Day; to: Day },
  top: readonly TopSite[]
): Promise<NotedRows<TopSite>> {
  // Of the sites that are ranked alone: with one of their enterprises, and one of their codes.
  const ranked = {
    enterprises: [...new Set(top.map(({ enterprise }) => enterprise))],
    codes: [...new Set(top.map(({ code }) => code))],
  };
  const { sites, table } = await readDayTable(counters, access, { ...ranked, ...range, now });
  const rules = verdictRules(counters, now);
  const today = rules.clock.today(context.timezone);
  const upToToday = { from: range.from, to: range.to < today ? range.to : today };
  const compared = await comparableTop(rules, top, sites, table, upToToday, {
    explained: MAX_EXCLUDED_DAYS,
    breathe: createBreather(context.signal),
  });
  return { rows: compared.top, notices: [{ severity: 'info', text: COUNTERS_NOTICES.comparableDays(compared) }] };
}

import { changePercent } from '../../../counters/figures/compare.ts';
import { compareMonths } from '../../../counters/figures/compared-months.ts';
import { comparedMonths } from '../../../counters/figures/month.ts';
import { dayAt } from '../../../domain/clock/calendar.ts';
import { BY_PARAMETER, COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { COUNTERS_NOTICES } from '../../counters/counters-texts.ts';
import type { Column } from '../../engine/dataset.ts';

const number = (fr: string, en: string) =>
  ({ type: 'number', unit: 'short', title: { fr, en } }) as const satisfies Column;
const percent = (fr: string, en: string) =>
  ({ type: 'number', unit: 'percent', title: { fr, en } }) as const satisfies Column;

export default defineCountersDataset({
  name: 'counters.month',
  title: { fr: 'Comparaison d’un mois', en: 'Comparison of a month' },
  description: {
    fr: 'Les entrées d’un mois entier (le mois précédent, dans le fuseau de la requête, sinon celui du jour demandé), du mois d’avant et du même mois un an plus tôt. Les évolutions comparent ces sommes ; `sites`, `sites_month_before` et `sites_year_before` disent combien de compteurs ont envoyé des données.',
    en: 'The entries of a whole month (the month before, in the time zone of the request, else that of the day asked for), of the month before it and of the same month a year earlier. The changes compare these sums; `sites`, `sites_month_before` and `sites_year_before` say how many counters sent data.',
  },
  usesRange: true,
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    by: BY_PARAMETER,
    day: {
      type: 'date',
      title: { fr: 'Un jour du mois', en: 'A day of the month' },
      description: { fr: 'Vide : le mois précédent.', en: 'Empty: the month before.' },
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    label: COLUMNS.label,
    month: { type: 'string', title: { fr: 'Mois', en: 'Month' } },
    operational: { type: 'boolean', title: { fr: 'Opérationnel', en: 'Operational' } },
    entries: COLUMNS.entries,
    entries_month_before: number('Mois précédent', 'Month before'),
    entries_year_before: number('Année précédente', 'Year before'),
    change_month_percent: percent('Évolution sur un mois', 'Change over a month'),
    change_year_percent: percent('Évolution sur un an', 'Change over a year'),
    sites: number('Compteurs', 'Counters'),
    sites_month_before: number('Compteurs, mois précédent', 'Counters, month before'),
    sites_year_before: number('Compteurs, année précédente', 'Counters, year before'),
  },
  async read({ counters, access, now, timezone }, { enterprise: enterprises, by, day: asked }) {
    const today = dayAt(now, timezone);
    const months = comparedMonths(asked ?? comparedMonths(today).monthBefore.from);
    const month = months.month.from.slice(0, 7);
    const rows = await compareMonths(counters, access, { enterprises, by, months, now });
    return {
      rows: rows.map(({ enterprise, code, city, label, operational, of, before, yearBefore }) => ({
        ...{ enterprise, code, city, label, month, operational },
        entries: of.entries,
        entries_month_before: before.entries,
        entries_year_before: yearBefore.entries,
        change_month_percent: changePercent({ entries: of.entries, before: before.entries }),
        change_year_percent: changePercent({ entries: of.entries, before: yearBefore.entries }),
        sites: of.sites,
        sites_month_before: before.sites,
        sites_year_before: yearBefore.sites,
      })),
      notices: months.month.to >= today ? [{ severity: 'info', text: COUNTERS_NOTICES.unfinishedMonth(month) }] : [],
    };
  },
});

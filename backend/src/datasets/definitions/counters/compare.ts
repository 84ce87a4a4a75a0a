import { changePercent, comparedDays } from '../../../counters/figures/compare.ts';
import { compareSites } from '../../../counters/figures/compared-sites.ts';
import { addDays, dayAt } from '../../../domain/clock/calendar.ts';
import {
  BY_PARAMETER,
  COLUMNS,
  DAY_PARAMETER,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';
import { COUNTERS_NOTICES } from '../../counters/counters-texts.ts';
import type { Column } from '../../engine/dataset.ts';

const number = (fr: string, en: string) =>
  ({ type: 'number', unit: 'short', title: { fr, en } }) as const satisfies Column;
const percent = (fr: string, en: string) =>
  ({ type: 'number', unit: 'percent', title: { fr, en } }) as const satisfies Column;

export default defineCountersDataset({
  name: 'counters.compare',
  title: { fr: 'Comparaison d’un jour', en: 'Comparison of a day' },
  description: {
    fr: 'Les entrées d’un jour (la veille dans le fuseau de la requête, sinon celui demandé), de 7 et de 364 jours avant. Les colonnes « comparables » n’additionnent que les compteurs qui ont des données les deux jours ; le changement en vient. `unfinished` : le jour n’est pas terminé à tous les compteurs de la ligne.',
    en: 'The entries of a day (yesterday in the time zone of the request, else the one asked for), of 7 and of 364 days before. The comparable columns add up the counters alone that have data on both days; the change comes from them. `unfinished`: the day is not over at all counters of the row.',
  },
  usesRange: true,
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    by: BY_PARAMETER,
    day: {
      ...DAY_PARAMETER,
      description: {
        fr: 'Vide : la veille, dans le fuseau horaire de la requête.',
        en: 'Empty: yesterday, in the time zone of the request.',
      },
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    day: COLUMNS.day,
    unfinished: { type: 'boolean', title: { fr: 'Non terminé', en: 'Unfinished' } },
    entries: COLUMNS.entries,
    entries_week_before: number('Semaine précédente', 'Week before'),
    entries_year_before: number('Année précédente', 'Year before'),
    comparable_entries: number('Comparables à la semaine', 'Comparable with the week before'),
    comparable_week_before: number('Comparables, semaine précédente', 'Comparable, week before'),
    comparable_sites: number('Compteurs comparables', 'Comparable counters'),
    change_week_percent: percent('Évolution sur une semaine', 'Change over a week'),
    comparable_entries_year: number('Comparables à l’année', 'Comparable with the year before'),
    comparable_year_before: number('Comparables, année précédente', 'Comparable, year before'),
    comparable_sites_year: number('Compteurs comparables sur un an', 'Comparable counters over a year'),
    change_year_percent: percent('Évolution sur un an', 'Change over a year'),
  },
  async read({ counters, access, now, timezone }, { enterprise: enterprises, by, day: asked }) {
    const yesterday = addDays(dayAt(now, timezone), -1);
    const day = asked ?? yesterday;
    const compared = await compareSites(counters, access, {
      enterprises,
      by,
      days: { day, ...comparedDays(day) },
      now,
    });
    return {
      rows: compared.map(({ comparison: { week, year, ...plain }, ...row }) => ({
        ...row,
        day,
        entries: plain.entries,
        entries_week_before: plain.entriesWeekBefore,
        entries_year_before: plain.entriesYearBefore,
        comparable_entries: week.entries,
        comparable_week_before: week.before,
        comparable_sites: week.sites,
        change_week_percent: changePercent(week),
        comparable_entries_year: year.entries,
        comparable_year_before: year.before,
        comparable_sites_year: year.sites,
        change_year_percent: changePercent(year),
      })),
      notices: compared.some(({ unfinished }) => unfinished)
        ? [{ severity: 'info', text: COUNTERS_NOTICES.unfinishedDay(day) }]
        : [],
    };
  },
});

import { changePercent } from '../../../counters/figures/compare.ts';
import { comparableToday } from '../../../counters/figures/today.ts';
import { readToday, type SiteToday } from '../../../counters/figures/today-sites.ts';
import { BY_PARAMETER, COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.today',
  title: { fr: 'La journée en cours', en: 'The day so far' },
  description: {
    fr: 'Entrées des heures terminées d’aujourd’hui, à l’heure de chaque compteur, et leur habitude : la médiane des mêmes heures sur les quatre derniers mêmes jours de la semaine (deux au moins). Seulement pour les compteurs qui envoient une ligne par heure ; vide pour les autres, et tant que rien n’est arrivé. Une entreprise additionne ses compteurs qui ont les deux (`sites`).',
    en: 'Entries of the hours of today that are over, on the clock of each counter, and what is usual: the median of the same hours on the last four same weekdays (two at least). Only for counters that send a row an hour; empty for others, and while nothing has come. An enterprise adds up its counters that have both (`sites`).',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    by: BY_PARAMETER,
    hourly: {
      type: 'boolean',
      title: { fr: 'Compteurs horaires seulement', en: 'Hourly counters only' },
      default: false,
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    entries: COLUMNS.entries,
    usual: { type: 'number', unit: 'short', title: { fr: 'Habitude', en: 'Usual' } },
    difference: { type: 'number', unit: 'short', title: { fr: 'Écart', en: 'Difference' } },
    ratio: { type: 'number', unit: 'percentunit', title: { fr: 'Part de l’habitude', en: 'Share of the usual' } },
    change_percent: { type: 'number', unit: 'percent', title: { fr: 'Évolution', en: 'Change' } },
    last_hour: { type: 'number', title: { fr: 'Dernière heure reçue', en: 'Last hour received' } },
    hourly: { type: 'boolean', title: { fr: 'Compteur horaire', en: 'Hourly counter' } },
    sites: { type: 'number', unit: 'short', title: { fr: 'Compteurs comparés', en: 'Counters compared' } },
  },
  async read({ counters, access, now, signal }, { enterprise: enterprises, by, hourly }) {
    const read = await readToday(counters, access, { enterprises, now, signal });
    const days = hourly ? read.days.filter(({ figures }) => figures.hourly) : read.days;
    return by === 'site'
      ? days.map((one) => {
          const { enterprise, code, city } = one.site;
          return { enterprise, code, city, ...rowOf([one]), entries: one.figures.entries, usual: one.figures.usual };
        })
      : [...Map.groupBy(days, ({ site }) => site.enterprise)].map(([enterprise, ofIt]) => {
          return { enterprise, code: null, city: null, ...rowOf(ofIt) };
        });
  },
});

/** The figures of some sites together. */
function rowOf(days: readonly SiteToday[]) {
  const figures = days.map((one) => one.figures);
  const { entries, usual, sites } = comparableToday(figures);
  const change = changePercent({ entries, before: usual });
  const hours = figures.flatMap(({ lastHour }) => lastHour ?? []);
  return {
    entries: sites === 0 ? null : entries,
    usual: sites === 0 ? null : usual,
    difference: sites === 0 ? null : entries - usual,
    ratio: change === null ? null : entries / usual,
    change_percent: change,
    last_hour: hours.length === 0 ? null : Math.max(...hours),
    hourly: figures.some(({ hourly }) => hourly),
    sites,
  };
}

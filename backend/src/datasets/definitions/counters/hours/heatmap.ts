import { readHours } from '../../../../counters/entries/hours.ts';
import { hourMeans } from '../../../../counters/figures/hour-means.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../../counters/counters-dataset.ts';
import { countersRange } from '../../../counters/counters-range.ts';

export default defineCountersDataset({
  name: 'counters.heatmap',
  title: { fr: 'Entrées par heure et jour de semaine', en: 'Entries by hour and weekday' },
  description: {
    fr: 'Pour les compteurs qui envoient une ligne par heure : entrées par jour de semaine (1 = lundi … 7 = dimanche) et heure locale, et leur moyenne par jour de la période qui a des lignes horaires.',
    en: 'For counters that send a row an hour: entries by weekday (1 = Monday … 7 = Sunday) and local hour, and their mean per day of the range that has hourly rows.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    code: { type: 'string', multiple: true, title: COLUMNS.code.title },
  },
  columns: {
    weekday: COLUMNS.weekday,
    hour: COLUMNS.hour,
    entries: COLUMNS.entries,
    mean: COLUMNS.mean,
  },
  async read(context, { enterprise: enterprises, code: codes }) {
    const { counters, access, now } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const hours = await readHours(counters, access, { enterprises, codes, ...days, now });
    return { rows: hourMeans(hours).map((row) => ({ ...row })), notices };
  },
});

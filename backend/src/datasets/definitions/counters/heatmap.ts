import { type HourSum, readHours } from '../../../counters/entries/hours.ts';
import { weekdayOf } from '../../../domain/clock/calendar.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';

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
    weekday: { type: 'number', title: { fr: 'Jour de semaine', en: 'Weekday' } },
    hour: { type: 'number', title: { fr: 'Heure', en: 'Hour' } },
    entries: COLUMNS.entries,
    mean: { type: 'number', unit: 'short', title: { fr: 'Moyenne par jour', en: 'Mean per day' } },
  },
  async read(context, { enterprise: enterprises, code: codes }) {
    const { counters, access, now } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const hours = await readHours(counters, access, { enterprises, codes, ...days, now });
    const byWeekday = Map.groupBy(hours, ({ day }) => weekdayOf(day));
    const rows = [...byWeekday]
      .sort(([left], [right]) => left - right)
      .flatMap(([weekday, sums]) => rowsOf(sums).map((row) => ({ weekday, ...row })));
    return { rows, notices };
  },
});

function rowsOf(sums: readonly HourSum[]): { hour: number; entries: number; mean: number }[] {
  const days = new Set(sums.map(({ day }) => day)).size;
  return [...Map.groupBy(sums, ({ hour }) => hour)]
    .sort(([left], [right]) => left - right)
    .map(([hour, parts]) => {
      const entries = parts.reduce((total, part) => total + part.entries, 0);
      return { hour, entries, mean: entries / days };
    });
}

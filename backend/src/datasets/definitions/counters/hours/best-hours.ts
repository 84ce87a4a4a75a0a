import { readHours } from '../../../../counters/entries/hours.ts';
import { bestHours } from '../../../../counters/figures/hour-means.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../../counters/counters-dataset.ts';
import { countersRange } from '../../../counters/counters-range.ts';
import { limitParameter } from '../../../tickets/common.ts';

export default defineCountersDataset({
  name: 'counters.best_hours',
  title: { fr: 'Meilleures heures', en: 'Best hours' },
  description: {
    fr: 'Les heures de la semaine où il entre le plus de monde sur la période, d’après les compteurs qui envoient une ligne par heure : jour de semaine (1 = lundi … 7 = dimanche), heure locale et moyenne par jour, de la meilleure à la moins bonne.',
    en: 'The hours of the week in which most people come over the range, by the counters that send a row an hour: weekday (1 = Monday … 7 = Sunday), local hour and mean per day, best first.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    code: { type: 'string', multiple: true, title: COLUMNS.code.title },
    limit: limitParameter(5, 168),
  },
  columns: {
    weekday: COLUMNS.weekday,
    hour: COLUMNS.hour,
    entries: COLUMNS.entries,
    mean: COLUMNS.mean,
  },
  async read(context, { enterprise: enterprises, code: codes, limit }) {
    const { counters, access, now } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const hours = await readHours(counters, access, { enterprises, codes, ...days, now });
    return { rows: bestHours(hours, limit).map((row) => ({ ...row })), notices };
  },
});

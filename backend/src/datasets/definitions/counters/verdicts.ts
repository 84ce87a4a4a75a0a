import { judgeSites } from '../../../counters/verdicts/judged-days.ts';
import {
  COLUMNS,
  DAY_PARAMETER,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.verdicts',
  title: { fr: 'Verdicts du jour', en: 'Day verdicts' },
  description: {
    fr: 'Pour chaque compteur, ce qu’il est advenu d’un jour : unfinished, counted, ignored, closed, zero ou no_data. Les entrées manquent quand aucune ligne valable n’est arrivée.',
    en: 'For each counter, what became of a day: unfinished, counted, ignored, closed, zero or no_data. Entries are missing when no valid row came.',
  },
  parameters: { enterprise: ENTERPRISE_PARAMETER, day: DAY_PARAMETER },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    day: COLUMNS.day,
    verdict: { type: 'string', title: { fr: 'Verdict', en: 'Verdict' } },
    entries: COLUMNS.entries,
  },
  async read({ counters, access, now }, { enterprise: enterprises, day }) {
    const { days } = await judgeSites(counters, access, { enterprises, day, now });
    return days.map(({ site, verdict, received, ...one }) => ({
      enterprise: site.enterprise,
      code: site.code,
      city: site.city,
      day: one.day,
      verdict,
      entries: received && received.validRows > 0 ? received.entries : null,
    }));
  },
});

import { judgeSites } from '../../../counters/verdicts/judged-days.ts';
import type { Verdict } from '../../../counters/verdicts/verdicts.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import {
  COLUMNS,
  DAY_PARAMETER,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';

const VERDICTS = [
  { value: 'unfinished', title: { fr: 'Jour non terminé', en: 'Unfinished day' } },
  { value: 'counted', title: { fr: 'Compté', en: 'Counted' } },
  { value: 'ignored', title: { fr: 'Hors service', en: 'Out of order' } },
  { value: 'closed', title: { fr: 'Fermé', en: 'Closed' } },
  { value: 'zero', title: { fr: 'À zéro', en: 'At zero' } },
  { value: 'no_data', title: { fr: 'Sans données', en: 'No data' } },
] as const satisfies readonly { value: Verdict; title: LocalizedText }[];

export default defineCountersDataset({
  name: 'counters.verdicts',
  title: { fr: 'Verdicts du jour', en: 'Day verdicts' },
  description: {
    fr: 'Pour chaque compteur, ce qu’il est advenu d’un jour : unfinished, counted, ignored, closed, zero ou no_data. Les entrées manquent quand aucune ligne valable n’est arrivée.',
    en: 'For each counter, what became of a day: unfinished, counted, ignored, closed, zero or no_data. Entries are missing when no valid row came.',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    day: DAY_PARAMETER,
    verdict: {
      type: 'string',
      multiple: true,
      title: { fr: 'Verdict', en: 'Verdict' },
      description: { fr: 'Vide : tous.', en: 'Empty: all.' },
      choices: VERDICTS,
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    day: COLUMNS.day,
    verdict: { type: 'string', title: { fr: 'Verdict', en: 'Verdict' } },
    entries: COLUMNS.entries,
  },
  async read({ counters, access, now }, { enterprise: enterprises, day, verdict: wanted }) {
    const { days } = await judgeSites(counters, access, { enterprises, day, now });
    const asked = days.filter(({ verdict }) => wanted === undefined || wanted.includes(verdict));
    return asked.map(({ site, verdict, received, ...one }) => ({
      enterprise: site.enterprise,
      code: site.code,
      city: site.city,
      day: one.day,
      verdict,
      entries: received && received.validRows > 0 ? received.entries : null,
    }));
  },
});

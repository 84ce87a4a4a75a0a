import { judgeSites } from '../../counters/judged-days.ts';
import { alertDate, alertSentence } from '../../counters/sentences.ts';
import { COLUMNS, DAY_PARAMETER, defineCountersDataset, ENTERPRISE_PARAMETER } from '../counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.zero_alerts',
  title: { fr: 'Alertes des compteurs', en: 'Counter alerts' },
  description: {
    fr: 'Une ligne par compteur à zéro entrée la veille (zero), ou qui n’a rien envoyé (no_data), avec la phrase de l’alerte. `date` est le lendemain du jour dont il s’agit.',
    en: 'One row per counter with zero entries on the previous day (zero), or that sent nothing (no_data), with the sentence of the alert. `date` is the day after the one it is about.',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    day: DAY_PARAMETER,
    kind: {
      type: 'string',
      title: { fr: 'Genre', en: 'Kind' },
      default: 'zero',
      choices: [
        { value: 'zero', title: { fr: 'Zéro entrée', en: 'Zero entries' } },
        { value: 'no_data', title: { fr: 'Aucune donnée', en: 'No data' } },
      ],
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    message: { type: 'string', title: { fr: 'Alerte', en: 'Alert' } },
    day: COLUMNS.day,
    date: { type: 'string', title: { fr: 'Date', en: 'Date' } },
    entries: COLUMNS.entries,
  },
  async read({ counters, access, now }, { enterprise: enterprises, day, kind }) {
    const judged = await judgeSites(counters, access, { enterprises, day, now });
    return judged
      .filter(({ verdict }) => verdict === kind)
      .map(({ site, ...one }) => ({
        enterprise: site.enterprise,
        code: site.code,
        city: site.city,
        message: alertSentence(kind, site.enterprise, one.day),
        day: one.day,
        date: alertDate(one.day),
        entries: kind === 'zero' ? 0 : null,
      }));
  },
});

import { alertStates, sentenceOf } from '../../../counters/verdicts/alerts.ts';
import { comparableDays } from '../../../counters/verdicts/drops.ts';
import { judgeSites } from '../../../counters/verdicts/judged-days.ts';
import { alertDate } from '../../../counters/verdicts/sentences.ts';
import {
  ALERT_KIND_PARAMETER,
  COLUMNS,
  DAY_PARAMETER,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.zero_alerts',
  title: { fr: 'Alertes des compteurs', en: 'Counter alerts' },
  description: {
    fr: 'Une ligne par compteur à zéro entrée la veille (zero), qui n’a rien envoyé (no_data), ou dont les entrées ont fortement baissé (drop), avec la phrase de l’alerte. `date` est le lendemain du jour dont il s’agit.',
    en: 'One row per counter with zero entries on the previous day (zero), that sent nothing (no_data), or whose entries dropped sharply (drop), with the sentence of the alert. `date` is the day after the one it is about.',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    day: DAY_PARAMETER,
    kind: ALERT_KIND_PARAMETER,
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
  async read({ counters, access, now, rules }, { enterprise: enterprises, day, kind }) {
    const alsoRead = kind === 'drop' ? comparableDays : undefined;
    const judged = await judgeSites(counters, access, { enterprises, day, now }, alsoRead);
    return alertStates(judged, kind, rules.alerts.dropPercent)
      .filter(({ firing }) => firing)
      .map((state) => {
        const { site, day: judgedDay, received } = state.judged;
        return {
          enterprise: site.enterprise,
          code: site.code,
          city: site.city,
          message: sentenceOf(kind, state),
          day: judgedDay,
          date: alertDate(judgedDay),
          entries: kind === 'no_data' ? null : (received?.entries ?? 0),
        };
      });
  },
});

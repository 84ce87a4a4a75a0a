import { readDayAlerts, sentenceOf } from '../../../counters/verdicts/alerts.ts';
import { alertDate } from '../../../counters/verdicts/sentences.ts';
import { frenchDate } from '../../../domain/clock/calendar.ts';
import { VigieError } from '../../../domain/errors.ts';
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
    fr: 'Une ligne par compteur à zéro entrée la veille (zero), qui n’a rien envoyé (no_data), ou dont les entrées ont fortement baissé (drop), avec la phrase de l’alerte. `date` est le lendemain du jour dont il s’agit. silent_today : les compteurs horaires qui n’envoient plus rien aujourd’hui, sans `day` ; `date` est ce jour même.',
    en: 'One row per counter with zero entries on the previous day (zero), that sent nothing (no_data), or whose entries dropped sharply (drop), with the sentence of the alert. `date` is the day after the one it is about. silent_today: the hourly counters that send nothing any more today, without `day`; `date` is that very day.',
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
  async read({ counters, access, now, rules, signal }, { enterprise: enterprises, day, kind }) {
    const isToday = kind === 'silent_today';
    if (isToday && day !== undefined) {
      throw new VigieError('parameter_invalid', {
        fr: 'le paramètre `day` du jeu de données counters.zero_alerts doit être vide pour le genre silent_today, qui porte sur aujourd’hui',
        en: 'parameter `day` of dataset counters.zero_alerts must be empty for the kind silent_today, which is about today',
      });
    }
    const { dropPercent } = rules.alerts;
    const states = await readDayAlerts(counters, access, { kind, enterprises, day, now, dropPercent, signal });
    return states
      .filter(({ firing }) => firing)
      .map((state) => ({
        enterprise: state.site.enterprise,
        code: state.site.code,
        city: state.site.city,
        message: sentenceOf(kind, state),
        day: state.day,
        date: isToday ? frenchDate(state.day) : alertDate(state.day),
        entries: state.entries,
      }));
  },
});

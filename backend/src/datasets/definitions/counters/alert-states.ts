import { type AlertState, readAlertStates } from '../../../counters/verdicts/alerts.ts';
import {
  ALERT_KIND_PARAMETER,
  COLUMNS,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';

/**
 * For Grafana's alert rules (docs/adr/0004): texts that become labels, one number, and every counter in every answer.
 * What changes from day to day is a number too, never a text: with the day among its labels an alert would end each
 * morning, and start over for a counter that is still at zero.
 */
export default defineCountersDataset({
  name: 'counters.alert_states',
  title: { fr: 'États d’alerte des compteurs', en: 'Alert states of the counters' },
  description: {
    fr: 'Pour les règles d’alerte : une ligne par compteur, `value` vaut 1 quand l’alerte est là et 0 sinon. Jour jugé : la veille, ou l’avant-veille tant que la veille n’est pas jugeable. zero : zéro entrée. no_data : rien reçu. drop : jour compté dont les entrées sont inférieures d’au moins alerts.dropPercent à la moyenne des jours comparables (même jour des quatre semaines précédentes, comptés et sans fermeture, deux au moins), compteur opérationnel et hors fermeture. silent_today : compteur horaire qui n’envoie plus rien aujourd’hui (counters.today).',
    en: 'For alert rules: one row per counter, `value` is 1 when the alert is there, else 0. The day judged is yesterday, or the day before while yesterday cannot be judged. zero: zero entries. no_data: nothing came. drop: a counted day whose entries are at least alerts.dropPercent below the mean of the comparable days (same weekday of the four weeks before, counted and no closure, two at least), counter operational and no closure. silent_today: an hourly counter that sends nothing any more today (counters.today).',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    kind: ALERT_KIND_PARAMETER,
    value: {
      type: 'string',
      title: { fr: 'Valeur', en: 'Value' },
      description: {
        fr: 'Ce que dit le nombre ; les autres que `firing` sont pour la phrase de l’alerte.',
        en: 'What the number says; those other than `firing` are for the sentence of the alert.',
      },
      default: 'firing',
      choices: [
        { value: 'firing', title: { fr: 'En alerte', en: 'Firing' } },
        { value: 'day', title: { fr: 'Jour jugé, en secondes UTC', en: 'Day judged, in UTC seconds' } },
        { value: 'drop_percent', title: { fr: 'Baisse en pour cent', en: 'Drop in percent' } },
        {
          value: 'since_hour',
          title: { fr: 'Heure depuis laquelle rien ne vient, -1 sinon', en: 'Hour since which nothing comes, else -1' },
        },
      ],
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    value: { type: 'number', title: { fr: 'Valeur', en: 'Value' } },
  },
  async read({ counters, access, now, rules, signal }, { enterprise: enterprises, kind, value }) {
    const { dropPercent } = rules.alerts;
    const states = await readAlertStates(counters, access, { kind, enterprises, now, dropPercent, signal });
    return states.map((state) => {
      const { enterprise, code, city } = state.site;
      return { enterprise, code, city: city ?? '', value: VALUES[value](state) };
    });
  },
});

const VALUES: Record<'firing' | 'day' | 'drop_percent' | 'since_hour', (state: AlertState) => number> = {
  firing: ({ firing }) => Number(firing),
  day: ({ day }) => Date.parse(day) / 1000,
  drop_percent: ({ dropPercent }) => dropPercent ?? 0,
  since_hour: ({ sinceHour }) => sinceHour ?? -1,
};

import { comparableDays, dropOf } from '../../counters/drops.ts';
import { judgeLastDays } from '../../counters/judged-days.ts';
import type { JudgedDay, JudgedDays } from '../../counters/judged-days.ts';
import { alertSentence, dropSentence } from '../../counters/sentences.ts';
import type { AlertKind } from '../../counters/sentences.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../counters-dataset.ts';
import type { CountersContext } from '../counters-dataset.ts';

/** For Grafana's alert rules (docs/adr/0004): texts that become labels, one number, and every counter in every answer. */
export default defineCountersDataset({
  name: 'counters.alert_states',
  title: { fr: 'États d’alerte des compteurs', en: 'Alert states of the counters' },
  description: {
    fr: 'Pour les règles d’alerte : une ligne par compteur, `firing` vaut 1 quand l’alerte est là et 0 sinon. Jour jugé : la veille, ou l’avant-veille tant que la veille n’est pas jugeable. zero : zéro entrée. no_data : rien reçu. drop : jour compté dont les entrées sont inférieures d’au moins alerts.dropPercent à la moyenne des jours comparables (même jour des quatre semaines précédentes, comptés et sans fermeture, deux au moins), compteur opérationnel et hors fermeture.',
    en: 'For alert rules: one row per counter, `firing` is 1 when the alert is there, else 0. The day judged is yesterday, or the day before while yesterday cannot be judged. zero: zero entries. no_data: nothing came. drop: a counted day whose entries are at least alerts.dropPercent below the mean of the comparable days (same weekday of the four weeks before, counted and no closure, two at least), counter operational and no closure.',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    kind: {
      type: 'string',
      title: { fr: 'Genre', en: 'Kind' },
      default: 'zero',
      choices: [
        { value: 'zero', title: { fr: 'Zéro entrée', en: 'Zero entries' } },
        { value: 'no_data', title: { fr: 'Aucune donnée', en: 'No data' } },
        { value: 'drop', title: { fr: 'Forte baisse', en: 'Sharp drop' } },
      ],
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    message: { type: 'string', title: { fr: 'Alerte', en: 'Alert' } },
    firing: { type: 'number', title: { fr: 'En alerte', en: 'Firing' } },
  },
  async read(context, { enterprise: enterprises, kind }) {
    const states = kind === 'drop' ? await drops(context, enterprises) : await verdicts(context, enterprises, kind);
    return states.map(({ judged: { site }, message, firing }) => ({
      enterprise: site.enterprise,
      code: site.code,
      city: site.city ?? '',
      message,
      firing: Number(firing),
    }));
  },
});

interface AlertState {
  judged: JudgedDay;
  /** The same whether firing or not: it is a label, and an instance resolves under the labels it fired with. */
  message: string;
  firing: boolean;
}

async function verdicts(
  { counters, access, now }: CountersContext,
  enterprises: readonly string[] | undefined,
  kind: AlertKind
): Promise<AlertState[]> {
  const { days } = await judgeLastDays(counters, access, { enterprises, now });
  return days.map((judged) => ({
    judged,
    message: alertSentence(kind, judged.site.enterprise, judged.day),
    firing: judged.verdict === kind,
  }));
}

async function drops(
  { counters, access, now, rules }: CountersContext,
  enterprises: readonly string[] | undefined
): Promise<AlertState[]> {
  const { dropPercent } = rules.alerts;
  const judgedDays: JudgedDays = await judgeLastDays(counters, access, { enterprises, now }, comparableDays);
  return judgedDays.days.map((judged) => {
    const drop = dropOf(judgedDays.rules, judged, judgedDays.find);
    return {
      judged,
      message: dropSentence(judged.site.enterprise, judged.day, dropPercent),
      firing: drop !== undefined && drop.changePercent <= -dropPercent,
    };
  });
}

import { readGoals } from '../../../counters/figures/reached-goals.ts';
import { siteLabel } from '../../../counters/figures/top.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';
import { COUNTERS_NOTICES } from '../../counters/counters-texts.ts';

export default defineCountersDataset({
  name: 'counters.goals',
  title: { fr: 'Objectifs', en: 'Goals' },
  description: {
    fr: 'Les objectifs des règles (counters.goals) dont le mois a commencé et touche la période (le mois en cours sans période) : entrées des jours terminés, ce qui était attendu d’ici là d’après le poids de chaque jour de la semaine sur les huit dernières semaines (fermetures sans poids), et leur quotient, le rythme. Une ligne par objectif ; aucune sans objectif.',
    en: 'The goals of the rules (counters.goals) whose month has begun and shares a day with the range (the current month without one): entries of the finished days, what was expected until then by the weight of each weekday over the last eight weeks (closures without weight), and their quotient, the pace. One row a goal; none without goals.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: { enterprise: ENTERPRISE_PARAMETER },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    label: { type: 'string', title: { fr: 'Objectif de', en: 'Goal of' } },
    month: { type: 'string', title: { fr: 'Mois', en: 'Month' } },
    goal: { type: 'number', unit: 'short', title: { fr: 'Objectif', en: 'Goal' } },
    entries: COLUMNS.entries,
    expected: { type: 'number', unit: 'short', title: { fr: 'Attendu', en: 'Expected' } },
    pace: { type: 'number', unit: 'percentunit', title: { fr: 'Rythme', en: 'Pace' } },
    progress: { type: 'number', unit: 'percentunit', title: { fr: 'Atteint', en: 'Reached' } },
  },
  async read(context, { enterprise: enterprises }) {
    const { counters, access, now, signal } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const { goals, unknown } = await readGoals(counters, access, { enterprises, ...days, now, signal });
    return {
      rows: goals.map(({ goal, site, figures: { entries, expected, pace } }) => ({
        enterprise: goal.enterprise,
        code: goal.code ?? null,
        city: site?.city ?? null,
        label: site === undefined ? goal.enterprise : siteLabel(site.code, site),
        month: goal.month,
        goal: goal.entries,
        entries,
        expected,
        pace,
        progress: entries / goal.entries,
      })),
      notices: [
        ...notices,
        ...unknown.map((one) => ({ severity: 'warning', text: COUNTERS_NOTICES.unknownGoal(one) }) as const),
      ],
    };
  },
});

import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  heading: { fr: 'Objectifs', en: 'Goals' },
  description: {
    fr: 'Objectifs des règles pour les mois de la période : part de l’objectif atteinte par les jours terminés, et rythme : 100 % suffit à l’atteindre',
    en: 'Goals of the rules for the months of the range: share of the goal that the finished days reached, and pace: 100% is enough to reach it',
  },
  label: { fr: 'Pour', en: 'Of' },
  month: { fr: 'Mois', en: 'Month' },
  goal: { fr: 'Objectif', en: 'Goal' },
  progress: { fr: 'Atteint', en: 'Reached' },
  pace: { fr: 'Rythme', en: 'Pace' },
};

/** How far the goals of the month have been reached, with a gauge each; nothing at all where there is no goal. */
export function goals(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'goals',
    list({
      heading: texts.heading,
      columns: ['label', 'month', 'goal', 'progress', 'pace'],
      showColumnNames: true,
      lines: 1,
      hiddenWhenEmpty: true,
    })
      .description(texts.description)
      .transparent(true)
      .withTarget(query('counters.goals', ENTERPRISE))
      .overrideByName('label', figure(texts.label))
      .overrideByName('month', figure(texts.month))
      .overrideByName('goal', [...figure(texts.goal), ...COUNT])
      .overrideByName('progress', figure(texts.progress, { tone: 'good' }))
      .overrideByName('pace', [...figure(texts.pace), { id: 'unit', value: 'none' }])
  );
}

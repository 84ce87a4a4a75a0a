import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  description: {
    fr: 'Tickets d’Atera créés et résolus aujourd’hui, et chacun des sept jours d’avant : une barre par jour, et leur moyenne',
    en: 'Atera tickets created and resolved today, and on each of the seven days before: a bar a day, and their mean',
  },
  created: { fr: 'Créés aujourd’hui', en: 'Created today' },
  resolved: { fr: 'Résolus aujourd’hui', en: 'Resolved today' },
};

/** Tickets created and resolved today, and on the seven days before. */
export function today(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'today',
    list({ columns: ['day', 'created', 'resolved'], layout: 'days' })
      .description(texts.description)
      .withTarget(query('tickets.flow', { source: 'atera', days: 8 }))
      .overrideByName('created', figure(texts.created, { tone: 'high' }))
      .overrideByName('resolved', figure(texts.resolved, { tone: 'good' }))
  );
}

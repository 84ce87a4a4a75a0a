import { inLanguage, type Language, type Text } from '../../../elements/language.ts';
import { figure, list, type Tone } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';

const HEADINGS = {
  last_month: { fr: 'Service du mois dernier', en: 'Service last month' },
  this_month: { fr: 'Service du mois en cours', en: 'Service this month' },
} satisfies Record<string, Text>;

const TEXTS = {
  description: {
    fr: 'Tickets créés dans le mois : première réponse à l’échéance au plus tard ou non. Tickets résolus dans le mois : à l’échéance au plus tard ou non. Sans échéance, un ticket n’y est pas.',
    en: 'Tickets created in the month: first response when it was due at the latest, or not. Tickets resolved in the month: when it was due at the latest, or not. Those without a due date are left out.',
  },
  emptyText: { fr: 'Aucun ticket conservé de ce mois', en: 'No ticket of this month is kept' },
};

/** Columns in the order of the screen, each with its colour from one on. */
const FIGURES = {
  first_response_met: { tone: 'good', title: { fr: 'Réponses à temps', en: 'Answered in time' } },
  first_response_missed: { tone: 'critical', title: { fr: 'Hors délai', en: 'Late' } },
  first_response_share: { title: { fr: 'Part à temps', en: 'In time' } },
  resolution_met: { tone: 'good', title: { fr: 'Résolus à temps', en: 'Resolved in time' } },
  resolution_missed: { tone: 'critical', title: { fr: 'Hors délai', en: 'Late' } },
  resolution_share: { title: { fr: 'Part à temps', en: 'In time' } },
} satisfies Record<string, { tone?: Tone; title: Text }>;

/**
 * How many tickets of a calendar month were answered and resolved in time.
 *
 * @param client - of this one alone; absent: a row a client
 */
export function servicePeriod(language: Language, month: keyof typeof HEADINGS, client?: string): NamedPanel {
  const { description, emptyText } = inLanguage(TEXTS, language);
  const columns = [...(client === undefined ? ['client'] : []), ...Object.keys(FIGURES)];
  const panel = list({ heading: HEADINGS[month][language], emptyText, columns, lines: 1, showColumnNames: true })
    .description(description)
    .withTarget(query('tickets.sla_period', { period: month, ...(client === undefined ? {} : { client }) }));
  for (const [name, { title, ...looks }] of Object.entries<{ tone?: Tone; title: Text }>(FIGURES)) {
    panel.overrideByName(name, figure(title[language], looks));
  }
  return named(`service-${month.replaceAll('_', '-')}`, panel);
}

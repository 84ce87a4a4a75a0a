import { inLanguage, type Language } from '../../elements/language.ts';
import { BAR, figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Résolus par technicien', en: 'Resolved per technician' },
  description: {
    fr: 'Tickets résolus dans la période de la page, d’après le technicien qui les a aujourd’hui',
    en: 'Tickets resolved in the range of the page, by the technician who has them today',
  },
  emptyText: { fr: 'Aucun ticket résolu', en: 'No resolved ticket' },
  closed: { fr: 'Résolus', en: 'Resolved' },
};

/** Tickets that were resolved in the range of the page, by technician. */
export function closedPerTechnician(language: Language): NamedPanel {
  const { heading, description, emptyText, closed } = inLanguage(TEXTS, language);
  return named(
    'closed-per-technician',
    list({ heading, emptyText, columns: ['technician', 'closed'], lines: 1, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.closed_per_technician'))
      .overrideByName('closed', [...figure(closed, { tone: 'good' }), ...BAR])
  );
}

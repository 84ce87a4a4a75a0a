import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  description: {
    fr: 'Tickets ouverts du pôle au-delà de sa limite, le plus ancien d’abord ; la limite et son horloge sont celles des règles',
    en: 'Open tickets of the queue beyond its limit, the oldest first; the limit and its clock are those of the rules',
  },
  heading: { fr: 'Tickets en retard', en: 'Overdue tickets' },
  emptyText: { fr: 'Aucun ticket en retard', en: 'No overdue ticket' },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'technician', 'age_s'];

/** The overdue tickets of a queue, the oldest first. */
export function overdueTickets(language: Language, queue: string): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'overdue-tickets',
    list({ ...texts, columns: COLUMNS, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.list', { queue, overdue: true }))
      .withTransformation(sortedBy('age_s', true))
  );
}

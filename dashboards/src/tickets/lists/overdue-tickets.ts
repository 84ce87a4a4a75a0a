import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Tickets en retard', en: 'Overdue tickets' },
  emptyText: { fr: 'Aucun ticket en retard', en: 'No overdue ticket' },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'technician', 'age_s'];

/** The overdue tickets of a queue, the oldest first. */
export function overdueTickets(language: Language, queue: string): NamedPanel {
  return named(
    'overdue-tickets',
    list({ ...inLanguage(TEXTS, language), columns: COLUMNS, showColumnNames: true })
      .withTarget(query('tickets.list', { queue, overdue: true }))
      .withTransformation(sortedBy('age_s', true))
  );
}

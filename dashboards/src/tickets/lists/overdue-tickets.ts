import type { Language, Text } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ticketTable } from './ticket-table.ts';

const TITLE: Text = { fr: 'Tickets en retard', en: 'Overdue tickets' };

const COLUMNS = { id: 75, title: 'rest', client: 190, priority: 125, technician: 170, age_s: 110 } as const;

/** The overdue tickets of a queue, the oldest first. */
export function overdueTickets(language: Language, queue: string): NamedPanel {
  return named(
    'overdue-tickets',
    ticketTable(language, query('tickets.list', { queue, overdue: true }), COLUMNS)
      .withTransformation(sortedBy('age_s', true))
      .title(TITLE[language])
  );
}

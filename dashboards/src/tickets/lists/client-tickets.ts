import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Tickets actifs', en: 'Active tickets' },
  description: {
    fr: 'Tous les tickets ouverts et en attente du client, d’Atera et d’Odoo, le plus ancien d’abord ; un titre mène au ticket',
    en: 'All open and pending tickets of the client, of Atera and Odoo, the oldest first; a title leads to the ticket',
  },
  emptyText: { fr: 'Aucun ticket actif', en: 'No active ticket' },
};

const COLUMNS = [
  'source',
  'id',
  'title',
  'queue_title',
  'class',
  'status',
  'priority',
  'impact',
  'technician',
  'age_s',
  'overdue',
];

/** All active tickets of a client, Atera's and Odoo's together, the oldest first. */
export function clientTickets(language: Language, client: string): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'tickets',
    list({ ...texts, columns: COLUMNS, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.list', { client }))
      .withTransformation(sortedBy('age_s', true))
  );
}

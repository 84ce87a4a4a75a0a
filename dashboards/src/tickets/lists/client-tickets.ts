import type { Language, Text } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ticketTable } from './ticket-table.ts';

const TITLE: Text = { fr: 'Tickets actifs', en: 'Active tickets' };

const DESCRIPTION: Text = {
  fr: 'Tous les tickets ouverts et en attente du client, d’Atera et d’Odoo, le plus ancien d’abord ; un titre mène au ticket',
  en: 'All open and pending tickets of the client, of Atera and Odoo, the oldest first; a title leads to the ticket',
};

const COLUMNS = {
  source: 90,
  id: 75,
  title: 'rest',
  queue_title: 110,
  class: 105,
  status: 150,
  priority: 125,
  impact: 85,
  technician: 170,
  created: 145,
  age_s: 110,
  overdue: 95,
} as const;

/** All active tickets of a client, Atera's and Odoo's together, the oldest first. */
export function clientTickets(language: Language, client: string): NamedPanel {
  return named(
    'tickets',
    ticketTable(language, query('tickets.list', { client }), COLUMNS)
      .withTransformation(sortedBy('age_s', true))
      .title(TITLE[language])
      .description(DESCRIPTION[language])
  );
}

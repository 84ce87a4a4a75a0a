import type { Language, Text } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ticketTable } from './ticket-table.ts';

const TITLE: Text = { fr: 'Plus anciens tickets ouverts', en: 'Oldest open tickets' };

const DESCRIPTION: Text = {
  fr: 'Les tickets ouverts créés depuis le plus longtemps, d’Atera et d’Odoo ; un titre mène au ticket',
  en: 'The open tickets created longest ago, of Atera and Odoo; a title leads to the ticket',
};

const COLUMNS = { id: 70, title: 'rest', client: 150, age_s: 110, status: 110, technician: 140 } as const;

/** The open tickets that have been there for longest; a title leads to the ticket where it lives. */
export function oldestTickets(language: Language): NamedPanel {
  return named(
    'oldest-tickets',
    ticketTable(language, query('tickets.oldest'), COLUMNS).title(TITLE[language]).description(DESCRIPTION[language])
  );
}

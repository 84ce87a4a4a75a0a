import type { Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ticketTable } from './ticket-table.ts';

const TITLES = {
  open: { fr: 'Derniers tickets ouverts', en: 'Latest open tickets' },
  pending: { fr: 'Derniers tickets en attente', en: 'Latest pending tickets' },
};

const COLUMNS = { id: 70, title: 'rest', client: 195, priority: 115, created: 140 } as const;

/** The 4 newest tickets of a class; the title leads to the ticket in Atera. */
export function latestTickets(language: Language, ticketClass: keyof typeof TITLES): NamedPanel {
  return named(
    `latest-${ticketClass}`,
    ticketTable(language, query('tickets.latest', { class: ticketClass, limit: 4 }), COLUMNS, 'atera').title(
      TITLES[ticketClass][language]
    )
  );
}

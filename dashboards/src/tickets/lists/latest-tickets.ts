import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  open: {
    heading: { fr: 'Derniers tickets ouverts', en: 'Latest open tickets' },
    emptyText: { fr: 'Aucun ticket ouvert', en: 'No open ticket' },
  },
  pending: {
    heading: { fr: 'Derniers tickets en attente', en: 'Latest pending tickets' },
    emptyText: { fr: 'Aucun ticket en attente', en: 'No pending ticket' },
  },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'created'];

/** The 4 newest tickets of a class; the title leads to the ticket in Atera. */
export function latestTickets(language: Language, ticketClass: keyof typeof TEXTS): NamedPanel {
  return named(
    `latest-${ticketClass}`,
    list({ ...inLanguage(TEXTS[ticketClass], language), columns: COLUMNS }).withTarget(
      query('tickets.latest', { class: ticketClass, limit: 4 })
    )
  );
}

import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Plus anciens tickets ouverts', en: 'Oldest open tickets' },
  description: {
    fr: 'Les 10 tickets ouverts créés depuis le plus longtemps, d’Atera et d’Odoo ; un titre mène au ticket',
    en: 'The 10 open tickets created longest ago, of Atera and Odoo; a title leads to the ticket',
  },
  emptyText: { fr: 'Aucun ticket ouvert', en: 'No open ticket' },
};

const COLUMNS = ['id', 'title', 'client', 'status', 'technician', 'age_s'];

/** The open tickets that have been there for longest; a title leads to the ticket where it lives. */
export function oldestTickets(language: Language): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'oldest-tickets',
    list({ ...texts, columns: COLUMNS, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.oldest', { limit: 10 }))
  );
}

import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  open: {
    heading: { fr: 'Derniers tickets ouverts', en: 'Latest open tickets' },
    description: {
      fr: 'Les 4 tickets ouverts créés en dernier dans Atera ; un titre mène au ticket. Un nouveau ticket critique clignote et sonne sur les écrans qui le demandent.',
      en: 'The 4 open tickets created last in Atera; a title leads to the ticket. A new critical one blinks and sounds on screens that ask for it.',
    },
    emptyText: { fr: 'Aucun ticket ouvert', en: 'No open ticket' },
  },
  pending: {
    heading: { fr: 'Derniers tickets en attente', en: 'Latest pending tickets' },
    description: {
      fr: 'Les 4 tickets en attente créés en dernier dans Atera ; un titre mène au ticket',
      en: 'The 4 pending tickets created last in Atera; a title leads to the ticket',
    },
    emptyText: { fr: 'Aucun ticket en attente', en: 'No pending ticket' },
  },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'created'];

/** Rows that are shown, and those that are looked at, since more may come in than that between two refreshes. */
const SHOWN = 4;
const LOOKED_AT = 20;

/** The 4 newest tickets of a class; the title leads to the ticket in Atera. A new critical one among the open ones is signalled. */
export function latestTickets(language: Language, ticketClass: keyof typeof TEXTS): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS[ticketClass], language);
  return named(
    `latest-${ticketClass}`,
    list({
      ...texts,
      columns: COLUMNS,
      mostRows: SHOWN,
      signals: ticketClass === 'open',
    })
      .description(description)
      .withTarget(query('tickets.latest', { class: ticketClass, limit: ticketClass === 'open' ? LOOKED_AT : SHOWN }))
  );
}

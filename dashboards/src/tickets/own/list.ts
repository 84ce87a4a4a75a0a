import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Vos tickets en cours', en: 'Your active tickets' },
  description: {
    fr: 'Tickets ouverts et en attente, le plus ancien d’abord ; l’âge compte depuis la création',
    en: 'Open and pending tickets, the oldest first; the age counts from creation',
  },
  emptyText: { fr: 'Aucun ticket en cours', en: 'No active ticket' },
};

/** What of a ticket is for its client; queue, status and technician are there where the rules show them to it. */
const COLUMNS = [
  'id',
  'title',
  'client',
  'queue_title',
  'class',
  'status',
  'priority',
  'technician',
  'created',
  'age_s',
];

/** The active tickets of the reader's company, the oldest first. */
export function ownTickets(language: Language): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'own-tickets',
    list({ ...texts, columns: COLUMNS, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.list'))
      .withTransformation(sortedBy('age_s', true))
  );
}

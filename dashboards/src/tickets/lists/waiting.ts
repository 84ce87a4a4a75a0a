import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Clients qui nous attendent', en: 'Clients waiting for us' },
  description: {
    fr: 'Tickets actifs d’Atera dont le dernier commentaire est celui du client, ou auxquels aucun technicien n’a répondu ; la plus longue attente d’abord, un titre mène au ticket',
    en: 'Active Atera tickets whose last comment is the client’s, or that no technician has answered; the longest wait first, a title leads to the ticket',
  },
  emptyText: { fr: 'Personne ne nous attend', en: 'Nobody waits for us' },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'waiting_s'];

/** Clients who wait for us, the longest wait first. */
export function waiting(language: Language): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'waiting',
    list({ ...texts, columns: COLUMNS, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.waiting'))
  );
}

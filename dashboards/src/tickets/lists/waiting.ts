import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ticketTable } from './ticket-table.ts';

const TEXTS = {
  title: { fr: 'Clients qui nous attendent', en: 'Clients waiting for us' },
  description: {
    fr: 'Le dernier commentaire est celui du client, ou aucun technicien n’a répondu',
    en: 'The last comment is the client’s, or no technician has answered',
  },
};

const COLUMNS = { id: 70, title: 'rest', client: 150, priority: 115, waiting_s: 110 } as const;

/** Clients who wait for us, the longest wait first. */
export function waiting(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'waiting',
    ticketTable(language, query('tickets.waiting'), COLUMNS, 'atera').title(texts.title).description(texts.description)
  );
}

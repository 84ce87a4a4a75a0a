import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../elements/language.ts';
import { datasetVariable } from '../elements/variables.ts';
import { beside, stacked } from '../page/layout.ts';
import { pageUrl } from './addresses.ts';
import { clientsOfQueue } from './figures/by-client.ts';
import { trustStrip } from './figures/sources.ts';
import { link } from './header.ts';
import { overdueTickets } from './lists/overdue-tickets.ts';
import { ticketPage } from './ticket-page.ts';

const TEXTS = {
  queue: { fr: 'Pôle', en: 'Queue' },
  allParts: { fr: 'Tous les pôles', en: 'All queues' },
};

/** One part of "Tickets par gros clients" in a tab of its own, with its overdue tickets. */
export function part(language: Language): Dashboard {
  const texts = inLanguage(TEXTS, language);
  return ticketPage(language, {
    name: 'part',
    description: {
      fr: 'Un pôle seul : ses gros clients et ses tickets en retard',
      en: 'One queue alone: its big clients and its overdue tickets',
    },
    variables: [
      datasetVariable('queue', { dataset: 'tickets.by_queue', valueColumn: 'queue', textColumn: 'title' }).label(
        texts.queue
      ),
    ],
    links: [link(texts.allParts, pageUrl('clients'), '', 'apps')],
    layout: stacked(
      [24, beside([10, clientsOfQueue(language, 'queue')], [14, overdueTickets(language, '$queue')])],
      [2, trustStrip(language)]
    ),
  });
}

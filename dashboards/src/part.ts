import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { link, pageUrl } from './pages.ts';
import { trustStrip } from './panels/sources.ts';
import { overdueTickets } from './panels/ticket-table.ts';
import { queuePanels } from './queue-panels.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';
import { datasetVariable } from './variables.ts';

/** One part of "Tickets par gros clients" in a tab of its own, with its overdue tickets. */
export function part(texts: Texts): Dashboard {
  return ticketPage(texts, {
    name: 'part',
    description: texts.clients.partDescription,
    variables: [
      datasetVariable('queue', { dataset: 'tickets.by_queue', valueColumn: 'queue', textColumn: 'title' }).label(
        texts.clients.queue
      ),
    ],
    links: [link(texts.links.allParts, pageUrl('clients'), '', 'apps')],
    panels: [
      ...queuePanels(texts, '$queue', { x: 0, y: 0, w: 10, h: 20 }),
      [overdueTickets(texts, '$queue'), { x: 10, y: 0, w: 14, h: 20 }],
      ...trustStrip(texts, 20),
    ],
  });
}

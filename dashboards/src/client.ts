import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { ageing } from './panels/ageing.ts';
import { oldestAge, ticketCount } from './panels/client-figures.ts';
import { backlog } from './panels/over-time.ts';
import { trustStrip } from './panels/sources.ts';
import { clientTickets } from './panels/ticket-table.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';
import { datasetVariable } from './variables.ts';

const CLIENT = '$client';

/** One client: its tickets of all parts and both systems together. */
export function client(texts: Texts): Dashboard {
  const { client: words } = texts;
  const open = { client: CLIENT, class: 'open' };
  return ticketPage(texts, {
    name: 'client',
    description: words.description,
    from: 'now-30d',
    variables: [datasetVariable('client', { dataset: 'tickets.by_client', valueColumn: 'client' }).label(words.client)],
    panels: [
      [ticketCount(words.open, open), { x: 0, y: 0, w: 3, h: 4 }],
      [ticketCount(words.pending, { client: CLIENT, class: 'pending' }), { x: 3, y: 0, w: 3, h: 4 }],
      [ticketCount(words.overdue, { client: CLIENT, overdue: true }, true), { x: 0, y: 4, w: 3, h: 4 }],
      [oldestAge(words.oldest, open), { x: 3, y: 4, w: 3, h: 4 }],
      [ageing(texts, { client: CLIENT }), { x: 6, y: 0, w: 8, h: 8 }],
      [backlog(texts, words.trend, 'class', { client: CLIENT }), { x: 14, y: 0, w: 10, h: 8 }],
      [clientTickets(texts, CLIENT), { x: 0, y: 8, w: 24, h: 12 }],
      ...trustStrip(texts, 20),
    ],
  });
}

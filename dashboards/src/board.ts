import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { firstResponse, firstResponseSpread, impact, total } from './panels/figures.ts';
import { latestAlerts } from './panels/latest-alerts.ts';
import { latestTickets } from './panels/latest-tickets.ts';
import { trustStrip } from './panels/sources.ts';
import { ticketsByPriority } from './panels/tickets-by-priority.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';

/** "Tableau de bord": the ticket board, one screen of 1920 × 1080 without scrolling. */
export function board(texts: Texts): Dashboard {
  return ticketPage(texts, {
    name: 'board',
    description: texts.board.description,
    panels: [
      [total(texts), { x: 0, y: 0, w: 3, h: 4 }],
      [impact(texts, 'major'), { x: 3, y: 0, w: 3, h: 4 }],
      [impact(texts, 'minor'), { x: 6, y: 0, w: 3, h: 4 }],
      [impact(texts, 'none'), { x: 9, y: 0, w: 3, h: 4 }],
      [firstResponse(texts), { x: 12, y: 0, w: 5, h: 4 }],
      [firstResponseSpread(texts), { x: 17, y: 0, w: 7, h: 4 }],
      [latestTickets(texts, 'open'), { x: 0, y: 4, w: 12, h: 7 }],
      [latestTickets(texts, 'pending'), { x: 12, y: 4, w: 12, h: 7 }],
      [ticketsByPriority(texts, 'open'), { x: 0, y: 11, w: 6, h: 8 }],
      [ticketsByPriority(texts, 'pending'), { x: 6, y: 11, w: 6, h: 8 }],
      [latestAlerts(texts), { x: 12, y: 11, w: 12, h: 8 }],
      ...trustStrip(texts, 19, 5),
    ],
  });
}

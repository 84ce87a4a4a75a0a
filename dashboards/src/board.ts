import { type Dashboard, DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import { page, type PlacedPanel } from './page.ts';
import { firstResponse, firstResponseSpread, impact, total } from './panels/figures.ts';
import { latestAlerts } from './panels/latest-alerts.ts';
import { latestTickets } from './panels/latest-tickets.ts';
import { sources } from './panels/sources.ts';
import { ticketsByPriority } from './panels/tickets-by-priority.ts';
import type { Texts } from './texts/texts.ts';

const UID = 'vigie-board';

function placedPanels(texts: Texts): PlacedPanel[] {
  return [
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
    [sources(texts), { x: 0, y: 19, w: 24, h: 5 }],
  ];
}

/** "Tableau de bord": the ticket board, one screen of 1920 × 1080 without scrolling. */
export function board(texts: Texts): Dashboard {
  return page({
    uid: UID,
    title: texts.board.title,
    description: texts.board.description,
    panels: placedPanels(texts),
    links: [
      pagesLink(texts),
      new DashboardLinkBuilder(texts.links.fullScreen)
        .type(DashboardLinkType.Link)
        .icon('dashboard')
        .tooltip(texts.links.fullScreenTooltip)
        .url(`/d/${UID}?kiosk&refresh=2m`),
    ],
    // No panel looks at the range, but Grafana hides its refresh button together with the time picker.
    time: { from: 'now-24h', to: 'now' },
  });
}

import {
  type Dashboard,
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  type GridPos,
  type Panel,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { firstResponse, firstResponseSpread, impact, total } from './panels/figures.ts';
import { latestAlerts } from './panels/latest-alerts.ts';
import { latestTickets } from './panels/latest-tickets.ts';
import { sources } from './panels/sources.ts';
import { ticketsByPriority } from './panels/tickets-by-priority.ts';
import type { Texts } from './texts/texts.ts';

const UID = 'vigie-board';
const TAG = 'vigie';

/** What every panel builder of the SDK can do, whatever its kind. */
type PanelBuilder = Builder<Panel> & { gridPos(place: GridPos): unknown; id(id: number): unknown };

/** Panels and their places in Grafana's grid: 24 columns wide, a row is 30 px and a gap of 8. */
function placedPanels(texts: Texts): [PanelBuilder, GridPos][] {
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
  const dashboard = new DashboardBuilder(texts.board.title)
    .uid(UID)
    .description(texts.board.description)
    .tags([TAG])
    .timezone('browser')
    .readonly()
    .refresh('2m')
    // No panel looks at the range, but Grafana hides its refresh button together with the time picker.
    .time({ from: 'now-24h', to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals(['30s', '1m', '2m', '5m', '15m']))
    .link(new DashboardLinkBuilder(texts.links.pages).type(DashboardLinkType.Dashboards).tags([TAG]).keepTime(false))
    .link(
      new DashboardLinkBuilder(texts.links.fullScreen)
        .type(DashboardLinkType.Link)
        .icon('dashboard')
        .tooltip(texts.links.fullScreenTooltip)
        .url(`/d/${UID}?kiosk&refresh=2m`)
    );
  for (const [index, [panel, place]] of placedPanels(texts).entries()) {
    panel.gridPos(place);
    panel.id(index + 1);
    dashboard.withPanel(panel);
  }
  return dashboard.build();
}

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  type DashboardLinkBuilder,
  type GridPos,
  type Panel,
  TimePickerBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** By which the links in the header find the pages of Vigie. */
export const TAG = 'vigie';

/** What every panel builder of the SDK can do, whatever its kind. */
export type PlaceablePanel = Builder<Panel> & { gridPos(place: GridPos): unknown; id(id: number): unknown };

/** A panel and its place in Grafana's grid: 24 columns wide, a row is 30 px and a gap of 8. */
export type PlacedPanel = [panel: PlaceablePanel, place: GridPos];

/** What sets one page apart from the others. */
export interface PageOptions {
  uid: string;
  title: string;
  description: string;
  /** In reading order; a panel's id is its place in this list, counted from 1. */
  panels: PlacedPanel[];
  links: DashboardLinkBuilder[];
  /** The range the page opens with. */
  time: { from: string; to: string };
  variables?: Builder<VariableModel>[];
}

/**
 * A dashboard the way all pages of Vigie are: read-only, refreshed every 2 minutes, in the time zone of the organisation.
 *
 * An empty time zone is Grafana's word for "the reader's preference, else the organisation's", which `vigie grafana apply`
 * sets from the rules; `browser` would put the clock of each screen's machine above it.
 */
export function page({ uid, title, description, panels, links, time, variables = [] }: PageOptions): Dashboard {
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .timezone('')
    .readonly()
    .refresh('2m')
    .time(time)
    .timepicker(new TimePickerBuilder().refreshIntervals(['30s', '1m', '2m', '5m', '15m']));
  for (const link of links) {
    dashboard.link(link);
  }
  for (const variable of variables) {
    dashboard.withVariable(variable);
  }
  for (const [index, [panel, place]] of panels.entries()) {
    panel.gridPos(place);
    panel.id(index + 1);
    dashboard.withPanel(panel);
  }
  return inHeader(dashboard.build());
}

/**
 * The links in the header itself. The SDK gives each link a `placement`, the only value of which puts it into the menu of
 * dashboard controls: Grafana 12.2 ignores it, 12.4 obeys.
 */
function inHeader(dashboard: Dashboard): Dashboard {
  for (const link of dashboard.links ?? []) {
    delete link.placement;
  }
  return dashboard;
}

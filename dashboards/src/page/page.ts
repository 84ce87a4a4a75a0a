import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  type Dashboard,
  DashboardBuilder,
  type DashboardLinkBuilder,
  TimePickerBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { type Area, GRID_COLUMNS, placePanels } from './layout.ts';
import { TAG } from './links.ts';
import { checkNames, panelId } from './panel.ts';
import { LIVE_RANGE, REFRESH_MINUTES } from './refresh.ts';

/** What sets one page apart from the others. */
export interface PageOptions {
  uid: string;
  title: string;
  description: string;
  layout: Area;
  /** Rows of the grid that the layout fills. */
  rows: number;
  links: DashboardLinkBuilder[];
  /** The range the page opens with; {@link LIVE_RANGE} unless a panel looks at it. */
  time?: { from: string; to: string };
  variables?: Builder<VariableModel>[];
  annotations?: Builder<AnnotationQuery>[];
}

/**
 * A dashboard the way all pages of Vigie are: read-only, refreshed every 2 minutes, in the time zone of the organisation.
 *
 * An empty time zone is Grafana's word for "the reader's preference, else the organisation's", which `vigie grafana apply`
 * sets from the rules; `browser` would put the clock of each screen's machine above it.
 *
 * @throws {Error} when two panels have the same name, or more panels than fit
 */
export function page({
  uid,
  title,
  description,
  layout,
  rows,
  links,
  time = LIVE_RANGE,
  variables = [],
  annotations = [],
}: PageOptions): Dashboard {
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .timezone('')
    .readonly()
    .refresh(`${REFRESH_MINUTES}m`)
    .time(time)
    .timepicker(new TimePickerBuilder().refreshIntervals(['30s', '1m', '2m', '5m', '15m']));
  for (const link of links) {
    dashboard.link(link);
  }
  for (const variable of variables) {
    dashboard.withVariable(variable);
  }
  for (const annotation of annotations) {
    dashboard.annotation(annotation);
  }
  const panels = placePanels(layout, { x: 0, y: 0, w: GRID_COLUMNS, h: rows });
  checkNames(
    uid,
    panels.map(({ panel }) => panel.name)
  );
  for (const { panel, place } of panels) {
    panel.builder.gridPos(place);
    panel.builder.id(panelId(panel.name));
    dashboard.withPanel(panel.builder);
  }
  return inHeader(dashboard.build());
}

/**
 * The links, and the switches of the annotations, in the header itself. The SDK gives each a `placement`, the only value of which
 * puts it into the menu of dashboard controls: Grafana 12.2 ignores it, 12.4 obeys.
 */
function inHeader(dashboard: Dashboard): Dashboard {
  for (const control of [...(dashboard.links ?? []), ...(dashboard.annotations?.list ?? [])]) {
    delete control.placement;
  }
  return dashboard;
}

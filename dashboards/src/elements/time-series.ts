import {
  AxisPlacement,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { VIGIE } from './query.ts';

/** A graph over the range of the page. */
export function timeSeries(): PanelBuilder {
  return new PanelBuilder()
    .datasource(VIGIE)
    .min(0)
    .decimals(0)
    .axisPlacement(AxisPlacement.Left)
    .showPoints(VisibilityMode.Never)
    .legend(legend())
    .tooltip(tooltip());
}

/** The names of the series below the graph. */
export function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .calcs([]);
}

/** The values of all series at the pointer. */
export function tooltip(): VizTooltipOptionsBuilder {
  return new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None);
}

/** Name and colour of a series. */
export function seriesLook(name: string, colour: string): DynamicConfigValue[] {
  return [
    { id: 'displayName', value: name },
    { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
  ];
}

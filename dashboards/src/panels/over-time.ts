import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  AxisPlacement,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { COLOURS, PRIORITY_COLOURS } from '../palette.ts';
import { query, type QueryParams, VIGIE } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { onlyColumns } from '../transformations.ts';

/** Series of `tickets.history` and their colours; the dataset names them in French. */
const SERIES_COLOURS: Record<'class' | 'impact' | 'priority', Record<string, string>> = {
  class: { Ouverts: COLOURS.low, 'En attente': COLOURS.medium },
  impact: { Majeur: COLOURS.critical, Mineur: COLOURS.medium, Aucun: COLOURS.low },
  priority: PRIORITY_COLOURS,
};

/** Active tickets over time, stacked. */
export function backlog(
  texts: Texts,
  title: string,
  by: keyof typeof SERIES_COLOURS,
  params: QueryParams = {}
): PanelBuilder {
  const panel = timeSeries()
    .title(title)
    .withTarget(query('tickets.history', { by, ...params }))
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['series'], keepFields: false, naming: { asLabels: true } },
    })
    .drawStyle(GraphDrawStyle.Line)
    // A count holds until the next snapshot.
    .lineInterpolation(LineInterpolation.StepAfter)
    .fillOpacity(45)
    .lineWidth(1)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  for (const [name, colour] of Object.entries(SERIES_COLOURS[by])) {
    panel.overrideByName(`count ${name}`, [
      { id: 'displayName', value: texts.series[name as keyof Texts['series']] },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
  return panel;
}

/** Tickets created and resolved on each day, side by side. */
export function flow(texts: Texts, params: QueryParams = {}): BarChartBuilder {
  return new BarChartBuilder()
    .datasource(VIGIE)
    .title(texts.history.flow)
    .withTarget(query('tickets.flow', params))
    .xField('day')
    .xTickLabelSpacing(100)
    .xTickLabelMaxLength(10)
    .showValue(VisibilityMode.Never)
    .groupWidth(0.8)
    .fillOpacity(90)
    .lineWidth(0)
    .legend(legend())
    .tooltip(tooltip())
    .overrideByName('day', [{ id: 'unit', value: 'time:DD/MM' }])
    .overrideByName('created', named(texts.history.created, COLOURS.high))
    .overrideByName('resolved', named(texts.history.resolved, COLOURS.good));
}

/** How long the tickets created on each day waited for a technician's first comment. */
export function firstResponsePerDay(texts: Texts, params: QueryParams = {}): PanelBuilder {
  return timeSeries()
    .title(texts.history.firstResponse)
    .description(texts.history.firstResponseDescription)
    .withTarget(query('tickets.first_response', params))
    .withTransformation(onlyColumns(['day', 'mean_s', 'median_s', 'p90_s']))
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .showPoints(VisibilityMode.Always)
    .pointSize(6)
    .spanNulls(false)
    .unit('dthms')
    .overrideByName('mean_s', [...named(texts.history.mean, COLOURS.low), { id: 'unit', value: 'dthms' }])
    .overrideByName('median_s', [...named(texts.history.median, COLOURS.good), { id: 'unit', value: 'dthms' }])
    .overrideByName('p90_s', [...named(texts.history.p90, COLOURS.high), { id: 'unit', value: 'dthms' }]);
}

function named(name: string, colour: string) {
  return [
    { id: 'displayName', value: name },
    { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
  ];
}

/** A graph over the range of the page, with the latest value of each series beside its name. */
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

function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .calcs([]);
}

function tooltip(): VizTooltipOptionsBuilder {
  return new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None);
}

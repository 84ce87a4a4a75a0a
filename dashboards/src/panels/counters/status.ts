import {
  LegendDisplayMode,
  LegendPlacement,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  PanelBuilder,
  PieChartLabels,
  PieChartLegendOptionsBuilder,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import { COLOURS } from '../../palette.ts';
import { query, VIGIE } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { COUNT, PERCENT } from '../../units.ts';
import { everyRow } from '../stat.ts';
import { ENTERPRISE } from './parameters.ts';

const STATES = { operational: COLOURS.good, not_operational: COLOURS.high } as const;

/** Between a state's name and its figures; also how the panel recognises its slices. */
const SEPARATOR = ' · ';

/**
 * Operational and non-operational counters: count and percentage, the dataset's own, which add up to 100.0.
 * The rows are split into one frame a state, as in the panels of the priorities.
 */
export function status({ counters }: Texts): PanelBuilder {
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(counters.page.status)
    .description(counters.page.statusDescription)
    .withTarget(query('counters.status', ENTERPRISE))
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['state'], keepFields: true, naming: { asLabels: true } },
    })
    .reduceOptions(everyRow(`/${SEPARATOR}/`))
    .pieType(PieChartType.Donut)
    .displayLabels([PieChartLabels.Value])
    .legend(
      new PieChartLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .values([])
    )
    .text(new VizTextDisplayOptionsBuilder().titleSize(16))
    .overrideByRegexp('/^percent /', PERCENT);
  for (const [state, colour] of Object.entries(STATES)) {
    panel.overrideByName(`count ${state}`, [
      ...COUNT,
      {
        id: 'displayName',
        value: `${counters.states[state as keyof typeof STATES]}${SEPARATOR}\${__data.fields.count} (\${__data.fields.percent})`,
      },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
  return panel;
}

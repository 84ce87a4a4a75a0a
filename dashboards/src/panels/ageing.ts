import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { COLOURS, fixedColour } from '../palette.ts';
import { query, type QueryParams, VIGIE } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { COUNT } from '../units.ts';

/** Open tickets by age: a bar a bucket. */
export function ageing(texts: Texts, params: QueryParams): PanelBuilder {
  return new PanelBuilder()
    .datasource(VIGIE)
    .title(texts.client.ageing)
    .description(texts.client.ageingDescription)
    .withTarget(query('tickets.ageing', params))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs([]).fields('').values(true))
    .orientation(VizOrientation.Vertical)
    .displayMode(BarGaugeDisplayMode.Gradient)
    .valueMode(BarGaugeValueMode.Text)
    .sizing(BarGaugeSizing.Auto)
    .showUnfilled(true)
    .min(0)
    .colorScheme(fixedColour(COLOURS.low))
    .text(new VizTextDisplayOptionsBuilder().titleSize(18).valueSize(28))
    .overrideByName('count', [...COUNT, { id: 'displayName', value: '${__data.fields.bucket}' }]);
}

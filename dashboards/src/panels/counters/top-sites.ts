import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { COLOURS, fixedColour } from '../../palette.ts';
import { query, VIGIE } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { onlyColumns } from '../../transformations.ts';
import { COUNT } from '../../units.ts';
import { ENTERPRISE } from './parameters.ts';

/** The 10 sites with most entries in the range of the page, a bar a site. */
export function topSites({ counters }: Texts): PanelBuilder {
  return new PanelBuilder()
    .datasource(VIGIE)
    .title(counters.page.topSites)
    .description(counters.page.topSitesDescription)
    .withTarget(query('counters.top_sites', { ...ENTERPRISE, limit: 10 }))
    .withTransformation(onlyColumns(['label', 'entries']))
    .xField('label')
    .orientation(VizOrientation.Vertical)
    .xTickLabelRotation(0)
    .xTickLabelMaxLength(24)
    .showValue(VisibilityMode.Always)
    .text(new VizTextDisplayOptionsBuilder().valueSize(14))
    .barWidth(0.7)
    .barRadius(0.05)
    .fillOpacity(90)
    .lineWidth(0)
    .axisSoftMin(0)
    .legend(new VizLegendOptionsBuilder().showLegend(false))
    .colorScheme(fixedColour(COLOURS.low))
    .overrideByName('entries', [...COUNT, { id: 'displayName', value: counters.columns.entries }]);
}

import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { onlyColumns } from '../../transformations.ts';
import { COUNT } from '../../units.ts';
import { timeSeries } from '../over-time.ts';
import { ENTERPRISE } from './parameters.ts';

/** Entries of each day, the sites with most entries on top of each other. */
export function entriesPerDay({ counters: { page } }: Texts): PanelBuilder {
  return timeSeries()
    .title(page.entries)
    .description(page.entriesDescription)
    .withTarget(query('counters.entries', { ...ENTERPRISE, by: 'site', step: 'day', limit: 10 }))
    .withTransformation(onlyColumns(['time', 'label', 'entries']))
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['label'], keepFields: false, naming: { asLabels: true } },
    })
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(80)
    .lineWidth(0)
    .barWidthFactor(0.8)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .overrideByRegexp('/^entries /', [...COUNT, { id: 'displayName', value: '${__field.labels.label}' }]);
}

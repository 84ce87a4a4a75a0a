import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { timeSeries } from '../../elements/time-series.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { LOCAL_COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  title: { fr: 'Entrées par jour', en: 'Entries per day' },
  description: {
    fr: 'Les 10 boutiques qui font le plus d’entrées sur la période',
    en: 'The 10 shops with most entries over the range',
  },
};

/** Name of the panel, whose curve the annotations explain. */
export const ENTRIES = 'entries';

/** Entries of each day, the sites with most entries on top of each other. */
export function entriesPerDay(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = timeSeries()
    .title(texts.title)
    .description(texts.description)
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
    .overrideByRegexp('/^entries /', [...LOCAL_COUNT, { id: 'displayName', value: '${__field.labels.label}' }]);
  return named(ENTRIES, panel);
}

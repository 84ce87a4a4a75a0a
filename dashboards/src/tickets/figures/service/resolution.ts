import { GraphDrawStyle, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { COLOURS } from '../../../elements/palette.ts';
import { query, type QueryParams } from '../../../elements/query.ts';
import { seriesLook, timeSeries } from '../../../elements/time-series.ts';
import { onlyColumns } from '../../../elements/transformations.ts';
import { HOURS } from '../../../elements/units.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Délai de résolution par jour', en: 'Time to resolve per day' },
  description: {
    fr: 'Délai entre la création et la résolution, en heures : moyenne, médiane et 90e centile des tickets résolus chaque jour',
    en: 'Time from creation to resolution, in hours: mean, median and 90th percentile of the tickets resolved on each day',
  },
  mean: { fr: 'Moyenne', en: 'Mean' },
  median: { fr: 'Médiane', en: 'Median' },
  p90: { fr: '90e centile', en: '90th percentile' },
};

/** How long the tickets that were resolved on each day had taken. */
export function resolutionPerDay(language: Language, params: QueryParams = {}): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'resolution-per-day',
    timeSeries()
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('tickets.resolution', params, { durationsIn: 'h' }))
      .withTransformation(onlyColumns(['day', 'mean_s', 'median_s', 'p90_s']))
      .drawStyle(GraphDrawStyle.Line)
      .lineWidth(2)
      .showPoints(VisibilityMode.Always)
      .pointSize(6)
      .spanNulls(false)
      .overrideByName('mean_s', [...seriesLook(texts.mean, COLOURS.low), ...HOURS])
      .overrideByName('median_s', [...seriesLook(texts.median, COLOURS.good), ...HOURS])
      .overrideByName('p90_s', [...seriesLook(texts.p90, COLOURS.high), ...HOURS])
  );
}

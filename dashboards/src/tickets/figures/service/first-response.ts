import { GraphDrawStyle, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { COLOURS } from '../../../elements/palette.ts';
import { query } from '../../../elements/query.ts';
import { seriesLook, timeSeries } from '../../../elements/time-series.ts';
import { onlyColumns } from '../../../elements/transformations.ts';
import { HOURS } from '../../../elements/units.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Première réponse par jour', en: 'First response per day' },
  description: {
    fr: 'Délai entre la création et le premier commentaire d’un technicien, en heures : moyenne, médiane et 90e centile des tickets créés chaque jour',
    en: 'Time from creation to the first comment of a technician, in hours: mean, median and 90th percentile of the tickets created on each day',
  },
  mean: { fr: 'Moyenne', en: 'Mean' },
  median: { fr: 'Médiane', en: 'Median' },
  p90: { fr: '90e centile', en: '90th percentile' },
};

/** The axis goes at least so far, so that its whole hours differ where answers come within one. */
const LEAST_HOURS = 5;

/** How long the tickets created on each day waited for a technician's first comment. */
export function firstResponsePerDay(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'first-response-per-day',
    timeSeries()
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('tickets.first_response', {}, { durationsIn: 'h' }))
      .withTransformation(onlyColumns(['day', 'mean_s', 'median_s', 'p90_s']))
      .drawStyle(GraphDrawStyle.Line)
      .lineWidth(2)
      .showPoints(VisibilityMode.Always)
      .pointSize(6)
      .spanNulls(false)
      .axisSoftMax(LEAST_HOURS)
      .overrideByName('mean_s', [...seriesLook(texts.mean, COLOURS.low), ...HOURS])
      .overrideByName('median_s', [...seriesLook(texts.median, COLOURS.good), ...HOURS])
      .overrideByName('p90_s', [...seriesLook(texts.p90, COLOURS.high), ...HOURS])
  );
}

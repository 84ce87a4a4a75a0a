import {
  GraphDrawStyle,
  LineInterpolation,
  StackingConfigBuilder,
  StackingMode,
} from '@grafana/grafana-foundation-sdk/common';

import type { Language, Text } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query, type QueryParams } from '../../elements/query.ts';
import { seriesLook, timeSeries } from '../../elements/time-series.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { PRIORITIES } from '../values/priorities.ts';

/** A series of `tickets.history`, which names them in French. */
type Series = Record<string, { colour: string; title: Text }>;

const CLASSES: Series = {
  Ouverts: { colour: COLOURS.low, title: { fr: 'Ouverts', en: 'Open' } },
  'En attente': { colour: COLOURS.medium, title: { fr: 'En attente', en: 'Pending' } },
};

const IMPACTS: Series = {
  Majeur: { colour: COLOURS.critical, title: { fr: 'Majeur', en: 'Major' } },
  Mineur: { colour: COLOURS.medium, title: { fr: 'Mineur', en: 'Minor' } },
  Aucun: { colour: COLOURS.low, title: { fr: 'Aucun', en: 'None' } },
};

/** The graphs of the backlog by what they show. */
const BACKLOGS = {
  class: { by: 'class', series: CLASSES, title: { fr: 'Tickets actifs par classe', en: 'Active tickets by class' } },
  priority: {
    by: 'priority',
    series: PRIORITIES as Series,
    title: { fr: 'Tickets actifs par priorité', en: 'Active tickets by priority' },
  },
  impact: {
    by: 'impact',
    series: IMPACTS,
    title: { fr: 'Tickets actifs par impact', en: 'Active tickets by impact' },
  },
  trend: { by: 'class', series: CLASSES, title: { fr: 'Évolution', en: 'Trend' } },
};

const DESCRIPTION: Text = {
  fr: 'Tickets actifs dans le temps, empilés, d’après les relevés conservés ; un nombre vaut jusqu’au relevé suivant',
  en: 'Active tickets over time, stacked, from the snapshots kept; a count holds until the next one',
};

/** Active tickets over time, stacked. */
export function backlog(language: Language, shows: keyof typeof BACKLOGS, params: QueryParams): NamedPanel {
  const { by, series, title } = BACKLOGS[shows];
  const panel = timeSeries()
    .title(title[language])
    .description(DESCRIPTION[language])
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
  for (const [name, { colour, title: displayName }] of Object.entries(series)) {
    panel.overrideByName(`count ${name}`, seriesLook(displayName[language], colour));
  }
  return named(`backlog-${shows}`, panel);
}

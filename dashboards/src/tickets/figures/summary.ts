import {
  BigValueColorMode,
  BigValueTextMode,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { inLanguage, type Language, type Text } from '../../elements/language.ts';
import { colourFromOne, COLOURS, fixedColour } from '../../elements/palette.ts';
import { query, type QueryParams } from '../../elements/query.ts';
import { oneValue, stat } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT, DURATION } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

/** Columns of `tickets.summary` under the names of the screen. */
const COLUMNS = {
  total: { fr: 'Tickets total', en: 'Tickets in total' },
  open: { fr: 'Ouverts', en: 'Open' },
  pending: { fr: 'En attente', en: 'Pending' },
  impact_major: { fr: 'Impact majeur', en: 'Major impact' },
  impact_minor: { fr: 'Impact mineur', en: 'Minor impact' },
  impact_none: { fr: 'Impact aucun', en: 'No impact' },
  unanswered: { fr: 'Sans réponse', en: 'Unanswered' },
} satisfies Record<string, Text>;

const TEXTS = {
  firstResponse: { fr: 'Temps moyen de première réponse', en: 'Mean time to first response' },
  firstResponseDescription: {
    fr: 'Moyenne du délai entre la création et le premier commentaire d’un technicien, sur les tickets actifs qui en ont un',
    en: 'Mean of the time from creation to the first comment of a technician, over the active tickets that have one',
  },
  firstResponseSpread: { fr: 'Première réponse en détail', en: 'First response in detail' },
  firstResponseSpreadDescription: {
    fr: 'Médiane et 90e centile du délai de première réponse ; nombre de tickets actifs encore sans réponse',
    en: 'Median and 90th percentile of the time to first response; number of active tickets still without one',
  },
  median: { fr: 'Médiane', en: 'Median' },
  p90: { fr: '90e centile', en: '90th percentile' },
  moment: { fr: 'Le tableau au', en: 'The board on' },
  momentDescription: {
    fr: 'Compté dans le dernier relevé conservé avant la fin de la période choisie ; maintenant, si elle finit maintenant',
    en: 'Counted in the last snapshot kept before the end of the chosen range; now, when it ends now',
  },
};

/** A panel of big numbers: some columns of `tickets.summary`. */
function summary(columns: string[], params: QueryParams = {}): PanelBuilder {
  return stat()
    .withTarget(query('tickets.summary', params))
    .withTransformation(onlyColumns(columns))
    .reduceOptions(oneValue('lastNotNull'))
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .noValue('–');
}

/** Active tickets, all impacts. */
export function total(language: Language): NamedPanel {
  return named(
    'total',
    summary(['total']).title(COLUMNS.total[language]).colorMode(BigValueColorMode.None).overrideByName('total', COUNT)
  );
}

/** Active tickets of one impact class. */
export function impact(language: Language, impactClass: 'major' | 'minor' | 'none'): NamedPanel {
  const colours = { major: COLOURS.critical, minor: COLOURS.medium, none: COLOURS.low };
  const column = `impact_${impactClass}` as const;
  return named(
    `impact-${impactClass}`,
    summary([column])
      .title(COLUMNS[column][language])
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
      .thresholds(colourFromOne(COLOURS.none, colours[impactClass]))
      .overrideByName(column, COUNT)
  );
}

/** Mean time to first response. */
export function firstResponse(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'first-response',
    summary(['first_response_mean_s'])
      .title(texts.firstResponse)
      .description(texts.firstResponseDescription)
      .colorMode(BigValueColorMode.None)
      .overrideByName('first_response_mean_s', DURATION)
  );
}

/** Median, 90th percentile and the tickets that have no response yet. */
export function firstResponseSpread(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'first-response-spread',
    summary(['first_response_median_s', 'first_response_p90_s', 'unanswered'])
      .title(texts.firstResponseSpread)
      .description(texts.firstResponseSpreadDescription)
      .textMode(BigValueTextMode.ValueAndName)
      .orientation(VizOrientation.Vertical)
      .wideLayout(false)
      .colorMode(BigValueColorMode.Value)
      .colorScheme(fixedColour('text'))
      .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(30))
      .overrideByName('first_response_median_s', [...DURATION, { id: 'displayName', value: texts.median }])
      .overrideByName('first_response_p90_s', [...DURATION, { id: 'displayName', value: texts.p90 }])
      .overrideByName('unanswered', [...COUNT, { id: 'displayName', value: COLUMNS.unanswered[language] }])
  );
}

/** The board as it was at the end of the range: its counts, in one row. */
export function momentFigures(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = summary(Object.keys(COLUMNS), { at: '${__to:date:iso}' })
    .title(`${texts.moment} \${__to:date:DD/MM/YYYY HH:mm}`)
    .description(texts.momentDescription)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .wideLayout(false)
    .colorMode(BigValueColorMode.None)
    .text(new VizTextDisplayOptionsBuilder().titleSize(16).valueSize(32));
  for (const [column, name] of Object.entries(COLUMNS)) {
    panel.overrideByName(column, [...COUNT, { id: 'displayName', value: name[language] }]);
  }
  return named('moment', panel);
}

import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { COLOURS, colourFromOne, fixedColour } from '../palette.ts';
import { query, VIGIE } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { COUNT, DURATION } from '../units.ts';

/** A panel of big numbers: some columns of `tickets.summary`. */
function summary(columns: string[]): PanelBuilder {
  return (
    new PanelBuilder()
      .datasource(VIGIE)
      .withTarget(query('tickets.summary'))
      // Chosen by a transformation because the panel's own choice of fields goes by display name, which depends on the language.
      .withTransformation({ id: 'filterFieldsByName', options: { include: { names: columns } } })
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
      .graphMode(BigValueGraphMode.None)
      .justifyMode(BigValueJustifyMode.Center)
      .textMode(BigValueTextMode.Value)
      .colorMode(BigValueColorMode.BackgroundSolid)
      .noValue('–')
  );
}

/** Active tickets, all impacts. */
export function total(texts: Texts): PanelBuilder {
  return summary(['total']).title(texts.figures.total).colorMode(BigValueColorMode.None).overrideByName('total', COUNT);
}

/** Active tickets of one impact class. */
export function impact(texts: Texts, impactClass: 'major' | 'minor' | 'none'): PanelBuilder {
  const titles = {
    major: texts.figures.impactMajor,
    minor: texts.figures.impactMinor,
    none: texts.figures.impactNone,
  };
  const colours = { major: COLOURS.critical, minor: COLOURS.medium, none: COLOURS.low };
  const column = `impact_${impactClass}`;
  return summary([column])
    .title(titles[impactClass])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(colourFromOne(COLOURS.none, colours[impactClass]))
    .overrideByName(column, COUNT);
}

/** Mean time to first response. */
export function firstResponse(texts: Texts): PanelBuilder {
  return summary(['first_response_mean_s'])
    .title(texts.figures.firstResponse)
    .description(texts.figures.firstResponseDescription)
    .colorMode(BigValueColorMode.None)
    .overrideByName('first_response_mean_s', DURATION);
}

/** Median, 90th percentile and the tickets that have no response yet. */
export function firstResponseSpread(texts: Texts): PanelBuilder {
  return summary(['first_response_median_s', 'first_response_p90_s', 'unanswered'])
    .title(texts.figures.firstResponseSpread)
    .description(texts.figures.firstResponseSpreadDescription)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .wideLayout(false)
    .colorMode(BigValueColorMode.Value)
    .colorScheme(fixedColour('text'))
    .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(30))
    .overrideByName('first_response_median_s', [...DURATION, { id: 'displayName', value: texts.figures.median }])
    .overrideByName('first_response_p90_s', [...DURATION, { id: 'displayName', value: texts.figures.p90 }])
    .overrideByName('unanswered', [...COUNT, { id: 'displayName', value: texts.figures.unanswered }]);
}

import {
  BigValueColorMode,
  BigValueTextMode,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { COLOURS, colourFromOne, fixedColour } from '../palette.ts';
import { query, type QueryParams } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { onlyColumns } from '../transformations.ts';
import { COUNT, DURATION } from '../units.ts';
import { oneValue, stat } from './stat.ts';

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

/** The board as it was at the end of the range: its counts, in one row. */
export function momentFigures(texts: Texts): PanelBuilder {
  const { figures, client, history } = texts;
  const names = {
    total: figures.total,
    open: client.open,
    pending: client.pending,
    impact_major: figures.impactMajor,
    impact_minor: figures.impactMinor,
    impact_none: figures.impactNone,
    unanswered: figures.unanswered,
  };
  const panel = summary(Object.keys(names), { at: '${__to:date:iso}' })
    .title(`${history.moment} \${__to:date:DD/MM/YYYY HH:mm}`)
    .description(history.momentDescription)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .wideLayout(false)
    .colorMode(BigValueColorMode.None)
    .text(new VizTextDisplayOptionsBuilder().titleSize(16).valueSize(32));
  for (const [column, name] of Object.entries(names)) {
    panel.overrideByName(column, [...COUNT, { id: 'displayName', value: name }]);
  }
  return panel;
}

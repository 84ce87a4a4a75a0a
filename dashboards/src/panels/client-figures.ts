import {
  BigValueColorMode,
  BigValueTextMode,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { COLOURS, colourFromOne } from '../palette.ts';
import { query, type QueryParams } from '../query.ts';
import { onlyColumns } from '../transformations.ts';
import { COUNT, DURATION } from '../units.ts';
import { oneValue, stat } from './stat.ts';

/** How many tickets `tickets.list` holds; red from one on where `alarming`. */
export function ticketCount(title: string, params: QueryParams, alarming = false): PanelBuilder {
  return figure(title, params, 'id', 'count')
    .thresholds(colourFromOne(COLOURS.quiet, alarming ? COLOURS.critical : COLOURS.quiet))
    .overrideByName('id', COUNT);
}

/** Age of the oldest ticket of `tickets.list`. */
export function oldestAge(title: string, params: QueryParams): PanelBuilder {
  return figure(title, params, 'age_s', 'max')
    .thresholds(colourFromOne(COLOURS.quiet, COLOURS.quiet))
    .text(new VizTextDisplayOptionsBuilder().valueSize(34))
    .noValue('–')
    .overrideByName('age_s', DURATION);
}

function figure(title: string, params: QueryParams, column: string, calculation: string): PanelBuilder {
  return stat()
    .title(title)
    .withTarget(query('tickets.list', { ...params, limit: 10_000 }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue(calculation, '/.*/'))
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .text(new VizTextDisplayOptionsBuilder().valueSize(52))
    .noValue('0');
}

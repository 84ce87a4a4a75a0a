import {
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { VIGIE } from './query.ts';

/** A panel of big centred values without a graph. */
export function stat(): PanelBuilder {
  return new PanelBuilder().datasource(VIGIE).graphMode(BigValueGraphMode.None).justifyMode(BigValueJustifyMode.Center);
}

/**
 * The value of a column with its name, which takes the size that its width allows: the title of a narrow panel, beside which Grafana keeps
 * room for signs, ends in dots.
 */
export function namedStat(column: string, name: string): PanelBuilder {
  return stat()
    .textMode(BigValueTextMode.ValueAndName)
    .overrideByName(column, [{ id: 'displayName', value: name }]);
}

/** Every row as it stands. @param fields - regular expression on display names; empty for all numbers */
export function everyRow(fields = ''): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs([]).fields(fields).values(true);
}

/** One value a column. @param fields - as in {@link everyRow} */
export function oneValue(calculation: string, fields = ''): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs([calculation]).fields(fields).values(false);
}

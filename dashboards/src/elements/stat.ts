import {
  BigValueGraphMode,
  BigValueJustifyMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { VIGIE } from './query.ts';

/** A panel of big centred values without a graph. */
export function stat(): PanelBuilder {
  return new PanelBuilder().datasource(VIGIE).graphMode(BigValueGraphMode.None).justifyMode(BigValueJustifyMode.Center);
}

/** Every row as it stands. @param fields - regular expression on display names; empty for all numbers */
export function everyRow(fields = ''): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs([]).fields(fields).values(true);
}

/** One value a column. @param fields - as in {@link everyRow} */
export function oneValue(calculation: string, fields = ''): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs([calculation]).fields(fields).values(false);
}

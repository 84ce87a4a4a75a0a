import {
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableCellHeight,
} from '@grafana/grafana-foundation-sdk/common';
import { type DataTransformerConfig, FieldColorModeId, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { COUNT } from '../../units.ts';
import { column, table } from '../table.ts';
import { ENTERPRISE } from './parameters.ts';

/** Header of the first column, as the transformation to a matrix writes it. */
const CORNER = String.raw`weekday\hour`;

/**
 * Mean entries of each hour of each weekday, the more the brighter. A table: Grafana's heat map wants time on its axis,
 * not the hours of a day.
 */
export function heatmap({ counters: { admin } }: Texts): PanelBuilder {
  const weekdays = Object.fromEntries(admin.weekdays.map((text, index) => [index + 1, { text, index }]));
  return table()
    .title(admin.heatmap)
    .description(admin.heatmapDescription)
    .withTarget(query('counters.heatmap', ENTERPRISE))
    .withTransformation(sortedBy('hour'))
    .withTransformation({
      id: 'groupingToMatrix',
      options: { columnField: 'hour', rowField: 'weekday', valueField: 'mean', emptyValue: 'null' },
    })
    .withTransformation(sortedBy(CORNER))
    .cellHeight(TableCellHeight.Sm)
    .overrideByRegexp(String.raw`/^\d+$/`, [
      ...COUNT,
      { id: 'custom.minWidth', value: 40 },
      { id: 'custom.align', value: 'center' },
      { id: 'displayName', value: '${__field.name} h' },
      { id: 'min', value: 0 },
      { id: 'color', value: { mode: FieldColorModeId.ContinuousBlues } },
      {
        id: 'custom.cellOptions',
        value: { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
      },
    ])
    .overrideByName(
      CORNER,
      column(admin.weekday, 100, { id: 'mappings', value: [{ type: MappingType.ValueToText, options: weekdays }] })
    );
}

/** Rows and columns of the matrix come in the order in which the dataset first names them. */
function sortedBy(field: string): DataTransformerConfig {
  return { id: 'sortBy', options: { sort: [{ field }] } };
}

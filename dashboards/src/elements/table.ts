import {
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableCellHeight,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorModeId,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { COLOURS } from './palette.ts';
import { VIGIE } from './query.ts';

const NO_VALUE = '–';

/**
 * A table for a wall screen: airy rows, no filter or menu in the header, long texts cut by the cell.
 *
 * @param emptyText - what stands there instead of the table when it has no rows
 */
export function table(emptyText?: string): PanelBuilder {
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .showHeader(true)
    .cellHeight(TableCellHeight.Md)
    .filterable(false)
    .noValue(emptyText ?? NO_VALUE);
  // Grafana writes the one text in empty tables and in empty cells.
  return emptyText === undefined ? panel : panel.overrideByRegexp('/.*/', [{ id: 'noValue', value: NO_VALUE }]);
}

/**
 * What a column of a table looks like.
 *
 * @param title - header in the reader's language
 * @param width - pixels; without one the column shares what the others leave
 */
export function column(title: string, width?: number, ...more: DynamicConfigValue[]): DynamicConfigValue[] {
  return [
    { id: 'displayName', value: title },
    ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
    ...more,
  ];
}

/** A cell filled with the colour its value maps to. */
export function colouredCell(mappings: ValueMapping[]): DynamicConfigValue[] {
  return [
    { id: 'mappings', value: mappings },
    // For a value without mapping; Grafana's default would be a reassuring green.
    { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: COLOURS.none } },
    {
      id: 'custom.cellOptions',
      value: { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
    },
  ];
}

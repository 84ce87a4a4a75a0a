import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { VIGIE } from '../query.ts';

/** A table for a wall screen: airy rows, no filter or menu in the header, long texts cut by the cell. */
export function table(): PanelBuilder {
  return new PanelBuilder()
    .datasource(VIGIE)
    .showHeader(true)
    .cellHeight(TableCellHeight.Md)
    .filterable(false)
    .noValue('–');
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

export const HIDDEN: DynamicConfigValue[] = [{ id: 'custom.hidden', value: true }];

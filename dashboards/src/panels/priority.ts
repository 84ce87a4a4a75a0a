import { TableCellBackgroundDisplayMode, TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorModeId,
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { COLOURS, PRIORITY_COLOURS, PRIORITY_NAMES } from '../palette.ts';
import type { Texts } from '../texts/texts.ts';

/** Names a priority in the reader's language and gives it its colour. */
export function priorityMappings(texts: Texts): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        PRIORITY_NAMES.map((name, index) => [
          name,
          { text: texts.priorities[name], color: PRIORITY_COLOURS[name], index },
        ])
      ),
    },
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

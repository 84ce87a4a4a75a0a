import {
  BigValueColorMode,
  BigValueTextMode,
  TableCellDisplayMode,
  TableCellHeight,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorModeId,
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { PlacedPanel } from '../page.ts';
import { COLOURS } from '../palette.ts';
import { query } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { chosenColumns, rowsToFields } from '../transformations.ts';
import { COUNT, DATE_TIME, DURATION } from '../units.ts';
import { colouredCell } from './priority.ts';
import { oneValue, stat } from './stat.ts';
import { column, table } from './table.ts';

const STATE_COLOURS = { ok: COLOURS.good, late: COLOURS.high, down: COLOURS.critical, reading: COLOURS.low };

const STATES = Object.keys(STATE_COLOURS) as (keyof typeof STATE_COLOURS)[];

function stateMappings(texts: Texts): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        STATES.map((state, index) => [state, { text: texts.sources.states[state], color: STATE_COLOURS[state], index }])
      ),
    },
  ];
}

/** Columns of `system.sources` that fit beside the tiles, in the order of the screen. */
const STRIP_COLUMNS = ['source', 'age_s', 'rows_read', 'rows_announced', 'reconcile_age_s', 'error'];

const ALL_COLUMNS = [
  'source',
  'kind',
  'state',
  'read_at',
  'age_s',
  'rows_read',
  'rows_announced',
  'reconcile_age_s',
  'key_expires_at',
  'error',
];

const HEIGHT = 4;

/**
 * The trust strip at the foot of a page: a tile a source with the date and time of its last reading, orange when it is
 * late and red when it is down, and the details beside them.
 *
 * @param y - row of the grid where it begins; it is {@link HEIGHT} rows high, more on the board
 */
export function trustStrip(texts: Texts, y: number, height = HEIGHT): PlacedPanel[] {
  return [
    [sourceTiles(texts), { x: 0, y, w: 10, h: height }],
    [sourceTable(texts, STRIP_COLUMNS), { x: 10, y, w: 14, h: height }],
  ];
}

/** Everything known about the sources. */
export function sourceDetails(texts: Texts): PanelBuilder {
  return sourceTable(texts, ALL_COLUMNS);
}

/** A tile a source: date and time of its last reading, in the colour of its state. */
export function sourceTiles(texts: Texts): StatBuilder {
  const columns = ['source', 'state', 'read_at'];
  const panel = stat()
    // Whose clock the page goes by, since the machine of a screen may have another.
    .title(`${texts.sources.tiles} · \${__timezone}`)
    .description(texts.sources.tilesDescription)
    .withTarget(query('system.sources'))
    .withTransformation(chosenColumns(columns))
    .withTransformation(rowsToFields(columns, { source: 'field.name', read_at: 'field.value', state: 'field.label' }))
    .reduceOptions(oneValue('lastNotNull', '/.*/'))
    .orientation(VizOrientation.Vertical)
    .textMode(BigValueTextMode.ValueAndName)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .wideLayout(false)
    .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(28))
    .unit('time:DD/MM HH:mm:ss')
    .noValue('–');
  for (const state of STATES) {
    panel.overrideByRegexp(`/ ${state}$/`, [
      { id: 'displayName', value: `\${__field.name} · ${texts.sources.states[state]}` },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: STATE_COLOURS[state] } },
    ]);
  }
  return panel;
}

function sourceTable(texts: Texts, shown: readonly string[]): PanelBuilder {
  const { columns } = texts;
  const overrides: Record<string, DynamicConfigValue[]> = {
    source: column(columns.source, 100),
    kind: column(columns.kind, 80),
    state: column(columns.state, 130, ...colouredCell(stateMappings(texts))),
    read_at: column(columns.readAt, 145, ...DATE_TIME),
    age_s: column(columns.age, 80, ...DURATION),
    rows_read: column(columns.rowsRead, 65, ...COUNT),
    rows_announced: column(columns.rowsAnnounced, 95, ...COUNT),
    reconcile_age_s: column(columns.reconcileAge, 125, ...DURATION),
    key_expires_at: column(columns.keyExpires, 150, ...DATE_TIME),
    error: column(columns.error, undefined, {
      id: 'custom.cellOptions',
      value: { type: TableCellDisplayMode.Auto, wrapText: true },
    }),
  };
  const panel = table()
    .cellHeight(TableCellHeight.Sm)
    .title(texts.sources.title)
    .description(texts.sources.description)
    .withTarget(query('system.sources'))
    .withTransformation(chosenColumns(shown));
  for (const name of shown) {
    panel.overrideByName(name, overrides[name] ?? []);
  }
  return panel;
}

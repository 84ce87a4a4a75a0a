import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { COLOURS } from '../palette.ts';
import { query } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { COUNT, DATE_TIME, DURATION } from '../units.ts';
import { colouredCell } from './priority.ts';
import { column, table } from './table.ts';

const STATE_COLOURS = { ok: COLOURS.good, late: COLOURS.high, down: COLOURS.critical, reading: COLOURS.low };

function stateMappings(texts: Texts): ValueMapping[] {
  const states = Object.keys(STATE_COLOURS) as (keyof typeof STATE_COLOURS)[];
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        states.map((state, index) => [state, { text: texts.sources.states[state], color: STATE_COLOURS[state], index }])
      ),
    },
  ];
}

/** Columns of `system.sources` that fit on the screen, in the order of the screen. */
const COLUMNS = ['source', 'state', 'read_at', 'age_s', 'rows_read', 'rows_announced', 'reconcile_age_s', 'error'];

/** The trust strip: how fresh each source's data are, and what is wrong when they are not. */
export function sources(texts: Texts): PanelBuilder {
  const { columns } = texts;
  return table()
    .title(texts.sources.title)
    .description(texts.sources.description)
    .withTarget(query('system.sources'))
    .withTransformation({
      id: 'organize',
      options: {
        includeByName: Object.fromEntries(COLUMNS.map((name) => [name, true])),
        indexByName: Object.fromEntries(COLUMNS.map((name, index) => [name, index])),
      },
    })
    .overrideByName('source', column(columns.source, 100))
    .overrideByName('state', column(columns.state, 130, ...colouredCell(stateMappings(texts))))
    .overrideByName('read_at', column(columns.readAt, 145, ...DATE_TIME))
    .overrideByName('age_s', column(columns.age, 80, ...DURATION))
    .overrideByName('rows_read', column(columns.rowsRead, 65, ...COUNT))
    .overrideByName('rows_announced', column(columns.rowsAnnounced, 95, ...COUNT))
    .overrideByName('reconcile_age_s', column(columns.reconcileAge, 125, ...DURATION))
    .overrideByName(
      'error',
      column(columns.error, undefined, {
        id: 'custom.cellOptions',
        value: { type: TableCellDisplayMode.Auto, wrapText: true },
      })
    );
}

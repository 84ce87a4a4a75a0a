import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, MappingType, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { COLOURS } from '../palette.ts';
import { query, type QueryParams } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { chosenColumns } from '../transformations.ts';
import { COUNT, DURATION } from '../units.ts';
import { colouredCell, priorityMappings } from './priority.ts';
import { column, HIDDEN, table } from './table.ts';

/** Service levels: what is past its due date, and what will be soon. */
export function serviceLevels(texts: Texts, params: QueryParams = {}): PanelBuilder {
  const { history } = texts;
  const panel = table()
    .title(history.sla)
    .description(history.slaDescription)
    .withTarget(query('tickets.sla', params))
    .overrideByName(
      'kind',
      column(history.commitment, undefined, {
        id: 'mappings',
        value: [
          {
            type: MappingType.ValueToText,
            options: {
              first_response: { text: history.firstResponseDue },
              resolution: { text: history.resolutionDue },
            },
          },
        ],
      })
    );
  const counts = { breached: COLOURS.critical, due_1h: COLOURS.high, due_4h: COLOURS.medium, due_24h: COLOURS.low };
  for (const [name, colour] of Object.entries(counts)) {
    panel.overrideByName(
      name,
      column(history.due[name as keyof typeof counts], 105, ...COUNT, ...colouredFromOne(colour))
    );
  }
  return panel;
}

/** Active tickets of each technician. */
export function technicians(texts: Texts, params: QueryParams = {}): PanelBuilder {
  const { history, columns } = texts;
  const bar: DynamicConfigValue = {
    id: 'custom.cellOptions',
    value: { type: TableCellDisplayMode.Gauge, mode: 'basic', valueDisplayMode: 'text' },
  };
  return table()
    .title(history.technicians)
    .withTarget(query('tickets.technicians', params))
    .withTransformation(chosenColumns(['technician', 'open', 'pending']))
    .overrideByName('technician', column(columns.technician, 190))
    .overrideByName(
      'open',
      column(texts.client.open, undefined, ...COUNT, bar, fixed(COLOURS.low), { id: 'min', value: 0 })
    )
    .overrideByName(
      'pending',
      column(texts.client.pending, undefined, ...COUNT, bar, fixed(COLOURS.medium), { id: 'min', value: 0 })
    );
}

/** Clients who wait for us, the longest wait first. */
export function waiting(texts: Texts, params: QueryParams = {}): PanelBuilder {
  const { history, columns, tickets } = texts;
  const shown = ['id', 'title', 'client', 'priority', 'waiting_s', 'url'];
  const link = { title: tickets.openInAtera, url: '${__data.fields.url}', targetBlank: true };
  return table()
    .title(history.waiting)
    .description(history.waitingDescription)
    .withTarget(query('tickets.waiting', params))
    .withTransformation(chosenColumns(shown))
    .overrideByName('id', column(columns.id, 70))
    .overrideByName('title', column(columns.title, undefined, { id: 'links', value: [link] }))
    .overrideByName('client', column(columns.client, 170))
    .overrideByName('priority', column(columns.priority, 115, ...colouredCell(priorityMappings(texts))))
    .overrideByName('waiting_s', column(history.waitingSince, 110, ...DURATION))
    .overrideByName('url', HIDDEN);
}

function fixed(colour: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'fixed', fixedColor: colour } };
}

/** A cell that is coloured from one on. */
function colouredFromOne(colour: string): DynamicConfigValue[] {
  return [
    { id: 'color', value: { mode: 'thresholds' } },
    {
      id: 'thresholds',
      value: {
        mode: ThresholdsMode.Absolute,
        steps: [
          { value: null, color: COLOURS.quiet },
          { value: 1, color: colour },
        ],
      },
    },
    { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorBackground, mode: 'basic' } },
  ];
}

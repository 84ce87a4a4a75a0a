import { type DynamicConfigValue, MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { COLOURS } from '../palette.ts';
import { query, type QueryParams } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { chosenColumns } from '../transformations.ts';
import { DATE_TIME, DURATION } from '../units.ts';
import { colouredCell, priorityMappings } from './priority.ts';
import { column, HIDDEN, table } from './table.ts';

/** The overdue tickets of a queue, the oldest first. */
export function overdueTickets(texts: Texts, queue: string): PanelBuilder {
  const columns = ['id', 'title', 'client', 'priority', 'technician', 'age_s', 'url'];
  return ticketTable(texts, { queue, overdue: true }, columns).title(texts.clients.overdueTickets);
}

/** All active tickets of a client, Atera's and Odoo's together, the oldest first; overdue ones have a red age. */
export function clientTickets(texts: Texts, client: string): PanelBuilder {
  const columns = [
    'source',
    'id',
    'title',
    'queue_title',
    'class',
    'status',
    'priority',
    'impact',
    'technician',
    'created',
    'age_s',
    'overdue',
    'url',
  ];
  return ticketTable(texts, { client }, columns).title(texts.client.tickets);
}

/** Rows of `tickets.list`; a title leads to the ticket where it lives. */
function ticketTable(texts: Texts, params: QueryParams, shown: string[]): PanelBuilder {
  const { columns, tickets, classes } = texts;
  const link = { title: tickets.openAtSource, url: '${__data.fields.url}', targetBlank: true };
  const overrides: Record<string, DynamicConfigValue[]> = {
    source: column(columns.source, 90),
    id: column(columns.id, 75),
    title: column(columns.title, undefined, { id: 'links', value: [link] }),
    client: column(columns.client, 190),
    queue_title: column(columns.queue, 110),
    class: column(columns.class, 105, {
      id: 'mappings',
      value: [
        {
          type: MappingType.ValueToText,
          options: { open: { text: classes.open }, pending: { text: classes.pending } },
        },
      ],
    }),
    status: column(columns.status, 150),
    priority: column(columns.priority, 125, ...colouredCell(priorityMappings(texts))),
    impact: column(columns.impact, 85),
    technician: column(columns.technician, 170),
    created: column(columns.created, 145, ...DATE_TIME),
    age_s: column(columns.age, 110, ...DURATION),
    overdue: column(columns.overdue, 95, ...colouredCell(overdueMappings(texts))),
    url: HIDDEN,
  };
  const panel = table()
    .withTarget(query('tickets.list', params))
    .withTransformation(chosenColumns(shown))
    .withTransformation({ id: 'sortBy', options: { sort: [{ field: 'age_s', desc: true }] } });
  for (const name of shown) {
    panel.overrideByName(name, overrides[name] ?? []);
  }
  return panel;
}

function overdueMappings({ yes, no }: Texts): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: { true: { text: yes, color: COLOURS.critical }, false: { text: no, color: COLOURS.quiet } },
    },
  ];
}

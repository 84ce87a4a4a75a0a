import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { query } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { DATE_TIME } from '../units.ts';
import { colouredCell, priorityMappings } from './priority.ts';
import { column, HIDDEN, table } from './table.ts';

/** The 4 newest tickets of a class; the title leads to the ticket in Atera. */
export function latestTickets(texts: Texts, ticketClass: 'open' | 'pending'): PanelBuilder {
  const { columns, tickets } = texts;
  const link = { title: tickets.openInAtera, url: '${__data.fields.url}', targetBlank: true };
  return table()
    .title(ticketClass === 'open' ? tickets.latestOpen : tickets.latestPending)
    .withTarget(query('tickets.latest', { class: ticketClass, limit: 4 }))
    .overrideByName('id', column(columns.id, 70))
    .overrideByName('title', column(columns.title, undefined, { id: 'links', value: [link] }))
    .overrideByName('client', column(columns.client, 195))
    .overrideByName('priority', column(columns.priority, 115, ...colouredCell(priorityMappings(texts))))
    .overrideByName('created', column(columns.created, 140, ...DATE_TIME))
    .overrideByName('url', HIDDEN);
}

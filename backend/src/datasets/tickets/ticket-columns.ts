import { displayText } from '../../domain/text/text.ts';
import { IMPACT_LABELS, PRIORITY_LABELS, UNASSIGNED, UNTITLED } from '../../domain/tickets/labels.ts';
import { ticketUrl } from '../../domain/tickets/links.ts';
import { readAppUrls } from '../../store/settings/app-urls.ts';
import { ageSeconds } from '../../store/sources/source-states.ts';
import type { ListedTicket } from '../../store/tickets/list.ts';
import type { Column, DatasetContext, Row } from '../engine/dataset.ts';
import { TITLES } from './common.ts';

/** Every column of a ticket; a dataset takes those it has. */
export const TICKET_COLUMNS = {
  source: { type: 'string', title: TITLES.source },
  id: { type: 'string', title: TITLES.id },
  title: { type: 'string', title: TITLES.title },
  client: { type: 'string', title: TITLES.client },
  queue: { type: 'string', title: TITLES.queue },
  queue_title: { type: 'string', title: { fr: 'Titre du pôle', en: 'Queue title' } },
  class: { type: 'string', title: { fr: 'Classe', en: 'Class' } },
  status: { type: 'string', title: { fr: 'Statut', en: 'Status' } },
  priority: { type: 'string', title: TITLES.priority },
  impact: { type: 'string', title: { fr: 'Impact', en: 'Impact' } },
  technician: { type: 'string', title: TITLES.technician },
  created: { type: 'time', title: TITLES.created },
  age_s: { type: 'number', unit: 's', title: { fr: 'Âge', en: 'Age' } },
  overdue: { type: 'boolean', title: TITLES.overdue },
  url: { type: 'string', title: TITLES.url },
} as const satisfies Record<string, Column>;

/** Some columns of a ticket, in the order named. */
export function ticketColumns<const N extends keyof typeof TICKET_COLUMNS>(
  ...names: N[]
): Pick<typeof TICKET_COLUMNS, N> {
  return Object.fromEntries(names.map((name) => [name, TICKET_COLUMNS[name]])) as Pick<typeof TICKET_COLUMNS, N>;
}

/** Values of all {@link TICKET_COLUMNS} for the tickets of a list, in its order; age in whole seconds. */
export async function describeTickets(
  context: DatasetContext,
  tickets: readonly ListedTicket[]
): Promise<Row<typeof TICKET_COLUMNS>[]> {
  const { db, rules, now } = context;
  const titles = new Map(rules.queues.map(({ id, title }) => [id, title]));
  const urlsOf = await readAppUrls(db, context);
  return tickets.map((ticket) => ({
    source: ticket.connection,
    id: String(ticket.external_id),
    title: displayText(ticket.title) ?? UNTITLED.fr,
    client: ticket.label,
    queue: ticket.queue,
    queue_title: ticket.queue && (titles.get(ticket.queue) ?? ticket.queue),
    class: ticket.status_class,
    status: displayText(ticket.status),
    priority: PRIORITY_LABELS[ticket.priority_class].fr,
    impact: IMPACT_LABELS[ticket.impact_class].fr,
    technician: ticket.technician ?? UNASSIGNED.fr,
    created: ticket.created_at,
    age_s: ageSeconds(ticket.created_at, now),
    overdue: ticket.overdue,
    url: ticketUrl(urlsOf(ticket.connection), ticket.source, ticket.external_id),
  }));
}

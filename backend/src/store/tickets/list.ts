import { sql, type SqlBool } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { clientLabel } from '../../domain/clients/clients.ts';
import { fold } from '../../domain/text/text.ts';
import type { Attention } from '../../domain/tickets/attention.ts';
import { UNASSIGNED } from '../../domain/tickets/labels.ts';
import type { PriorityClass, StatusClass } from '../../domain/tickets/ticket.ts';
import type { StoreDatabase, TicketRow } from '../schema.ts';
import { activeAteraTickets, activeTickets, visibleTickets } from '../visible.ts';
import { type AttentionRules, callsForAttention } from './attention.ts';
import type { ActiveClass } from './figures.ts';
import { isOverdue, type OverdueRules } from './overdue.ts';
import { narrowTickets, type Tickets, type TicketScope } from './scope.ts';
import { isWorkedOnBy, readTechnicians } from './technicians.ts';

/** What a list of tickets is narrowed by. An absent filter lets all pass; of several values any will do. */
export interface TicketFilter extends TicketScope {
  /** Absent: active tickets. */
  classes?: readonly StatusClass[];
  priorities?: readonly PriorityClass[];
  /** Names as shown, "Non assigné" included, compared folded. */
  technicians?: readonly string[];
  overdue?: boolean;
  /** Only active Atera tickets that somebody should look at for one of these reasons. */
  attention?: readonly Attention[];
  /** Words looked for in id, title, client and technician, compared folded. */
  search?: string;
  /** Which come first; the newest if absent. */
  order?: 'newest' | 'oldest';
  limit: number;
}

/** A ticket, its client under the name of the rules, its technician by the latest name (null: nobody). */
export type ListedTicket = Pick<TicketRow, (typeof LISTED_COLUMNS)[number]> & {
  label: string | null;
  technician: string | null;
  overdue: boolean;
};

const LISTED_COLUMNS = [
  'source',
  'connection',
  'external_id',
  'title',
  'customer_name',
  'client',
  'queue',
  'status',
  'status_class',
  'priority_class',
  'impact_class',
  'technician_id',
  'technician_name',
  'created_at',
] as const satisfies readonly (keyof TicketRow)[];

/** Newest first: creation instant to the nanosecond, then numeric id, both descending, then connection; without a creation date last. */
function newestFirst<O>(query: Tickets<O>): Tickets<O> {
  return query
    .orderBy('tickets.created_at', (order) => order.desc().nullsLast())
    .orderBy('tickets.created_ns', 'desc')
    .orderBy('tickets.external_id', 'desc')
    .orderBy('tickets.connection', 'asc');
}

/** The other way round; without a creation date last, too. */
function oldestFirst<O>(query: Tickets<O>): Tickets<O> {
  return query
    .orderBy('tickets.created_at', (order) => order.asc().nullsLast())
    .orderBy('tickets.created_ns', 'asc')
    .orderBy('tickets.external_id', 'asc')
    .orderBy('tickets.connection', 'asc');
}

/** The newest Atera tickets of a class. */
export function newestTickets(db: StoreDatabase, access: Access, statusClass: ActiveClass, limit: number) {
  return newestFirst(activeAteraTickets(db, access))
    .where('tickets.status_class', '=', statusClass)
    .select(['external_id', 'title', 'customer_name', 'client', 'priority_class', 'created_at'])
    .limit(limit)
    .execute();
}

/** The tickets that pass a filter, in its order. */
export async function listTickets(
  db: StoreDatabase,
  access: Access,
  surroundings: { rules: OverdueRules & AttentionRules; now: Date },
  filter: TicketFilter
): Promise<ListedTicket[]> {
  const { rules, now } = surroundings;
  const overdue = isOverdue(rules, now);
  const ofClass = filter.classes
    ? visibleTickets(db, access).where('tickets.status_class', 'in', filter.classes)
    : activeTickets(db, access);
  const technicians = await readTechnicians(ofClass);

  let query = await narrowTickets(ofClass, filter);
  if (filter.priorities) {
    query = query.where('tickets.priority_class', 'in', filter.priorities);
  }
  if (filter.overdue !== undefined) {
    query = query.where(sql<SqlBool>`${overdue} = ${filter.overdue}`);
  }
  const { attention } = filter;
  if (attention) {
    query = query
      .where('tickets.source', '=', 'atera')
      .where('tickets.status_class', 'in', ['open', 'pending'])
      .where((where) => where.or(attention.map((reason) => callsForAttention(reason, rules, now))));
  }
  if (filter.technicians) {
    const wanted = new Set(filter.technicians.map(fold));
    query = query.where(
      isWorkedOnBy(technicians.keys.filter((key) => wanted.has(fold(technicians.nameOf(key) ?? UNASSIGNED.fr))))
    );
  }
  // A folded search has no equal in SQL (entities, NFKD): the rows are read in their order and looked through here.
  const search = fold(filter.search ?? '');
  const limited = search === '' ? query.limit(filter.limit) : query;
  const ordered = filter.order === 'oldest' ? oldestFirst : newestFirst;
  const rows = await ordered(limited.select([...LISTED_COLUMNS, overdue.as('overdue')])).execute();
  return rows
    .map((row) => ({
      ...row,
      label: clientLabel(row.client, row.customer_name),
      technician: technicians.nameOf(row),
    }))
    .filter((ticket) => search === '' || searchedText(ticket).includes(search))
    .slice(0, filter.limit);
}

function searchedText(ticket: ListedTicket): string {
  return fold([ticket.external_id, ticket.title, ticket.label, ticket.customer_name, ticket.technician].join(' '));
}

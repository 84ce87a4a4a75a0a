import { sql } from 'kysely';
import type { SelectQueryBuilder, SqlBool } from 'kysely';

import type { Access } from '../access/access.ts';
import { UNASSIGNED } from '../domain/labels.ts';
import { displayText, fold } from '../domain/text.ts';
import type { PriorityClass, StatusClass } from '../domain/ticket.ts';
import type { StoreDatabase, StoreSchema, TicketRow } from './schema.ts';
import type { ActiveClass } from './ticket-figures.ts';
import { activeAteraTickets, activeTickets, visibleTickets } from './visible.ts';

/** What a list of tickets is narrowed by. An absent filter lets all pass; of several values any will do. */
export interface TicketFilter {
  /** Absent: active tickets. */
  classes?: readonly StatusClass[];
  priorities?: readonly PriorityClass[];
  /** Names, compared folded. */
  clients?: readonly string[];
  /** Names as shown, "Non assigné" included, compared folded. */
  technicians?: readonly string[];
  /** Words looked for in id, title, client and technician, compared folded. */
  search?: string;
  limit: number;
}

/** A ticket, its technician by the latest name (null: nobody). */
export type ListedTicket = Pick<TicketRow, (typeof LISTED_COLUMNS)[number]> & { technician: string | null };

type Tickets<O = object> = SelectQueryBuilder<StoreSchema, 'tickets', O>;
type TechnicianKey = Pick<TicketRow, 'connection' | 'technician_id' | 'technician_name'>;

const LISTED_COLUMNS = [
  'source',
  'connection',
  'external_id',
  'title',
  'customer_name',
  'status',
  'status_class',
  'priority_class',
  'impact_class',
  'technician_id',
  'technician_name',
  'created_at',
] as const satisfies readonly (keyof TicketRow)[];

/** Newest first: creation instant, then numeric id, both descending, then connection; without a creation date last. */
function newestFirst<O>(query: Tickets<O>): Tickets<O> {
  return query
    .orderBy('tickets.created_at', (order) => order.desc().nullsLast())
    .orderBy('tickets.external_id', 'desc')
    .orderBy('tickets.connection', 'asc');
}

/** The newest Atera tickets of a class. */
export function newestTickets(db: StoreDatabase, access: Access, statusClass: ActiveClass, limit: number) {
  return newestFirst(activeAteraTickets(db, access))
    .where('tickets.status_class', '=', statusClass)
    .select(['external_id', 'title', 'customer_name', 'priority_class', 'created_at'])
    .limit(limit)
    .execute();
}

/** The tickets that pass a filter, newest first. */
export async function listTickets(db: StoreDatabase, access: Access, filter: TicketFilter): Promise<ListedTicket[]> {
  let query = filter.classes
    ? visibleTickets(db, access).where('tickets.status_class', 'in', filter.classes)
    : activeTickets(db, access);
  const technicians = await readTechnicians(query);

  if (filter.priorities) {
    query = query.where('tickets.priority_class', 'in', filter.priorities);
  }
  if (filter.clients) {
    query = query.where(isOneOf('customer_name', await clientNames(query, filter.clients)));
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
  const rows = await newestFirst(limited.select(LISTED_COLUMNS)).execute();
  return rows
    .map((row) => ({ ...row, technician: technicians.nameOf(row) }))
    .filter((ticket) => search === '' || searchedText(ticket).includes(search))
    .slice(0, filter.limit);
}

function searchedText(ticket: ListedTicket): string {
  return fold([ticket.external_id, ticket.title, ticket.customer_name, ticket.technician].join(' '));
}

/** The names among the tickets that fold like one of those asked for. */
async function clientNames(query: Tickets, clients: readonly string[]): Promise<string[]> {
  const wanted = new Set(clients.map(fold));
  const rows = await query.where('tickets.customer_name', 'is not', null).select('customer_name').distinct().execute();
  return rows.flatMap(({ customer_name }) =>
    customer_name !== null && wanted.has(fold(customer_name)) ? [customer_name] : []
  );
}

function isOneOf(column: 'customer_name', values: string[]) {
  return sql<SqlBool>`${sql.ref(`tickets.${column}`)} = any(${values})`;
}

/** Technicians are told apart by connection and id; several names of one are renamings, and the latest is shown. */
async function readTechnicians(
  query: Tickets
): Promise<{ keys: TechnicianKey[]; nameOf(key: TechnicianKey): string | null }> {
  const keys = await query
    .select(['tickets.connection', 'tickets.technician_id', 'tickets.technician_name'])
    .groupBy(['tickets.connection', 'tickets.technician_id', 'tickets.technician_name'])
    .orderBy((order) => order.fn.max('tickets.read_at'), 'asc')
    .orderBy((order) => order.fn.max('tickets.external_id'), 'asc')
    .execute();
  const idOf = (key: TechnicianKey) => `${key.technician_id} ${key.connection}`;
  const latest = new Map(
    keys.flatMap((key) => {
      const name = displayText(key.technician_name);
      return key.technician_id !== null && name !== null ? [[idOf(key), name] as const] : [];
    })
  );
  return {
    keys,
    nameOf: (key) => (key.technician_id === null ? null : latest.get(idOf(key))) ?? displayText(key.technician_name),
  };
}

function isWorkedOnBy(keys: TechnicianKey[]) {
  const columns = [
    keys.map((key) => key.connection),
    keys.map((key) => key.technician_id),
    keys.map((key) => key.technician_name),
  ] as const;
  return sql<SqlBool>`exists (
    select from unnest(${columns[0]}::text[], ${columns[1]}::bigint[], ${columns[2]}::text[]) as wanted (connection, id, name)
    where wanted.connection = tickets.connection
      and wanted.id is not distinct from tickets.technician_id
      and wanted.name is not distinct from tickets.technician_name)`;
}

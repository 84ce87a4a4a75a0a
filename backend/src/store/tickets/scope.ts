import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';

import type { ClientFilter } from '../../domain/clients/client-filter.ts';
import { displayText, fold } from '../../domain/text/text.ts';
import type { StoreSchema } from '../schema.ts';

/** Which part of the tickets a figure is about. An absent filter lets all pass; of several values any will do. */
export interface TicketScope {
  /** Ids of queues. */
  queues?: readonly string[] | undefined;
  clients?: ClientFilter | undefined;
}

type ScopedTable = 'tickets' | 'snapshot_counts' | 'ticket_days';

/** A query over tickets. */
export type Tickets<O = object> = SelectQueryBuilder<StoreSchema, 'tickets', O>;

/** Narrows a query over tickets. */
export async function narrowTickets(query: Tickets, scope: TicketScope): Promise<Tickets> {
  const names = scope.clients ? await rawNames(query, scope.clients.upstreamNames) : [];
  return query.where(isInScope('tickets', scope, sql<SqlBool>`tickets.customer_name = any(${names})`));
}

/**
 * Narrows a query over tickets that counts by client.
 *
 * @returns with it the client that each ticket counts for: that of the rules, else the name that was asked for, as the upstream writes
 *   it; null: "Autres"
 */
export async function narrowByClient(
  query: Tickets,
  scope: TicketScope
): Promise<{ query: Tickets; client: RawBuilder<string | null> }> {
  const { clients } = scope;
  const names = clients ? await rawNames(query, clients.upstreamNames) : [];
  const narrowed = query.where(isInScope('tickets', scope, sql<SqlBool>`tickets.customer_name = any(${names})`));
  if (clients === undefined || names.length === 0) {
    return { query: narrowed, client: sql<string | null>`tickets.client` };
  }
  const labels = new Map(names.map((name) => [fold(name), displayText(name)]));
  const named = sql`(${names.map((name) => labels.get(fold(name)))}::text[])[array_position(${names}::text[], tickets.customer_name)]`;
  return {
    query: narrowed,
    client: sql<string | null>`case when tickets.client = any(${clients.clients}) then tickets.client
                                    else coalesce(${named}, tickets.client) end`,
  };
}

/** A condition for figures by queue and big client alone: the others are not told apart by their names. */
export function isCountedInScope(table: ScopedTable, scope: TicketScope): RawBuilder<SqlBool> {
  return isInScope(table, scope, sql<SqlBool>`false`);
}

function isInScope(
  table: ScopedTable,
  { queues, clients }: TicketScope,
  isNamed: RawBuilder<SqlBool>
): RawBuilder<SqlBool> {
  const queue = sql.ref(`${table}.queue`);
  const client = sql.ref(`${table}.client`);
  const inQueue = queues ? sql<SqlBool>`${queue} = any(${[...queues]})` : sql<SqlBool>`true`;
  const ofClient = clients
    ? sql<SqlBool>`(${client} = any(${clients.clients}) or (${clients.others} and ${client} is null) or ${isNamed})`
    : sql<SqlBool>`true`;
  return sql<SqlBool>`${inQueue} and ${ofClient}`;
}

/** The customers' names among the tickets that fold like one of those asked for: SQL cannot fold (entities, NFKD). */
async function rawNames(query: Tickets, wanted: ReadonlySet<string>): Promise<string[]> {
  if (wanted.size === 0) {
    return [];
  }
  const rows = await query.where('tickets.customer_name', 'is not', null).select('customer_name').distinct().execute();
  return rows.flatMap(({ customer_name }) =>
    customer_name !== null && wanted.has(fold(customer_name)) ? [customer_name] : []
  );
}

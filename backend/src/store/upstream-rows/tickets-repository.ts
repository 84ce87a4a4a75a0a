import { sql } from 'kysely';

import type { Rules } from '../../domain/rules/rules.ts';
import { classifyTicket } from '../../domain/tickets/classify.ts';
import type { StatusClass, UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { rulesForAccounts } from '../findings/accounts.ts';
import type { SourceKind, StoreDatabase, TicketTable } from '../schema.ts';
import { bulkUpsert, type Reading } from './bulk-upsert.ts';
import { readByClockAhead } from './read-order.ts';

/** What readings write. */
type WrittenTicket = Omit<TicketTable, 'changed_at' | 'unassigned'>;

const COLUMN_TYPES: Record<keyof WrittenTicket, string> = {
  connection: 'text',
  external_id: 'bigint',
  source: 'text',
  title: 'text',
  status: 'text',
  priority: 'text',
  impact: 'text',
  type: 'text',
  customer_id: 'bigint',
  customer_name: 'text',
  technician_id: 'bigint',
  technician_name: 'text',
  technician_email: 'text',
  contract_id: 'bigint',
  created_at: 'timestamptz',
  created_ns: 'integer',
  resolved_at: 'timestamptz',
  first_comment_at: 'timestamptz',
  first_response_due_at: 'timestamptz',
  closed_due_at: 'timestamptz',
  last_end_user_comment_at: 'timestamptz',
  last_technician_comment_at: 'timestamptz',
  status_class: 'text',
  impact_class: 'text',
  priority_class: 'text',
  queue: 'text',
  client: 'text',
  read_at: 'timestamptz',
  gone_at: 'timestamptz',
};

/** Columns an answer may leave open (`undefined` in the upstream's ticket). */
const COMMENT_COLUMNS = ['first_comment_at', 'last_end_user_comment_at', 'last_technician_comment_at'] as const;
type CommentColumn = (typeof COMMENT_COLUMNS)[number];

export interface TicketOrigin {
  connection: string;
  source: SourceKind;
}

/**
 * Stores tickets as answers described them. A ticket that was gone and is seen again is back.
 * An older answer (by the start of its request, in real time) never overwrites a newer one.
 */
export async function upsertTickets(
  db: StoreDatabase,
  written: Rules,
  origin: TicketOrigin,
  readings: readonly Reading<UpstreamTicket>[]
): Promise<void> {
  const rules = await rulesForAccounts(db, written);
  const groups = new Map<string, { keep: CommentColumn[]; rows: WrittenTicket[] }>();
  const allRows = readings.flatMap(({ items, readAt }) => items.map((ticket) => toRow(rules, origin, ticket, readAt)));
  for (const row of allRows) {
    const keep = COMMENT_COLUMNS.filter((column) => row[column] === undefined);
    const group = groups.get(keep.join()) ?? { keep, rows: [] };
    group.rows.push(row);
    groups.set(keep.join(), group);
  }
  for (const { keep, rows } of groups.values()) {
    await bulkUpsert(db, { table: 'tickets', types: COLUMN_TYPES, rows, keep });
  }
}

function toRow(rules: Rules, origin: TicketOrigin, ticket: UpstreamTicket, readAt: Date): WrittenTicket {
  return {
    connection: origin.connection,
    external_id: ticket.externalId,
    source: origin.source,
    title: ticket.title,
    status: ticket.status,
    priority: ticket.priority,
    impact: ticket.impact,
    type: ticket.type,
    customer_id: ticket.customerId,
    customer_name: ticket.customerName,
    technician_id: ticket.technicianId,
    technician_name: ticket.technicianName,
    technician_email: ticket.technicianEmail,
    contract_id: ticket.contractId,
    created_at: ticket.createdAt,
    created_ns: ticket.createdNs,
    resolved_at: ticket.resolvedAt,
    // JSON leaves `undefined` out, which inserts NULL; on update the column is not touched.
    first_comment_at: ticket.firstCommentAt as Date | null,
    first_response_due_at: ticket.firstResponseDueAt,
    closed_due_at: ticket.closedDueAt,
    last_end_user_comment_at: ticket.lastEndUserCommentAt as Date | null,
    last_technician_comment_at: ticket.lastTechnicianCommentAt as Date | null,
    ...classifyTicket(rules, { ...origin, ...ticket }),
    read_at: readAt,
    gone_at: null,
  };
}

/**
 * Takes tickets off the board that the upstream confirmed not to know any more.
 * @param readAt start of the request that confirmed it: what was read later stays
 */
export async function markTicketsGone(
  db: StoreDatabase,
  connection: string,
  ids: readonly number[],
  { goneAt, readAt }: { goneAt: Date; readAt: Date }
): Promise<void> {
  if (ids.length > 0) {
    await db
      .updateTable('tickets')
      .set({ gone_at: goneAt, read_at: readAt })
      .where('connection', '=', connection)
      .where('external_id', 'in', ids)
      .where((where) => where.or([where('read_at', '<=', readAt), readByClockAhead()]))
      .execute();
  }
}

/** Ids of the active tickets that no answer has confirmed since `instant`, longest unconfirmed first. */
export async function activeTicketsNotReadSince(
  db: StoreDatabase,
  connection: string,
  instant: Date
): Promise<number[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('external_id')
    .where('connection', '=', connection)
    .where('gone_at', 'is', null)
    .where('status_class', 'in', ['open', 'pending'])
    .where((where) => where.or([where('read_at', '<', instant), readByClockAhead()]))
    .orderBy('read_at')
    .orderBy('external_id')
    .execute();
  return rows.map((row) => row.external_id);
}

/** Every non-blank status text the connection's tickets carry, most frequent first. */
export async function seenStatuses(
  db: StoreDatabase,
  connection: string
): Promise<{ status: string; class: StatusClass }[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['status', 'status_class as class'])
    .where('connection', '=', connection)
    .where('gone_at', 'is', null)
    .where(sql<boolean>`btrim(status) <> ''`)
    .groupBy(['status', 'status_class'])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('status')
    .execute();
  return rows.flatMap((row) => (row.status === null ? [] : [{ status: row.status, class: row.class }]));
}

/**
 * Removes tickets that were done, or gone, before an instant (personal data is not kept longer than needed), with their
 * events, and the older events of all the others.
 */
export async function purgeTickets(db: StoreDatabase, before: Date): Promise<number> {
  await db.deleteFrom('ticket_events').where('observed_at', '<', before).execute();
  const result = await db
    .deleteFrom('tickets')
    .where((where) =>
      where.or([
        where.and([
          where('status_class', '=', 'done'),
          where(where.fn.coalesce('resolved_at', 'created_at', 'read_at'), '<', before),
        ]),
        where('gone_at', '<', before),
      ])
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

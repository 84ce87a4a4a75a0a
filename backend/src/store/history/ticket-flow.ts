import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import type { LocalDay, Span } from '../../domain/clock/local-days.ts';
import type { SourceKind } from '../../domain/tickets/ticket.ts';
import type { StoreDatabase } from '../schema.ts';
import { firstResponseSeconds, responseFigures } from '../tickets/first-response.ts';
import { isCountedInScope, narrowTickets, type TicketScope } from '../tickets/scope.ts';
import { visibleTicketDays, visibleTickets } from '../visible.ts';

/* Figures per day. Days are given by their bounds, so that one time zone database decides (ICU's, not the server's). */

/** Which tickets are counted. */
export interface FlowFilter extends TicketScope {
  /** Absent: those of every kind of source. */
  source?: SourceKind | undefined;
}

/** Tickets created and resolved on a day. */
export interface Flow {
  created: number;
  resolved: number;
}

/** Response times of the tickets created on a day, in seconds. */
export interface DayOfResponses {
  mean: number | null;
  median: number | null;
  p90: number | null;
  /** Tickets with a first response. */
  count: number;
  /** Active tickets without one. */
  unanswered: number;
}

type DateColumn = 'created_at' | 'resolved_at';

/** Position of a ticket's day, or month, among consecutive ones, from 1 on. */
export function positionOf(column: DateColumn, spans: readonly Span[]) {
  return sql<number>`width_bucket(${sql.ref(`tickets.${column}`)}, ${spans.map(({ start }) => start)}::timestamptz[])`;
}

/** Tickets of every class whose date falls into one of consecutive days or months. */
export function ticketsDated(db: StoreDatabase, access: Access, column: DateColumn, spans: readonly Span[]) {
  return visibleTickets(db, access)
    .where(`tickets.${column}`, '>=', spans.at(0)?.start ?? null)
    .where(`tickets.${column}`, '<', spans.at(-1)?.end ?? null);
}

/** One row for each creation and each resolution on the days. */
function movements(db: StoreDatabase, access: Access, days: readonly LocalDay[]) {
  const part = (column: DateColumn) =>
    ticketsDated(db, access, column, days).select([
      'tickets.connection',
      'tickets.queue',
      'tickets.client',
      positionOf(column, days).as('position'),
      sql<number>`${column === 'created_at' ? 1 : 0}::int`.as('created'),
      sql<number>`${column === 'resolved_at' ? 1 : 0}::int`.as('resolved'),
    ]);
  return part('created_at').unionAll(part('resolved_at')).as('tickets');
}

/**
 * Created and resolved tickets of each day, by the tickets' own dates. Day by day: each is counted in its part of an index, where
 * all of them at once would be looked for in the whole table.
 */
export async function flowOf(
  db: StoreDatabase,
  access: Access,
  filter: FlowFilter,
  days: readonly LocalDay[]
): Promise<Flow[]> {
  const { source } = filter;
  const countOf = (column: DateColumn) =>
    visibleTickets(db, access)
      .where(sql<boolean>`${sql.ref(`tickets.${column}`)} >= days.first_instant`)
      .where(sql<boolean>`${sql.ref(`tickets.${column}`)} < days.end_instant`)
      .where(isCountedInScope('tickets', filter))
      .$if(source !== undefined, (query) => query.where('tickets.source', '=', source!))
      .select(({ fn }) => fn.countAll<number>().as('count'));
  const [starts, ends] = [days.map(({ start }) => start), days.map(({ end }) => end)];
  const { rows } = await sql<Flow>`
    select ${countOf('created_at')} as created, ${countOf('resolved_at')} as resolved
    from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) with ordinality as days (first_instant, end_instant, position)
    order by days.position`.execute(db);
  return rows;
}

/** First response times by day of creation, done tickets included. Atera only: Odoo's leads tell no comments. */
export async function responsesOf(
  db: StoreDatabase,
  access: Access,
  scope: TicketScope,
  days: readonly LocalDay[]
): Promise<DayOfResponses[]> {
  const query = ticketsDated(db, access, 'created_at', days).where('tickets.source', '=', 'atera');
  const { mean, median, p90 } = responseFigures(firstResponseSeconds);
  const rows = await (
    await narrowTickets(query, scope)
  )
    .groupBy(sql.ref('position'))
    .select([
      positionOf('created_at', days).as('position'),
      mean.as('mean'),
      median.as('median'),
      p90.as('p90'),
      sql<number>`count(tickets.first_comment_at)`.as('count'),
      sql<number>`count(*) filter (where tickets.first_comment_at is null and tickets.status_class <> 'done')`.as(
        'unanswered'
      ),
    ])
    .execute();
  const byPosition = new Map(rows.map(({ position, ...responses }) => [position, responses]));
  const none = { mean: null, median: null, p90: null, count: 0, unanswered: 0 };
  return days.map((_day, index) => byPosition.get(index + 1) ?? none);
}

/**
 * Flow by date (`YYYY-MM-DD`) as it was kept, both ends included; dates without any are left out. With a kind of source only
 * connections that are still known count: what was kept does not say what a removed one was.
 */
export async function keptFlow(
  db: StoreDatabase,
  access: Access,
  filter: FlowFilter,
  { from, to }: { from: string; to: string }
): Promise<Map<string, Flow>> {
  const rows = await visibleTicketDays(db, access)
    .where(sql<boolean>`ticket_days.day between ${from}::date and ${to}::date`)
    .where(isCountedInScope('ticket_days', filter))
    .$if(filter.source !== undefined, (query) =>
      query.where(sql<boolean>`exists (
        select from source_states as state
        where state.connection = ticket_days.connection and state.resource = 'tickets' and state.kind = ${filter.source})`)
    )
    .groupBy('ticket_days.day')
    .select([
      sql<string>`ticket_days.day::text`.as('date'),
      sql<number>`sum(created)`.as('created'),
      sql<number>`sum(resolved)`.as('resolved'),
    ])
    .execute();
  return new Map(rows.map(({ date, ...flow }) => [date, flow]));
}

/** The first date of which figures are kept; undefined when there are none. */
export async function firstKeptDay(db: StoreDatabase, access: Access): Promise<string | undefined> {
  const row = await visibleTicketDays(db, access)
    .select(sql<string | null>`min(ticket_days.day)::text`.as('date'))
    .executeTakeFirst();
  return row?.date ?? undefined;
}

/**
 * Keeps the flow of finished days for the time when their tickets are purged, replacing what was kept of these days.
 * Only connections whose every ticket has been read are looked at; of one that is gone, what is kept stays.
 */
export async function keepFlow(db: StoreDatabase, days: readonly LocalDay[]): Promise<void> {
  const first = days[0];
  if (first === undefined) {
    return;
  }
  await db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('source_states')
      .where('resource', '=', 'tickets')
      .where('full_read_at', 'is not', null)
      .select('connection')
      .execute();
    const connections = rows.map(({ connection }) => connection);
    await transaction
      .deleteFrom('ticket_days')
      .where(sql<boolean>`connection = any(${connections}) and day >= ${first.date}::date`)
      .execute();
    await sql`
      insert into ticket_days (connection, day, queue, client, created, resolved)
      select connection, (${days.map(({ date }) => date)}::date[])[position], queue, client, sum(created), sum(resolved)
      from ${movements(transaction, SYSTEM_ACCESS, days)}
      where connection = any(${connections})
      group by connection, position, queue, client`.execute(transaction);
  });
}

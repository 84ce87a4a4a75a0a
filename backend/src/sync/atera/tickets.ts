import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import type { Reading } from '../../store/upstream-rows/bulk-upsert.ts';
import {
  activeTicketsNotReadSince,
  markTicketsGone,
  upsertTickets,
} from '../../store/upstream-rows/tickets-repository.ts';
import { concurrently } from '../connections/concurrently.ts';
import { readWholeList } from '../connections/whole-list.ts';
import { activeStatuses } from './active-statuses.ts';
import { type AteraContext, CONCURRENT_PAGES } from './context.ts';
import { summarise } from './list-reading.ts';

/** Tickets confirmed by id in one reconcile; those unconfirmed for longest come first, the others next time. */
const MAX_CONFIRMATIONS = 500;
const CONCURRENT_CONFIRMATIONS = 6;

/** Reads all active tickets, and asks by id for those that vanished from the lists. Also the very first reading. */
export async function reconcileTickets(context: AteraContext, signal: AbortSignal): Promise<void> {
  const { client, db, rules, states } = context;
  const startedAt = new Date();
  const statuses = await activeStatuses(db, rules, client.name);
  const readings = await Promise.allSettled(
    statuses.map((status) =>
      readWholeList({
        readPage: (page) => client.ticketsPage({ page, status }, { priority: 'reading', signal }),
        store: (pages) => storeTickets(context, pages),
        concurrency: CONCURRENT_PAGES,
      })
    )
  );
  const lists = readings.map((reading) => {
    if (reading.status === 'rejected') {
      throw reading.reason;
    }
    return reading.value;
  });
  const vanished = [
    ...lists.flatMap((list) => [...list.left]),
    ...(await activeTicketsNotReadSince(db, client.name, startedAt)),
  ].slice(0, MAX_CONFIRMATIONS);
  await concurrently(vanished, CONCURRENT_CONFIRMATIONS, (id) => confirmTicket(context, id, signal));

  const before = await states.get('tickets');
  const earliest = lists[0];
  const firstMark = before?.watermark ? undefined : (earliest?.serverDate ?? startedAt);
  await states.reconciled('tickets', summarise({ fr: 'tickets actifs', en: 'active tickets' }, lists), firstMark);
}

/** Asks for one ticket: gone for good, moved to another status, or still as it was (lists omit those without status). */
async function confirmTicket(context: AteraContext, id: number, signal: AbortSignal): Promise<void> {
  const { client, db, clock } = context;
  const { ticket, readAt } = await client.ticket(id, { priority: 'reading', signal });
  if (ticket === null) {
    await markTicketsGone(db, client.name, [id], { goneAt: clock.now(), readAt });
  } else {
    await storeTickets(context, [{ items: [ticket], readAt }]);
  }
}

/** Stores answers that hold tickets as they stood, changed or not, but for what refreshes have brought meanwhile. */
export async function storeTickets(context: AteraContext, readings: readonly Reading<UpstreamTicket>[]): Promise<void> {
  await upsert(
    context,
    readings.map((reading) => context.recentChanges.without(reading))
  );
}

/** Stores answers of refreshes. */
export async function storeChanges(context: AteraContext, readings: readonly Reading<UpstreamTicket>[]): Promise<void> {
  await upsert(context, readings);
}

async function upsert(
  { client, db, rules }: AteraContext,
  readings: readonly Reading<UpstreamTicket>[]
): Promise<void> {
  await upsertTickets(db, rules, { connection: client.name, source: 'atera' }, readings);
}

import type { OdooDomain } from '../../domain/rules/rules.ts';
import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { INCOMPLETE, type ListReading, type ReadingProblem } from '../../store/sources/source-states-writer.ts';
import type { Reading } from '../../store/upstream-rows/bulk-upsert.ts';
import {
  activeTicketsNotReadSince,
  markTicketsGone,
  upsertTickets,
} from '../../store/upstream-rows/tickets-repository.ts';
import type { Call } from '../../upstreams/http/resilience.ts';
import type { LeadsSlice } from '../../upstreams/odoo/client.ts';
import { type OdooContext, odooDateTime, queueDomain } from './context.ts';
import { findWarnings } from './warnings.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Readings of the open leads in one reconcile, while their number moves. */
const MAX_PASSES = 3;
/** Leads confirmed by id in one request, which holds them all. */
const CONFIRMATIONS_AT_ONCE = 500;

/** What the slices of one list held. */
export interface LeadsReading {
  ids: Set<number>;
  broken: number;
  /** The latest change among them, to the second; null when no lead is dated. */
  newestWrite: Date | null;
  /** Start of the first request, in real time. */
  startedAt: Date;
  /** Odoo's clock at its first answer. */
  serverDate: Date | null;
}

/**
 * Reads all open leads, and asks for those that vanished from among them. Also the very first reading.
 * This is what notices deletions, leads that left the queue's domain, and changes that move no `write_date`, such as
 * renamed stages and customers.
 */
export async function reconcileLeads(context: OdooContext, signal: AbortSignal): Promise<void> {
  const { client, db, rules, states } = context;
  const call: Call = { priority: 'reading', signal };
  context.customers.forget();
  const open: OdooDomain = [...queueDomain(rules), ...(await client.openDomain(call))];
  const { reading, announced } = await readCounted(context, open, call);
  const vanished = await activeTicketsNotReadSince(db, client.name, reading.startedAt);
  const gone = await confirmLeads(context, vanished, call);

  const before = await states.get('tickets');
  const change = { before: before?.watermark ? before.rows_read : null, now: reading.ids.size, vanished: gone };
  await states.warned('tickets', await findWarnings(context, change, call));
  const firstMark = before?.watermark ? undefined : (reading.serverDate ?? reading.startedAt);
  await states.reconciled('tickets', summarise(reading, announced), firstMark);
}

/** Reads the leads that were closed within the retention, in the background: history. */
export async function readClosedLeads(context: OdooContext, signal: AbortSignal): Promise<void> {
  const { clock, rules, states } = context;
  // A lead that was closed since then was written since then.
  const since = odooDateTime(new Date(clock.now().getTime() - rules.retention.doneDays * DAY_MS));
  const domain: OdooDomain = [...queueDomain(rules), ['write_date', '>=', since]];
  const reading = await readLeads(context, domain, { priority: 'background', signal });
  await states.fullyRead('tickets', brokenLeads(reading));
}

/** Reads a list until as many leads came as Odoo counts, or gives up when it keeps moving. */
async function readCounted(
  context: OdooContext,
  domain: OdooDomain,
  call: Call
): Promise<{ reading: LeadsReading; announced: number }> {
  for (let pass = 1; ; pass += 1) {
    const reading = await readLeads(context, domain, call);
    const announced = await context.client.countLeads(domain, call);
    if (announced === reading.ids.size + reading.broken || pass === MAX_PASSES) {
      return { reading, announced };
    }
  }
}

/**
 * Asks for leads that are open in the store only: closed meanwhile, out of the queue's domain, or deleted.
 * @returns how many are gone without having been closed
 */
async function confirmLeads(context: OdooContext, ids: readonly number[], call: Call): Promise<number> {
  const { client, clock, db, rules } = context;
  let vanished = 0;
  for (let start = 0; start < ids.length; start += CONFIRMATIONS_AT_ONCE) {
    const asked = ids.slice(start, start + CONFIRMATIONS_AT_ONCE);
    const readAt = new Date();
    const found = await readLeads(context, [...queueDomain(rules), ['id', 'in', asked]], call);
    const gone = asked.filter((id) => !found.ids.has(id));
    await markTicketsGone(db, client.name, gone, { goneAt: clock.now(), readAt });
    vanished += gone.length;
  }
  return vanished;
}

/** Reads leads in the order of their ids: whatever is created or closed meanwhile, none of the others slips through. */
export async function readLeads(context: OdooContext, domain: OdooDomain, call: Call): Promise<LeadsReading> {
  const first = await context.client.leads({ domain, afterId: 0 }, call);
  const reading: LeadsReading = {
    ids: new Set(),
    broken: 0,
    newestWrite: null,
    startedAt: first.readAt,
    serverDate: first.serverDate,
  };
  let slice = first;
  for (;;) {
    await storeLeads(context, slice, call);
    for (const { externalId, writtenAt } of slice.items) {
      reading.ids.add(externalId);
      if (writtenAt !== null && (reading.newestWrite === null || writtenAt > reading.newestWrite)) {
        reading.newestWrite = writtenAt;
      }
    }
    reading.broken += slice.broken;
    if (slice.nextAfterId === null) {
      return reading;
    }
    slice = await context.client.leads({ domain, afterId: slice.nextAfterId }, call);
  }
}

async function storeLeads(context: OdooContext, { items, readAt }: LeadsSlice, call: Call): Promise<void> {
  const { client, customers, db, rules, recentChanges } = context;
  const isRefresh = call.priority === 'refresh';
  if (isRefresh) {
    recentChanges.add(items);
  }
  const tickets: Reading<UpstreamTicket> = { items: await customers.ticketsOf(items, call), readAt };
  const origin = { connection: client.name, source: 'odoo' } as const;
  await upsertTickets(db, rules, origin, [isRefresh ? tickets : recentChanges.without(tickets)]);
}

function summarise(reading: LeadsReading, rowsAnnounced: number): ListReading {
  const rowsRead = reading.ids.size;
  const missing: ReadingProblem = {
    code: INCOMPLETE,
    text: {
      fr: `Odoo a annoncé ${rowsAnnounced} pistes ouvertes et en a envoyé ${rowsRead} : la prochaine lecture réessaie`,
      en: `Odoo announced ${rowsAnnounced} open leads and sent ${rowsRead}: the next reading tries again`,
    },
  };
  const complete = rowsRead === rowsAnnounced;
  return { rowsRead, rowsAnnounced, problem: brokenLeads(reading) ?? (complete ? null : missing) };
}

export function brokenLeads({ broken }: LeadsReading): ReadingProblem | null {
  return broken === 0
    ? null
    : {
        code: INCOMPLETE,
        text: {
          fr: `${broken} pistes n’ont pas d’identifiant utilisable : la prochaine lecture réessaie`,
          en: `${broken} leads carry no usable id: the next reading tries again`,
        },
      };
}

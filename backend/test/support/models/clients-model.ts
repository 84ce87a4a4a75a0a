import type { TicketRow } from '../../../src/store/schema.ts';

/*
 * The clients' page and the figures of service worked out in memory, the slow and plain way, from raw values and the text
 * of the specification alone: nothing of the code under test is used here. Its rules are those of `CLIENT_RULES`
 * in the test.
 */

export type RawTicket = Pick<
  TicketRow,
  | 'connection'
  | 'external_id'
  | 'source'
  | 'title'
  | 'status'
  | 'priority'
  | 'customer_id'
  | 'customer_name'
  | 'technician_id'
  | 'technician_name'
  | 'created_at'
  | 'first_comment_at'
  | 'last_end_user_comment_at'
  | 'last_technician_comment_at'
  | 'first_response_due_at'
  | 'closed_due_at'
>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const CLIENTS = ['BASH', 'Pimkie', 'APRIL'];
const LIMITS: Record<string, number> = { support: 72 * HOUR, admin: 5 * DAY, sysadmin: 72 * HOUR };

export function queueOf(ticket: RawTicket): string {
  if (ticket.source === 'odoo') {
    return 'admin';
  }
  return ticket.title?.toLowerCase().includes('serveur') ? 'sysadmin' : 'support';
}

/** BASH is Atera's customer 101 whatever its name, and is also written "Ba&sh". */
export function clientOf(ticket: RawTicket): string {
  if (ticket.source === 'atera' && ticket.customer_id === 101) {
    return 'BASH';
  }
  const name = (ticket.customer_name ?? '').replace('&amp;', '&').trim().toLowerCase();
  return { bash: 'BASH', 'ba&sh': 'BASH', pimkie: 'Pimkie', april: 'APRIL' }[name] ?? 'Autres';
}

export function classOf(ticket: RawTicket): 'open' | 'pending' | 'done' {
  const status = (ticket.status ?? '').trim().toLowerCase();
  return status === 'pending' ? 'pending' : status === 'closed' ? 'done' : 'open';
}

const isOpen = (ticket: RawTicket) => classOf(ticket) === 'open';
export const isActive = (ticket: RawTicket) => classOf(ticket) !== 'done';
const ageOf = (ticket: RawTicket, now: Date) =>
  ticket.created_at ? now.getTime() - ticket.created_at.getTime() : null;

export function isOverdue(ticket: RawTicket, now: Date): boolean {
  const age = ageOf(ticket, now);
  return isOpen(ticket) && age !== null && age > (LIMITS[queueOf(ticket)] ?? Infinity);
}

/** What makes a ticket overdue in each queue, in French, in English, and on which clock; the title of the queue. */
const OF_QUEUE: Record<string, unknown[]> = {
  support: ['72 h', '72 h', 'calendar', 'SUPPORT'],
  admin: ['5 j', '5 d', 'calendar', 'ADMIN'],
  sysadmin: ['72 h', '72 h', 'calendar', 'SYSADMIN'],
};

/**
 * `[client, open, overdue, oldest age in whole seconds, volume, level, warn, high, overdue after, the same in English, clock, queue]`;
 * the bar is full at 4, orange from 2 on.
 */
export function expectedClients(tickets: RawTicket[], now: Date, queue?: string): unknown[][] {
  return [...CLIENTS, 'Autres'].map((client) => {
    const open = tickets.filter(
      (ticket) => isOpen(ticket) && clientOf(ticket) === client && (queue === undefined || queueOf(ticket) === queue)
    );
    const ages = open.flatMap((ticket) => ageOf(ticket, now) ?? []);
    const level = open.length >= 4 ? 'high' : open.length >= 2 ? 'warn' : 'ok';
    return [
      client,
      open.length,
      open.filter((ticket) => isOverdue(ticket, now)).length,
      ages.length === 0 ? null : Math.max(0, Math.floor(Math.max(...ages) / 1000)),
      Math.min(1, open.length / 4),
      client === 'Autres' ? 'none' : level,
      ...(client === 'Autres' ? [null, null] : [2, 4]),
      ...(queue === undefined ? [null, null, null, null] : OF_QUEUE[queue]!),
    ];
  });
}

/** Numbers of the five brackets, upper bounds included. */
export function expectedAgeing(tickets: RawTicket[], now: Date): number[] {
  const bounds = [-Infinity, 24 * HOUR, 72 * HOUR, 5 * DAY, 10 * DAY, Infinity];
  const ages = tickets.filter(isOpen).flatMap((ticket) => ageOf(ticket, now) ?? []);
  return bounds.slice(1).map((upper, index) => ages.filter((age) => age > (bounds[index] ?? 0) && age <= upper).length);
}

function hasAnswer(ticket: RawTicket): boolean {
  return ticket.first_comment_at !== null || ticket.last_technician_comment_at !== null;
}

/** `[connection id, seconds waited]` of those that wait for us, as a set: in any order. */
export function expectedWaiting(tickets: RawTicket[], now: Date): [string, number | null][] {
  return tickets
    .filter((ticket) => ticket.source === 'atera' && isActive(ticket))
    .flatMap((ticket): [string, number | null][] => {
      const answers = [ticket.first_comment_at, ticket.last_technician_comment_at].flatMap((at) => at?.getTime() ?? []);
      const asked = ticket.last_end_user_comment_at?.getTime() ?? -Infinity;
      const since =
        answers.length === 0 ? ticket.created_at : asked > Math.max(...answers) ? new Date(asked) : undefined;
      const waited = since && Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
      return since === undefined ? [] : [[`${ticket.connection} ${ticket.external_id}`, waited ?? null]];
    });
}

/** Critical, no technician comment, older than an hour. */
export function expectedCritical(tickets: RawTicket[], now: Date, queue: string): number {
  return tickets.filter(
    (ticket) =>
      ticket.source === 'atera' &&
      isActive(ticket) &&
      queueOf(ticket) === queue &&
      ticket.priority?.toLowerCase() === 'critical' &&
      !hasAnswer(ticket) &&
      (ageOf(ticket, now) ?? 0) > HOUR
  ).length;
}

/** `[breached, ≤ 1 h, 1–4 h, 4–24 h]` of one kind of due date. */
export function expectedSla(tickets: RawTicket[], now: Date, kind: 'first_response' | 'resolution'): number[] {
  const buckets = [0, 0, 0, 0];
  for (const ticket of tickets.filter((one) => one.source === 'atera' && isActive(one))) {
    const due = (kind === 'first_response' ? ticket.first_response_due_at : ticket.closed_due_at)?.getTime();
    const answer = ticket.first_comment_at ?? ticket.last_technician_comment_at;
    const done = kind === 'first_response' ? answer?.getTime() : undefined;
    if (due === undefined) {
      continue;
    }
    const left = due - now.getTime();
    if (due < (done ?? now.getTime())) {
      buckets[0]! += 1;
    } else if (done === undefined && left <= 24 * HOUR) {
      buckets[left <= HOUR ? 1 : left <= 4 * HOUR ? 2 : 3]! += 1;
    }
  }
  return buckets;
}

/** `[name, open, pending]` in any order; technicians are told apart by connection and id, under their latest name. */
export function expectedTechnicians(tickets: (RawTicket & { read_at: Date })[]): [string, number, number][] {
  const loads = new Map<string, { name: string; readAt: number; open: number; pending: number }>();
  for (const ticket of tickets.filter(isActive)) {
    const nobody = ticket.technician_id === null && ticket.technician_name === null;
    const key = nobody ? 'nobody' : `${ticket.connection} ${ticket.technician_id ?? ticket.technician_name}`;
    const load = loads.get(key) ?? { name: 'Non assigné', readAt: -Infinity, open: 0, pending: 0 };
    const isLatest = ticket.technician_name !== null && ticket.read_at.getTime() > load.readAt;
    loads.set(key, {
      name: isLatest ? (ticket.technician_name ?? '') : load.name,
      readAt: isLatest ? ticket.read_at.getTime() : load.readAt,
      open: load.open + (isOpen(ticket) ? 1 : 0),
      pending: load.pending + (isOpen(ticket) ? 0 : 1),
    });
  }
  return [...loads.values()].map(({ name, open, pending }) => [name, open, pending]);
}

import { instantOf } from './time.ts';
import type { AlertStatus, SimAlert, SimTicket } from './types.ts';

const DONE_STATUSES = new Set(['resolved', 'closed', 'merged', 'deleted', 'spam']);

/** Statuses that take a ticket out of `lastmodified` (measured: deleted and merged tickets never show up there). */
const NEVER_IN_LAST_MODIFIED = new Set(['merged', 'deleted']);

/** A status for comparison: Atera keeps it as free text, in any case. */
export function foldStatus(status: string | null | undefined): string {
  return (status ?? '').trim().toLowerCase();
}

/** Work remains on the ticket: it is neither resolved, closed, merged, deleted nor spam. */
export function isActive(ticket: SimTicket): boolean {
  return !DONE_STATUSES.has(foldStatus(ticket.TicketStatus));
}

export function showsInLastModified(ticket: SimTicket): boolean {
  return !NEVER_IN_LAST_MODIFIED.has(foldStatus(ticket.TicketStatus));
}

/** An alert's status at an instant (epoch ms): archived = Resolved, snoozed until later = Snoozed, else Open. */
export function alertStatus(alert: SimAlert, now: number): AlertStatus {
  if (alert.Archived === true) {
    return 'Resolved';
  }
  return (instantOf(alert.SnoozedEndDate) ?? -Infinity) > now ? 'Snoozed' : 'Open';
}

/** When a ticket of the starting data last changed: the latest past date it carries, else the beginning of time. */
export function latestInstant(ticket: SimTicket, now: number): number {
  const dates = [
    ticket.TicketCreatedDate,
    ticket.TicketResolvedDate,
    ticket.TechnicianFirstCommentDate,
    ticket.LastEndUserCommentTimestamp,
    ticket.LastTechnicianCommentTimestamp,
  ];
  return Math.max(0, ...dates.map((date) => instantOf(date) ?? 0).filter((instant) => instant <= now));
}

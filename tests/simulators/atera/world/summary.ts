import { ALERT_STATUSES } from './types.ts';
import type { AteraWorld } from './world.ts';

/** The account in numbers, for the control API: what a reader of the whole API should find. */
export interface WorldSummary {
  now: string;
  tickets: number;
  active: number;
  /** Tickets by status text, as written; no status at all is `null`. */
  byStatus: Record<string, number>;
  alerts: Record<string, number>;
  customers: number;
}

export function summaryOf(world: AteraWorld): WorldSummary {
  const byStatus: Record<string, number> = {};
  for (const { TicketStatus } of world.tickets()) {
    const status = String(TicketStatus ?? null);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
  return {
    now: world.now().toISOString(),
    tickets: world.tickets().length,
    active: world.activeTickets().length,
    byStatus,
    alerts: Object.fromEntries(ALERT_STATUSES.map((status) => [status, world.alerts(status).length])),
    customers: world.customers().length,
  };
}

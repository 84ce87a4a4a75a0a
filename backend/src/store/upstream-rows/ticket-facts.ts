import type { TicketFacts } from '../../domain/tickets/queues.ts';
import type { TicketRow } from '../schema.ts';

/** The columns that rules look at. */
export const FACT_COLUMNS = [
  'connection',
  'source',
  'title',
  'status',
  'priority',
  'impact',
  'type',
  'customer_id',
  'customer_name',
  'technician_id',
  'technician_name',
  'technician_email',
  'contract_id',
] as const;

/** A stored ticket as the rules see it. */
export function factsOf(row: Pick<TicketRow, (typeof FACT_COLUMNS)[number]>): TicketFacts {
  return {
    connection: row.connection,
    source: row.source,
    title: row.title,
    status: row.status,
    priority: row.priority,
    impact: row.impact,
    type: row.type,
    customerId: row.customer_id,
    customerName: row.customer_name,
    technicianId: row.technician_id,
    technicianName: row.technician_name,
    technicianEmail: row.technician_email,
    contractId: row.contract_id,
  };
}

import type { UpstreamAlert, UpstreamTicket } from '../../../src/domain/tickets/ticket.ts';

/** An instant of the readings in tests, by its minute; in the past, since a reading of the future counts for nothing. */
export const at = (minute: number): Date => new Date(Date.UTC(2024, 2, 4, 10, minute));

/** A ticket as an answer may describe it. */
export function upstreamTicket(externalId: number, fields: Partial<UpstreamTicket> = {}): UpstreamTicket {
  return {
    externalId,
    title: 'Titre',
    status: 'Open',
    priority: 'Low',
    impact: 'Major',
    type: null,
    customerId: null,
    customerName: null,
    technicianId: null,
    technicianName: null,
    technicianEmail: null,
    contractId: null,
    createdAt: at(0),
    createdNs: 0,
    resolvedAt: null,
    firstResponseDueAt: null,
    closedDueAt: null,
    firstCommentAt: null,
    lastEndUserCommentAt: null,
    lastTechnicianCommentAt: null,
    ...fields,
  };
}

/** An alert as an answer may describe it. */
export function upstreamAlert(externalId: number, fields: Partial<UpstreamAlert> = {}): UpstreamAlert {
  return {
    externalId,
    title: 'Alerte',
    message: null,
    code: null,
    severity: 'Critical',
    customerId: null,
    customerName: null,
    deviceName: null,
    createdAt: at(0),
    createdNs: 0,
    ...fields,
  };
}

import type { UpstreamAlert, UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { reference, storableText, utcInstant, utcInstantNs } from '../values/values.ts';
import type { AlertDto, CustomerDto, TicketDto } from './schemas.ts';

export interface UpstreamCustomer {
  externalId: number;
  name: string | null;
}

/** A ticket of Atera in Vigie's words. */
export function mapTicket(dto: TicketDto): UpstreamTicket {
  return {
    externalId: dto.TicketID,
    title: storableText(dto.TicketTitle),
    status: storableText(dto.TicketStatus),
    priority: storableText(dto.TicketPriority),
    impact: storableText(dto.TicketImpact),
    type: storableText(dto.TicketType),
    customerId: reference(dto.CustomerID),
    customerName: storableText(dto.CustomerName),
    technicianId: reference(dto.TechnicianContactID),
    technicianName: storableText(dto.TechnicianFullName),
    technicianEmail: storableText(dto.TechnicianEmail),
    contractId: reference(dto.ContractID),
    createdAt: utcInstant(dto.TicketCreatedDate),
    createdNs: utcInstantNs(dto.TicketCreatedDate),
    resolvedAt: utcInstant(dto.TicketResolvedDate),
    firstResponseDueAt: utcInstant(dto.FirstResponseDueDate),
    closedDueAt: utcInstant(dto.ClosedTicketDueDate),
    firstCommentAt: instantIfTold(dto.TechnicianFirstCommentDate),
    lastEndUserCommentAt: instantIfTold(dto.LastEndUserCommentTimestamp),
    lastTechnicianCommentAt: instantIfTold(dto.LastTechnicianCommentTimestamp),
  };
}

export function mapAlert(dto: AlertDto): UpstreamAlert {
  return {
    externalId: dto.AlertID,
    title: storableText(dto.Title),
    message: storableText(dto.AlertMessage),
    code: storableText(dto.Code === null || dto.Code === undefined ? null : String(dto.Code)),
    severity: storableText(dto.Severity),
    customerId: reference(dto.CustomerID),
    customerName: storableText(dto.CustomerName),
    deviceName: storableText(dto.DeviceName),
    createdAt: utcInstant(dto.Created),
    createdNs: utcInstantNs(dto.Created),
  };
}

export function mapCustomer(dto: CustomerDto): UpstreamCustomer {
  return { externalId: dto.CustomerID, name: storableText(dto.CustomerName) };
}

/** A missing field says nothing about the date; null says that there is none. */
function instantIfTold(text: string | null | undefined): Date | null | undefined {
  return text === undefined ? undefined : utcInstant(text);
}

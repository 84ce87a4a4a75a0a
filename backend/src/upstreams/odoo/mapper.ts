import type { PriorityClass, UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { storableText, utcInstant } from '../values/values.ts';
import type { LeadDto } from './schemas.ts';

/** A company, or a person who is nobody's contact: what the clients of the rules are compared with. */
export interface CommercialPartner {
  id: number;
  name: string;
}

/** A lead of Odoo in Vigie's words, its customer not yet known. */
export interface OdooLead {
  externalId: number;
  /** When its last change began, to the second. */
  writtenAt: Date | null;
  ticket: Omit<UpstreamTicket, 'customerId' | 'customerName'>;
  /** The partner, often a contact of the customer. */
  partnerId: number | null;
  /** The customer's name when no commercial partner can be found. */
  fallbackName: string | null;
}

/** The stars of a lead in Odoo's own words (`AVAILABLE_PRIORITIES` of its module `crm`): none is a low priority. */
const PRIORITIES: Readonly<Record<string, { label: string; class: PriorityClass }>> = {
  '0': { label: 'Low', class: 'low' },
  '1': { label: 'Medium', class: 'medium' },
  '2': { label: 'High', class: 'high' },
  '3': { label: 'Very High', class: 'critical' },
};

export function mapLead(dto: LeadDto): OdooLead {
  const [partnerId, partnerLabel] = reference(dto.partner_id);
  const [technicianId, technicianName] = reference(dto.user_id);
  const priority = text(dto.priority);
  const stars = PRIORITIES[priority ?? ''];
  return {
    externalId: dto.id,
    writtenAt: utcInstant(text(dto.write_date)),
    ticket: {
      externalId: dto.id,
      title: text(dto.name),
      status: reference(dto.stage_id)[1],
      statusClass: isOpen(dto) ? 'open' : 'done',
      priority: stars?.label ?? priority,
      priorityClass: stars?.class ?? 'none',
      impact: null,
      type: text(dto.type),
      technicianId,
      technicianName,
      technicianEmail: null,
      contractId: null,
      createdAt: utcInstant(text(dto.create_date)),
      createdNs: 0,
      resolvedAt: utcInstant(text(dto.date_closed)),
      firstResponseDueAt: null,
      closedDueAt: null,
      firstCommentAt: null,
      lastEndUserCommentAt: null,
      lastTechnicianCommentAt: null,
    },
    partnerId,
    fallbackName: text(dto.partner_name) ?? partnerLabel,
  };
}

/** The lead as a ticket of its customer. */
export function ticketOf(lead: OdooLead, customer: CommercialPartner | undefined): UpstreamTicket {
  return {
    ...lead.ticket,
    customerId: customer?.id ?? null,
    customerName: customer === undefined ? lead.fallbackName : storableText(customer.name),
  };
}

/** The same rule as the domain of open leads. */
function isOpen({ active, won_status, probability }: LeadDto): boolean {
  const pending = won_status === undefined ? (probability ?? 0) < 100 : won_status === 'pending';
  return active !== false && pending;
}

function text(value: string | false | undefined): string | null {
  return storableText(value === false ? null : value);
}

function reference(value: [number, string] | false | undefined): [id: number | null, name: string | null] {
  return value === false || value === undefined ? [null, null] : [value[0], storableText(value[1])];
}

import type { SourceKind } from './ticket.ts';

/** Bases of the upstreams' web applications, without trailing slash. */
export interface AppUrls {
  ateraAppUrl: string;
  /** Absent: no Odoo is connected. */
  odooAppUrl?: string | undefined;
}

/** Web page of a ticket in its own system; null when that system's address is not known. */
export function ticketUrl({ ateraAppUrl, odooAppUrl }: AppUrls, source: SourceKind, ticketId: number): string | null {
  if (source === 'atera') {
    return ateraTicketUrl(ateraAppUrl, ticketId);
  }
  return odooAppUrl === undefined ? null : odooLeadUrl(odooAppUrl, ticketId);
}

/**
 * Web page of an Atera ticket. The address is the one Atera's own web application shows for a ticket
 * (`https://app.atera.com/new/ticket/<TicketID>`); Atera publishes no document about it.
 */
function ateraTicketUrl(ateraAppUrl: string, ticketId: number): string {
  return `${ateraAppUrl}/new/ticket/${ticketId}`;
}

/**
 * Web page of an Odoo lead, by the way in that Odoo puts into its own e-mails: it asks for the log-in, chooses the company,
 * and leads to the form wherever the version has it (`/web#…` before 18, `/odoo/crm.lead/<id>` since).
 */
function odooLeadUrl(odooAppUrl: string, leadId: number): string {
  return `${odooAppUrl}/mail/view?model=crm.lead&res_id=${leadId}`;
}

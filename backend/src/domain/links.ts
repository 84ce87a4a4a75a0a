/**
 * Web page of an Atera ticket. The address is the one Atera's own web application shows for a ticket
 * (`https://app.atera.com/new/ticket/<TicketID>`); Atera publishes no document about it.
 *
 * @param ateraAppUrl base without trailing slash
 */
export function ateraTicketUrl(ateraAppUrl: string, ticketId: number): string {
  return `${ateraAppUrl}/new/ticket/${ticketId}`;
}

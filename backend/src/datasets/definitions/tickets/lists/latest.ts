import { clientLabel } from '../../../../domain/clients/clients.ts';
import { displayText } from '../../../../domain/text/text.ts';
import { PRIORITY_LABELS, UNTITLED } from '../../../../domain/tickets/labels.ts';
import { ticketUrl } from '../../../../domain/tickets/links.ts';
import { newestTickets } from '../../../../store/tickets/list.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { ACTIVE_CLASS_PARAMETER, limitParameter } from '../../../tickets/common.ts';
import { ticketColumns } from '../../../tickets/ticket-columns.ts';

export default defineDataset({
  name: 'tickets.latest',
  title: { fr: 'Derniers tickets', en: 'Latest tickets' },
  description: {
    fr: 'Les tickets les plus récents d’une classe, du plus neuf au plus ancien.',
    en: 'The most recent tickets of a class, newest first.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: {
    class: ACTIVE_CLASS_PARAMETER,
    limit: limitParameter(4, 200),
  },
  columns: ticketColumns('id', 'title', 'client', 'priority', 'created', 'url'),
  forClients: {
    columns: ['id', 'title', 'client', 'priority', 'created'],
    parameters: { class: true, limit: true },
  },
  async read({ db, access, ...appUrls }, values) {
    const tickets = await newestTickets(db, access, values.class, values.limit);
    return tickets.map((ticket) => ({
      id: String(ticket.external_id),
      title: displayText(ticket.title) ?? UNTITLED.fr,
      client: clientLabel(ticket.client, ticket.customer_name),
      priority: PRIORITY_LABELS[ticket.priority_class].fr,
      created: ticket.created_at,
      url: ticketUrl(appUrls, 'atera', ticket.external_id),
    }));
  },
});

import { displayText } from '../../../../domain/text/text.ts';
import { PRIORITY_LABELS, UNTITLED } from '../../../../domain/tickets/labels.ts';
import { ticketUrl } from '../../../../domain/tickets/links.ts';
import { ageSeconds } from '../../../../store/sources/source-states.ts';
import { waitingTickets } from '../../../../store/tickets/service-levels.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { limitParameter, PRIORITY_CHOICES, TITLES } from '../../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';
import { ticketColumns } from '../../../tickets/ticket-columns.ts';

export default defineDataset({
  name: 'tickets.waiting',
  title: { fr: 'Clients qui nous attendent', en: 'Clients waiting for us' },
  description: {
    fr: 'Tickets actifs d’Atera dont le dernier commentaire est celui du client, ou auxquels aucun technicien n’a répondu, la plus longue attente d’abord.',
    en: 'Active Atera tickets whose last comment is the client’s, or that no technician has answered, the longest wait first.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    ...SCOPE_PARAMETERS,
    priority: { type: 'string', multiple: true, title: TITLES.priority, choices: PRIORITY_CHOICES },
    unanswered: {
      type: 'boolean',
      title: { fr: 'Sans réponse', en: 'Unanswered' },
      description: {
        fr: 'Seulement ceux qui n’ont aucun commentaire de technicien.',
        en: 'Only those without any comment of a technician.',
      },
      default: false,
    },
    limit: limitParameter(100, 10_000),
  },
  columns: {
    ...ticketColumns('id', 'title', 'client'),
    waiting_s: { type: 'number', unit: 's', title: TITLES.waiting },
    ...ticketColumns('priority', 'source', 'url'),
  },
  async read(context, values) {
    const { db, access, rules, now } = context;
    const tickets = await waitingTickets(db, access, {
      ...scopeOf(rules, values),
      priorities: values.priority,
      unanswered: values.unanswered,
      limit: values.limit,
    });
    return tickets.map((ticket) => ({
      id: String(ticket.external_id),
      title: displayText(ticket.title) ?? UNTITLED.fr,
      client: ticket.client,
      waiting_s: ageSeconds(ticket.since, now),
      priority: PRIORITY_LABELS[ticket.priority_class].fr,
      source: ticket.connection,
      url: ticketUrl(context, 'atera', ticket.external_id),
    }));
  },
});

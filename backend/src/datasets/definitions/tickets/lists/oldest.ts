import { listTickets } from '../../../../store/tickets/list.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { limitParameter } from '../../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';
import { describeTickets, ticketColumns } from '../../../tickets/ticket-columns.ts';

export default defineDataset({
  name: 'tickets.oldest',
  title: { fr: 'Plus anciens tickets ouverts', en: 'Oldest open tickets' },
  description: {
    fr: 'Les tickets ouverts d’Atera et d’Odoo, du plus ancien au plus neuf ; ceux sans date de création à la fin.',
    en: 'Open tickets of Atera and Odoo, oldest first; those without a creation date last.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: { ...SCOPE_PARAMETERS, limit: limitParameter(10, 200) },
  columns: ticketColumns('source', 'id', 'title', 'client', 'age_s', 'status', 'technician', 'url'),
  forClients: {
    columns: ['id', 'title', 'client', 'age_s'],
    parameters: { client: true, limit: true },
  },
  async read(context, values) {
    const { db, access, rules } = context;
    const tickets = await listTickets(db, access, context, {
      ...scopeOf(rules, values),
      classes: ['open'],
      order: 'oldest',
      limit: values.limit,
    });
    return describeTickets(context, tickets);
  },
});

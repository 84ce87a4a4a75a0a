import { listTickets } from '../../../../store/tickets/list.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import {
  ATTENTION_CHOICES,
  limitParameter,
  PRIORITY_CHOICES,
  STATUS_CLASS_CHOICES,
  TITLES,
} from '../../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';
import { describeTickets, TICKET_COLUMNS } from '../../../tickets/ticket-columns.ts';

export default defineDataset({
  name: 'tickets.list',
  title: { fr: 'Liste des tickets', en: 'Ticket list' },
  description: {
    fr: 'Les tickets d’Atera et d’Odoo, du plus neuf au plus ancien ; les actifs (ouverts et en attente) si aucune classe n’est demandée.',
    en: 'Tickets of Atera and Odoo, newest first; active ones (open and pending) when no class is asked for.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    ...SCOPE_PARAMETERS,
    class: {
      type: 'string',
      multiple: true,
      title: { fr: 'Classe', en: 'Class' },
      choices: STATUS_CLASS_CHOICES,
    },
    priority: {
      type: 'string',
      multiple: true,
      title: TITLES.priority,
      choices: PRIORITY_CHOICES,
    },
    technician: {
      type: 'string',
      multiple: true,
      title: TITLES.technician,
      description: {
        fr: 'Noms de techniciens, ou « Non assigné ».',
        en: 'Technician names, or "Non assigné" for nobody.',
      },
    },
    overdue: { type: 'boolean', title: TITLES.overdue },
    attention: {
      type: 'string',
      multiple: true,
      title: TITLES.attention,
      description: {
        fr: 'Seulement les tickets actifs d’Atera que compte tickets.attention ; de plusieurs motifs, un suffit.',
        en: 'Only the active Atera tickets that tickets.attention counts; of several reasons, any will do.',
      },
      choices: ATTENTION_CHOICES,
    },
    search: {
      type: 'string',
      title: { fr: 'Recherche', en: 'Search' },
      description: {
        fr: 'Texte cherché dans le numéro, le titre, le client et le technicien.',
        en: 'Text looked for in number, title, client and technician.',
      },
    },
    limit: limitParameter(500, 10_000),
  },
  columns: TICKET_COLUMNS,
  forClients: {
    columns: ['id', 'title', 'client', 'class', 'priority', 'created', 'age_s'],
    parameters: { client: true, class: true, priority: true, limit: true },
  },
  async read(context, values) {
    const { db, access, rules } = context;
    const tickets = await listTickets(db, access, context, {
      ...scopeOf(rules, values),
      classes: values.class,
      priorities: values.priority,
      technicians: values.technician,
      overdue: values.overdue,
      attention: values.attention,
      search: values.search,
      limit: values.limit,
    });
    return describeTickets(context, tickets);
  },
});

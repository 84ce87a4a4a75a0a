import { IMPACT_LABELS, PRIORITY_LABELS, UNASSIGNED, UNTITLED } from '../../domain/labels.ts';
import { ticketUrl } from '../../domain/links.ts';
import { displayText } from '../../domain/text.ts';
import { readAppUrls } from '../../store/app-urls.ts';
import { ageSeconds } from '../../store/source-states.ts';
import { listTickets } from '../../store/ticket-list.ts';
import { limitParameter, PRIORITY_CHOICES, STATUS_CLASS_CHOICES, TITLES } from '../common.ts';
import { defineDataset } from '../dataset.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../ticket-scope.ts';

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
  columns: {
    source: { type: 'string', title: TITLES.source },
    id: { type: 'string', title: TITLES.id },
    title: { type: 'string', title: TITLES.title },
    client: { type: 'string', title: TITLES.client },
    queue: { type: 'string', title: TITLES.queue },
    queue_title: { type: 'string', title: { fr: 'Titre de la file', en: 'Queue title' } },
    class: { type: 'string', title: { fr: 'Classe', en: 'Class' } },
    status: { type: 'string', title: { fr: 'Statut', en: 'Status' } },
    priority: { type: 'string', title: TITLES.priority },
    impact: { type: 'string', title: { fr: 'Impact', en: 'Impact' } },
    technician: { type: 'string', title: TITLES.technician },
    created: { type: 'time', title: TITLES.created },
    age_s: { type: 'number', unit: 's', title: { fr: 'Âge', en: 'Age' } },
    overdue: { type: 'boolean', title: TITLES.overdue },
    url: { type: 'string', title: TITLES.url },
  },
  async read(context, values) {
    const { db, access, rules, now } = context;
    const tickets = await listTickets(db, access, context, {
      ...scopeOf(rules, values),
      classes: values.class,
      priorities: values.priority,
      technicians: values.technician,
      overdue: values.overdue,
      search: values.search,
      limit: values.limit,
    });
    const titles = new Map(rules.queues.map(({ id, title }) => [id, title]));
    const urlsOf = await readAppUrls(db, context);
    return tickets.map((ticket) => ({
      source: ticket.connection,
      id: String(ticket.external_id),
      title: displayText(ticket.title) ?? UNTITLED.fr,
      client: ticket.label,
      queue: ticket.queue,
      queue_title: ticket.queue && (titles.get(ticket.queue) ?? ticket.queue),
      class: ticket.status_class,
      status: displayText(ticket.status),
      priority: PRIORITY_LABELS[ticket.priority_class].fr,
      impact: IMPACT_LABELS[ticket.impact_class].fr,
      technician: ticket.technician ?? UNASSIGNED.fr,
      created: ticket.created_at,
      age_s: ageSeconds(ticket.created_at, now),
      overdue: ticket.overdue,
      url: ticketUrl(urlsOf(ticket.connection), ticket.source, ticket.external_id),
    }));
  },
});

import { IMPACT_LABELS, PRIORITY_LABELS, UNASSIGNED, UNTITLED } from '../../domain/labels.ts';
import { ticketUrl } from '../../domain/links.ts';
import { displayText } from '../../domain/text.ts';
import { PRIORITY_CLASSES } from '../../domain/ticket.ts';
import { ageSeconds } from '../../store/source-states.ts';
import { listTickets } from '../../store/ticket-list.ts';
import { limitParameter, STATUS_CLASS_CHOICES, TITLES } from '../common.ts';
import { defineDataset } from '../dataset.ts';

export default defineDataset({
  name: 'tickets.list',
  title: { fr: 'Liste des tickets', en: 'Ticket list' },
  description: {
    fr: 'Les tickets, du plus neuf au plus ancien ; les actifs (ouverts et en attente) si aucune classe n’est demandée.',
    en: 'Tickets, newest first; active ones (open and pending) when no class is asked for.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    client: {
      type: 'string',
      multiple: true,
      title: TITLES.client,
      description: {
        fr: 'Noms de clients, sans égard à la casse ni aux accents.',
        en: 'Client names, regardless of case and accents.',
      },
      suggest: { dataset: 'clients', column: 'client' },
    },
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
      choices: PRIORITY_CLASSES.map((value) => ({ value, title: PRIORITY_LABELS[value] })),
    },
    technician: {
      type: 'string',
      multiple: true,
      title: { fr: 'Technicien', en: 'Technician' },
      description: {
        fr: 'Noms de techniciens, ou « Non assigné ».',
        en: 'Technician names, or "Non assigné" for nobody.',
      },
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
  columns: {
    source: { type: 'string', title: TITLES.source },
    id: { type: 'string', title: TITLES.id },
    title: { type: 'string', title: TITLES.title },
    client: { type: 'string', title: TITLES.client },
    class: { type: 'string', title: { fr: 'Classe', en: 'Class' } },
    status: { type: 'string', title: { fr: 'Statut', en: 'Status' } },
    priority: { type: 'string', title: TITLES.priority },
    impact: { type: 'string', title: { fr: 'Impact', en: 'Impact' } },
    technician: { type: 'string', title: { fr: 'Technicien', en: 'Technician' } },
    created: { type: 'time', title: TITLES.created },
    age_s: { type: 'number', unit: 's', title: { fr: 'Âge', en: 'Age' } },
    url: { type: 'string', title: TITLES.url },
  },
  async read({ db, access, now, ...appUrls }, values) {
    const tickets = await listTickets(db, access, {
      classes: values.class,
      priorities: values.priority,
      clients: values.client,
      technicians: values.technician,
      search: values.search,
      limit: values.limit,
    });
    return tickets.map((ticket) => ({
      source: ticket.connection,
      id: String(ticket.external_id),
      title: displayText(ticket.title) ?? UNTITLED.fr,
      client: displayText(ticket.customer_name),
      class: ticket.status_class,
      status: displayText(ticket.status),
      priority: PRIORITY_LABELS[ticket.priority_class].fr,
      impact: IMPACT_LABELS[ticket.impact_class].fr,
      technician: ticket.technician ?? UNASSIGNED.fr,
      created: ticket.created_at,
      age_s: ageSeconds(ticket.created_at, now),
      url: ticketUrl(appUrls, ticket.source, ticket.external_id),
    }));
  },
});

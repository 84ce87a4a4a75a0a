import { displayText } from '../../../../domain/text/text.ts';
import { dueLevel } from '../../../../domain/tickets/due/due.ts';
import { UNTITLED } from '../../../../domain/tickets/labels.ts';
import { ticketUrl } from '../../../../domain/tickets/links.ts';
import { dueTickets } from '../../../../store/tickets/due-dates.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { limitParameter } from '../../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';
import { ticketColumns } from '../../../tickets/ticket-columns.ts';

const HOUR_MS = 3_600_000;

export default defineDataset({
  name: 'tickets.due',
  title: { fr: 'Prochaines échéances', en: 'Next due dates' },
  description: {
    fr: 'Tickets actifs d’Atera dont la première réponse (tant qu’aucun technicien n’a commenté) ou la résolution a une échéance : une ligne par ticket, avec la plus proche des deux, la plus ancienne d’abord. « breached » : dépassée, « soon » : dans l’heure, « today » : dans les 4 heures, « ok » : plus tard.',
    en: 'Active Atera tickets whose first response (while no technician has commented) or resolution is due: one row a ticket, with the earlier of both, earliest first. "breached": passed, "soon": within the hour, "today": within 4 hours, "ok": later.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    limit: limitParameter(5, 10_000),
    ...SCOPE_PARAMETERS,
    breached_hours: {
      type: 'integer',
      title: { fr: 'Dépassées depuis au plus (h)', en: 'Passed for at most (h)' },
      description: {
        fr: 'Laisse de côté les échéances dépassées depuis plus longtemps ; 0 : toutes celles qui sont dépassées ; vide : aucune.',
        en: 'Leaves out due dates that passed longer ago; 0: all that have passed; empty: none.',
      },
      minimum: 0,
      maximum: 87_600,
    },
  },
  columns: {
    ...ticketColumns('id', 'title', 'client'),
    kind: { type: 'string', title: { fr: 'Engagement', en: 'Commitment' } },
    due_at: { type: 'time', title: { fr: 'Échéance', en: 'Due' } },
    remaining_s: { type: 'number', unit: 's', title: { fr: 'Reste', en: 'Remaining' } },
    level: { type: 'string', title: { fr: 'Niveau', en: 'Level' } },
    ...ticketColumns('url', 'source'),
  },
  forClients: {
    columns: ['id', 'title', 'client', 'kind', 'due_at', 'remaining_s', 'level'],
    parameters: { client: true, limit: true, breached_hours: true },
  },
  async read(context, values) {
    const { db, access, rules, now } = context;
    const hours = values.breached_hours;
    const tickets = await dueTickets(db, access, {
      ...scopeOf(rules, values),
      dueSince: hours === undefined ? undefined : new Date(now.getTime() - hours * HOUR_MS),
      limit: values.limit,
    });
    return tickets.map((ticket) => {
      const remainingMs = ticket.due_at.getTime() - now.getTime();
      return {
        id: String(ticket.external_id),
        title: displayText(ticket.title) ?? UNTITLED.fr,
        client: ticket.client,
        kind: ticket.kind,
        due_at: ticket.due_at,
        // To the millisecond: rounded, a date that has just passed would not be negative, or one after the hour within it.
        remaining_s: remainingMs / 1000,
        level: dueLevel(remainingMs),
        url: ticketUrl(context, 'atera', ticket.external_id),
        source: ticket.connection,
      };
    });
  },
});

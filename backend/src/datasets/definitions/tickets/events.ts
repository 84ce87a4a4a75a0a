import { displayText } from '../../../domain/text/text.ts';
import { UNTITLED } from '../../../domain/tickets/labels.ts';
import { ticketUrl } from '../../../domain/tickets/links.ts';
import { ticketEvents } from '../../../store/history/ticket-events.ts';
import { readAppUrls } from '../../../store/settings/app-urls.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { limitParameter, TITLES } from '../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../tickets/scope.ts';
import { ticketColumns } from '../../tickets/ticket-columns.ts';

export default defineDataset({
  name: 'tickets.events',
  title: { fr: 'Changements des tickets', en: 'Changes of tickets' },
  description: {
    fr: 'Changements de statut, de priorité et de technicien constatés dans la période, du plus récent au plus ancien. Chacun a eu lieu entre « depuis » et « constaté ».',
    en: 'Changes of status, priority and technician observed in the range, newest first. Each happened between "since" and "observed".',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesRange: true,
  parameters: {
    field: {
      type: 'string',
      multiple: true,
      title: { fr: 'Champ', en: 'Field' },
      choices: [
        { value: 'status', title: { fr: 'Statut', en: 'Status' } },
        { value: 'priority', title: TITLES.priority },
        { value: 'technician', title: TITLES.technician },
      ],
    } as const,
    ...SCOPE_PARAMETERS,
    limit: limitParameter(500, 10_000),
  },
  columns: {
    observed: { type: 'time', title: { fr: 'Constaté', en: 'Observed' } },
    since: { type: 'time', title: { fr: 'Depuis', en: 'Since' } },
    ...ticketColumns('source', 'id', 'title', 'client'),
    field: { type: 'string', title: { fr: 'Champ', en: 'Field' } },
    before: { type: 'string', title: { fr: 'Avant', en: 'Before' } },
    after: { type: 'string', title: { fr: 'Après', en: 'After' } },
    ...ticketColumns('url'),
  },
  async read(context, values) {
    const { db, access, rules, range } = context;
    const { rows: events } = await ticketEvents(db, access, {
      ...scopeOf(rules, values),
      fields: values.field,
      range,
      limit: values.limit,
    });
    const urlsOf = await readAppUrls(db, context);
    return events.map((event) => ({
      observed: event.observed_at,
      since: event.not_before,
      source: event.connection,
      id: String(event.external_id),
      title: displayText(event.title) ?? UNTITLED.fr,
      client: event.label,
      field: event.field,
      before: displayText(event.before),
      after: displayText(event.after),
      url: ticketUrl(urlsOf(event.connection), event.source, event.external_id),
    }));
  },
});

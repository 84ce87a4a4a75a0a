import { displayText } from '../../../domain/text/text.ts';
import { type Language, UNTITLED } from '../../../domain/tickets/labels.ts';
import type { FirstRows } from '../../../store/first-rows.ts';
import { readSourceGaps, type SourceGap } from '../../../store/history/source-gaps.ts';
import { type TicketEvent, ticketEvents } from '../../../store/history/ticket-events.ts';
import { ANNOTATION_COLUMNS, ANNOTATION_NOTICES, kindParameter, LANGUAGE_PARAMETER } from '../../annotations.ts';
import { type DatasetContext, defineDataset, type Row } from '../../engine/dataset.ts';
import { limitParameter } from '../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../tickets/scope.ts';

const KINDS = ['source_outage', 'ticket_change'] as const;
type Kind = (typeof KINDS)[number];
type AnnotationRow = Row<typeof ANNOTATION_COLUMNS>;

export default defineDataset({
  name: 'tickets.annotations',
  title: { fr: 'Annotations des tickets', en: 'Annotations of the tickets' },
  description: {
    fr: 'Pour les annotations de Grafana : ce qui explique une courbe de tickets sur la période. source_outage : une source que personne n’a pu lire pendant au moins sources.downAfter ; ticket_change : statut, priorité ou technicien d’un ticket qui ont changé.',
    en: 'For annotations of Grafana: what explains a curve of tickets over the range. source_outage: a source that nobody could read for at least sources.downAfter; ticket_change: status, priority or technician of a ticket that changed.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesRange: true,
  usesClock: true,
  parameters: {
    kind: kindParameter(KINDS, {
      source_outage: { fr: 'Pannes de source', en: 'Outages of a source' },
      ticket_change: { fr: 'Changements de tickets', en: 'Changes of tickets' },
    }),
    ...SCOPE_PARAMETERS,
    ticket: {
      type: 'integer',
      minimum: 1,
      title: { fr: 'Ticket', en: 'Ticket' },
      description: {
        fr: 'Numéro d’un ticket ; vide : les changements de tous.',
        en: 'Number of a ticket; empty: the changes of all.',
      },
    },
    language: LANGUAGE_PARAMETER,
    limit: limitParameter(500, 2_000),
  },
  columns: ANNOTATION_COLUMNS,
  async read(context, { kind = [...KINDS], language, limit, ticket, ...values }) {
    const scope = { ...scopeOf(context.rules, values), ticket };
    const read: Record<Kind, () => Promise<FirstRows<AnnotationRow>>> = {
      source_outage: () => outages(context, language, limit),
      ticket_change: async () => {
        const filter = { ...scope, range: context.range, limit };
        const { rows, all } = await ticketEvents(context.db, context.access, filter);
        return { rows: rows.map((event) => changeRow(event, language)), all };
      },
    };
    const found = await Promise.all(kind.map((each) => read[each]()));
    const newest = found.flatMap(({ rows }) => rows).sort((a, b) => Number(b.time) - Number(a.time));
    const rows = newest.slice(0, limit).reverse();
    const all = found.reduce((sum, one) => sum + one.all, 0);
    return { rows, notices: ANNOTATION_NOTICES.cut(all, rows.length) };
  },
});

async function outages(
  { db, access, rules, range, now }: DatasetContext,
  language: Language,
  limit: number
): Promise<FirstRows<AnnotationRow>> {
  const { rows, all } = await readSourceGaps(db, access, { range, now, leastMs: rules.sources.downAfterMs, limit });
  return { rows: rows.map((gap) => outageRow(gap, now, language)), all };
}

function outageRow({ connection, began, ended }: SourceGap, now: Date, language: Language): AnnotationRow {
  const minutes = Math.round(((ended ?? now).getTime() - began.getTime()) / 60_000);
  const texts = {
    fr: {
      title: `Source ${connection} non lue`,
      text: ended === null ? `depuis ${minutes} min, et encore maintenant` : `pendant ${minutes} min`,
    },
    en: {
      title: `Source ${connection} not read`,
      text: ended === null ? `for ${minutes} min, and still now` : `for ${minutes} min`,
    },
  };
  return { time: began, time_end: ended ?? now, ...texts[language], tags: 'source_outage' };
}

const FIELDS: Record<TicketEvent['field'], Record<Language, string>> = {
  status: { fr: 'statut', en: 'status' },
  priority: { fr: 'priorité', en: 'priority' },
  technician: { fr: 'technicien', en: 'technician' },
};
const NOTHING = '–';

function changeRow(event: TicketEvent, language: Language): AnnotationRow {
  const { before, after } = { before: displayText(event.before), after: displayText(event.after) };
  const title = displayText(event.title) ?? UNTITLED[language];
  return {
    time: event.observed_at,
    time_end: null,
    title: `Ticket ${event.external_id}${language === 'fr' ? ' : ' : ': '}${FIELDS[event.field][language]} ${before ?? NOTHING} → ${after ?? NOTHING}`,
    text: event.label === null ? title : `${event.label} · ${title}`,
    tags: `ticket_change,${event.field}`,
  };
}

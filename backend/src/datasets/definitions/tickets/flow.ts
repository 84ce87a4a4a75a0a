import { DateTime } from 'luxon';

import { startOfLastDays } from '../../../domain/clock/local-days.ts';
import { zoneNamed } from '../../../domain/clock/zone.ts';
import { firstKeptDay, type Flow, type FlowFilter, flowOf, keptFlow } from '../../../store/history/ticket-flow.ts';
import { type DatasetContext, defineDataset } from '../../engine/dataset.ts';
import { SOURCE_KIND_PARAMETER, TITLES } from '../../tickets/common.ts';
import { daysBeforeTickets, daysWithTickets } from '../../tickets/days.ts';
import { BY_CHOICES } from '../../tickets/period.ts';
import { countedScopeOf, SCOPE_PARAMETERS } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.flow',
  title: { fr: 'Tickets créés et résolus par jour', en: 'Tickets created and resolved per day' },
  description: {
    fr: 'Une ligne par jour de la période jusqu’à aujourd’hui, jours sans ticket compris, ou par mois ; le premier et le dernier en entier. Toutes classes. Les jours dont les tickets ont été purgés viennent des chiffres conservés.',
    en: 'One row for each day of the range up to today, days without tickets included, or for each month; the first and the last as whole days. All classes. Days whose tickets have been purged come from kept figures.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  usesRange: true,
  parameters: {
    by: {
      type: 'string',
      title: { fr: 'Par', en: 'By' },
      default: 'day',
      choices: [BY_CHOICES.day, BY_CHOICES.month],
    } as const,
    ...SCOPE_PARAMETERS,
    source: SOURCE_KIND_PARAMETER,
    days: {
      type: 'integer',
      title: { fr: 'Derniers jours', en: 'Last days' },
      description: {
        fr: 'Tant de jours jusqu’à aujourd’hui compris, quelle que soit la période ; vide : la période.',
        en: 'So many days up to and including today, whatever the range; empty: the range.',
      },
      minimum: 1,
      maximum: 400,
    },
  },
  columns: {
    day: { type: 'time', title: TITLES.day },
    created: { type: 'number', unit: 'short', title: { fr: 'Créés', en: 'Created' } },
    resolved: { type: 'number', unit: 'short', title: { fr: 'Résolus', en: 'Resolved' } },
  },
  forClients: {
    columns: ['day', 'created', 'resolved'],
    parameters: { client: true, days: true, by: true },
  },
  async read(asked, values) {
    const context = values.days === undefined ? asked : { ...asked, range: lastDays(asked, values.days) };
    const { db, access, rules } = context;
    const filter: FlowFilter = { ...countedScopeOf(rules, values), source: values.source };
    const days = daysWithTickets(context);
    const flows = days.length === 0 ? [] : await flowOf(db, access, filter, days);
    const rows = [
      ...(await keptRows(context, filter)),
      ...days.map(({ start }, index) => ({
        day: start,
        created: flows[index]?.created ?? 0,
        resolved: flows[index]?.resolved ?? 0,
      })),
    ];
    return values.by === 'month' ? byMonth(rows, context.timezone) : rows;
  },
});

function lastDays({ now, timezone }: DatasetContext, count: number): DatasetContext['range'] {
  return { from: startOfLastDays(count, now, timezone), to: now };
}

type FlowRow = { day: Date } & Flow;

/** Adds days up; each month has the start of its first day. */
function byMonth(rows: readonly FlowRow[], timezone: string): FlowRow[] {
  const months = Map.groupBy(rows, ({ day }) =>
    DateTime.fromJSDate(day, { zone: zoneNamed(timezone) }).toFormat('yyyy-MM')
  );
  return [...months.values()].map((days) => ({
    day: days[0]!.day,
    created: days.reduce((sum, { created }) => sum + created, 0),
    resolved: days.reduce((sum, { resolved }) => sum + resolved, 0),
  }));
}

async function keptRows(context: DatasetContext, filter: FlowFilter) {
  const { db, access } = context;
  const firstDate = await firstKeptDay(db, access);
  const days = firstDate === undefined ? [] : daysBeforeTickets(context, firstDate);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const flows = await keptFlow(db, access, filter, { from: first.date, to: last.date });
  return days.map(({ date, start }) => ({ day: start, created: 0, resolved: 0, ...flows.get(date) }));
}

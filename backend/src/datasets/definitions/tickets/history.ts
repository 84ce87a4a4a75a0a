import { isForClients } from '../../../domain/access/access.ts';
import type { Rules } from '../../../domain/rules/rules.ts';
import {
  IMPACT_LABELS,
  NO_QUEUE,
  OTHERS,
  PRIORITY_LABELS,
  STATUS_CLASS_LABELS,
} from '../../../domain/tickets/labels.ts';
import { IMPACT_CLASSES, PRIORITY_CLASSES } from '../../../domain/tickets/ticket.ts';
import { type BacklogDimension, backlogOf, type BacklogPoint } from '../../../store/history/backlog.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { ACTIVE_CLASS_CHOICES, SOURCE_KIND_PARAMETER, TITLES } from '../../tickets/common.ts';
import { countedScopeOf, SCOPE_PARAMETERS } from '../../tickets/scope.ts';

/** More points than that show nothing more of a backlog. */
const MAX_POINTS = 400;

export default defineDataset({
  name: 'tickets.history',
  title: { fr: 'Évolution du stock de tickets', en: 'Backlog over time' },
  description: {
    fr: 'Tickets actifs au fil de la période, d’après les relevés conservés : une ligne par instant et par série, zéros compris. Dans Grafana : transformation « Prepare time series » (ou « Partition by values » sur series).',
    en: 'Active tickets over the range, from the snapshots kept: one row for each moment and series, zeros included. In Grafana: transformation "Prepare time series" (or "Partition by values" on series).',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesRange: true,
  parameters: {
    by: {
      type: 'string',
      title: { fr: 'Par', en: 'By' },
      default: 'class',
      choices: [
        { value: 'class', title: { fr: 'Classe', en: 'Class' } },
        { value: 'impact', title: { fr: 'Impact', en: 'Impact' } },
        { value: 'priority', title: TITLES.priority },
        { value: 'queue', title: TITLES.queue },
        { value: 'client', title: TITLES.client },
      ],
    } as const,
    source: SOURCE_KIND_PARAMETER,
    class: { type: 'string', title: { fr: 'Classe', en: 'Class' }, choices: ACTIVE_CLASS_CHOICES },
    ...SCOPE_PARAMETERS,
  },
  columns: {
    time: { type: 'time', title: { fr: 'Instant', en: 'Time' } },
    series: { type: 'string', title: { fr: 'Série', en: 'Series' } },
    count: { type: 'number', unit: 'short', title: TITLES.count },
  },
  forClients: {
    columns: ['time', 'series', 'count'],
    parameters: { by: ['class', 'priority', 'client'], class: true, client: true },
  },
  async read({ db, access, rules, range, maxDataPoints }, values) {
    const filter = {
      ...countedScopeOf(rules, values),
      source: values.source,
      classes: values.class === undefined ? undefined : [values.class],
    };
    const points = Math.min(maxDataPoints, MAX_POINTS);
    const backlog = await backlogOf(db, access, filter, { by: values.by, range, points });
    const series = seriesOf(rules, values.by, values.class, backlog).filter(
      ({ name }) => !isForClients(access) || name !== OTHERS.fr
    );
    return backlog.flatMap(({ time, counts }) =>
      series.map(({ name, keys }) => ({
        time,
        series: name,
        count: keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0),
      }))
    );
  },
});

interface Series {
  name: string;
  /** Values of the dimension that it adds up. */
  keys: (string | null)[];
}

/** The series of a backlog, always the same but for those that stand for missing or former values. */
function seriesOf(
  rules: Pick<Rules, 'queues' | 'clients'>,
  by: BacklogDimension,
  statusClass: 'open' | 'pending' | undefined,
  backlog: readonly BacklogPoint[]
): Series[] {
  const present = new Set(backlog.flatMap(({ counts }) => [...counts.keys()]));
  const without = (known: readonly string[]): (string | null)[] =>
    [...present].filter((key) => key === null || !known.includes(key));
  switch (by) {
    case 'class':
      return (statusClass === undefined ? (['open', 'pending'] as const) : [statusClass]).map((key) => ({
        name: STATUS_CLASS_LABELS[key].fr,
        keys: [key],
      }));
    case 'impact':
      return IMPACT_CLASSES.map((key) => ({ name: IMPACT_LABELS[key].fr, keys: [key] }));
    case 'priority':
      return PRIORITY_CLASSES.filter((key) => key !== 'none' || present.has(key)).map((key) => ({
        name: PRIORITY_LABELS[key].fr,
        keys: [key],
      }));
    case 'queue': {
      const former = without(rules.queues.map(({ id }) => id));
      const named = rules.queues.map(({ id, title }) => ({ name: title, keys: [id] }));
      return former.length === 0 ? named : [...named, { name: NO_QUEUE.fr, keys: former }];
    }
    case 'client': {
      const names = rules.clients.map(({ name }) => name);
      return [...names.map((name) => ({ name, keys: [name] })), { name: OTHERS.fr, keys: without(names) }];
    }
  }
}

import { type DataFrame, type Field, FieldType, getFieldDisplayName } from '@grafana/data';
import { t } from '@grafana/i18n';

import type { ListFieldOptions } from '../options';
import { hasBadges } from './badges';

/**
 * How the values of a column are written. `main` is what the row is about, and what leads to its page; `share` is a part of a whole,
 * with a bar; `bar` a figure beside the others of its column, with a bar; `due` a time that runs out.
 */
export type Kind = 'main' | 'badge' | 'time' | 'age' | 'due' | 'duration' | 'share' | 'bar' | 'number' | 'id' | 'text';

export interface Column {
  name: string;
  title: string;
  kind: Kind;
}

/** Column of the address that a row leads to; it is never shown itself. */
export const LINK = 'url';

/** What a row is about, the first one there is. */
const MAIN = ['title', 'message', 'client', 'source', 'enterprise'];

/** Durations up to now, which grow while one looks at them. */
const AGES = ['age_s', 'waiting_s', 'oldest_age_s', 'reconcile_age_s'];

/** Titles of the columns of our datasets; others are called as the frame calls them. */
const TITLES: Record<string, () => string> = {
  age_s: () => t('column.age', 'Age'),
  city: () => t('column.city', 'City'),
  class: () => t('column.class', 'Class'),
  client: () => t('column.client', 'Client'),
  code: () => t('column.code', 'Code'),
  count: () => t('column.count', 'Count'),
  created: () => t('column.created', 'Created'),
  date: () => t('column.date', 'Date'),
  day: () => t('column.day', 'Day'),
  device: () => t('column.device', 'Device'),
  due_at: () => t('column.dueAt', 'Due'),
  enterprise: () => t('column.enterprise', 'Enterprise'),
  error: () => t('column.error', 'Error'),
  id: () => t('column.id', 'No.'),
  impact: () => t('column.impact', 'Impact'),
  kind: () => t('column.kind', 'Kind'),
  level: () => t('column.level', 'Level'),
  message: () => t('column.message', 'Alert'),
  overdue: () => t('column.overdue', 'Overdue'),
  percent: () => t('column.percent', 'Share'),
  priority: () => t('column.priority', 'Priority'),
  queue_title: () => t('column.queue', 'Queue'),
  read_at: () => t('column.readAt', 'Last reading'),
  reconcile_age_s: () => t('column.reconciled', 'All read again'),
  reconciled_at: () => t('column.reconciled', 'All read again'),
  remaining_s: () => t('column.remaining', 'Due'),
  rows_read: () => t('column.rowsRead', 'Read'),
  source: () => t('column.source', 'Source'),
  state: () => t('column.state', 'State'),
  status: () => t('column.status', 'Status'),
  technician: () => t('column.technician', 'Technician'),
  title: () => t('column.title', 'Title'),
  waiting_s: () => t('column.waiting', 'Waiting for'),
};

/**
 * The columns of a list.
 *
 * @param frames - their first columns of a name say what it is
 * @param chosen - names in their order; none: all but the link. Names that no frame has are left out
 */
export function columnsOf(frames: readonly DataFrame[], chosen: readonly string[]): Column[] {
  const fields = new Map<string, { field: Field; frame: DataFrame }>();
  for (const frame of frames) {
    for (const field of frame.fields) {
      if (!fields.has(field.name)) {
        fields.set(field.name, { field, frame });
      }
    }
  }
  const names = chosen.length > 0 ? chosen : [...fields.keys()].filter((name) => name !== LINK);
  const present = [...new Set(names)].filter((name) => fields.has(name));
  const main = MAIN.find((name) => present.includes(name)) ?? present.find((name) => isText(fields.get(name)!.field));
  return present.map((name) => {
    const { field, frame } = fields.get(name)!;
    const known = Object.hasOwn(TITLES, name) ? TITLES[name] : undefined;
    const title = field.config.displayName || known?.() || getFieldDisplayName(field, frame);
    return { name, title, kind: name === main ? 'main' : kindOf(field) };
  });
}

/** The names that an editor may choose from. */
export function columnChoices(frames: readonly DataFrame[] = []): Array<{ value: string; label: string }> {
  const names = new Set(frames.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return [...names].map((name) => ({ value: name, label: name }));
}

function isText(field: Field): boolean {
  return field.type === FieldType.string && !hasBadges(field.name);
}

/** By name where the datasets give it a meaning, and then only if the type fits it. */
function kindOf({ name, type, config }: Field): Kind {
  if (hasBadges(name) && (type === FieldType.string || type === FieldType.boolean)) {
    return 'badge';
  }
  if (type === FieldType.time) {
    return name === 'due_at' ? 'due' : 'time';
  }
  if (type === FieldType.number) {
    if (config.unit === 's') {
      return name === 'remaining_s' ? 'due' : AGES.includes(name) ? 'age' : 'duration';
    }
    if (((config.custom ?? {}) as ListFieldOptions).bar) {
      return 'bar';
    }
    return config.unit === 'percent' || config.unit === 'percentunit' ? 'share' : 'number';
  }
  return name === 'id' || name === 'code' ? 'id' : 'text';
}

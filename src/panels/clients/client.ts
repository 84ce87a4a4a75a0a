import type { DataFrame, Field } from '@grafana/data';

import { safeHref } from '../shared/safeHref';
import type { Tone } from '../shared/tones';

/** A row of `tickets.by_client`. */
export interface Client {
  name: string;
  open: number;
  overdue: number;
  /** Seconds; null: it has no open ticket. */
  oldestAge: number | null;
  /** How full its bar is, 0 to 1. */
  volume: number;
  level: Level;
  /** Open tickets from which on its bar is orange, and red; null: it has no thresholds. */
  marks: { warn: number; high: number } | null;
  href?: string;
}

/** Of the volume; `none`: all who are no big client. */
export type Level = 'ok' | 'warn' | 'high' | 'none';

const TONES: Record<Level, Tone> = { ok: 'good', warn: 'high', high: 'critical', none: 'none' };

export function toneOf(level: Level): Tone {
  return TONES[level];
}

/** From when on a ticket of the queue is overdue, e.g. `72 h`, and by which clock. */
export interface OverdueLimit {
  limit: string;
  clock: 'calendar' | 'business';
}

type Columns = ReadonlyMap<string, Field>;

/** The clients of the first frame that has any; undefined: none has the columns that a row needs. */
export function clientsOf(frames: readonly DataFrame[]): Client[] | undefined {
  for (const frame of frames) {
    const columns: Columns = new Map(frame.fields.map((field) => [field.name, field]));
    if (columns.has('client') && columns.has('open')) {
      return Array.from({ length: frame.length }, (_, index) => clientAt(columns, index));
    }
  }
  return undefined;
}

/** @param language - `fr`, or English */
export function limitOf(frames: readonly DataFrame[], language: string): OverdueLimit | undefined {
  const limit = firstValue(frames, language === 'fr' ? 'overdue_after' : 'overdue_after_en');
  return typeof limit === 'string' && limit !== ''
    ? { limit, clock: firstValue(frames, 'clock') === 'business' ? 'business' : 'calendar' }
    : undefined;
}

/** Title of the queue that the rows are about; empty: of all queues, or unknown. */
export function queueTitleOf(frames: readonly DataFrame[]): string {
  const title = firstValue(frames, 'queue_title');
  return typeof title === 'string' ? title : '';
}

/** Of a column that says the same in each row. */
function firstValue(frames: readonly DataFrame[], column: string): unknown {
  return frames.flatMap(({ fields }) => fields.filter(({ name }) => name === column))[0]?.values[0];
}

function clientAt(columns: Columns, index: number): Client {
  const value = (name: string): unknown => columns.get(name)?.values[index];
  const figure = (name: string): number | null => {
    const found = value(name);
    return typeof found === 'number' && Number.isFinite(found) ? found : null;
  };
  const [warn, high] = [figure('warn'), figure('high')];
  const [link] = columns.get('client')?.getLinks?.({ valueRowIndex: index }) ?? [];
  const level = value('level');
  return {
    name: String(value('client') ?? ''),
    open: figure('open') ?? 0,
    overdue: figure('overdue') ?? 0,
    oldestAge: figure('oldest_age_s'),
    volume: Math.min(1, Math.max(0, figure('volume') ?? 0)),
    level: typeof level === 'string' && Object.hasOwn(TONES, level) ? (level as Level) : 'none',
    marks: warn !== null && high !== null && high > 0 ? { warn, high } : null,
    // "Autres" is no client with a page.
    href: level === 'none' ? undefined : safeHref(link?.href),
  };
}

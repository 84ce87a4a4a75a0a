import type { DataFrame } from '@grafana/data';

import { columnsOf } from '../table/columns';
import { type Row, rowsOf } from '../table/rows';

/** What a row can call attention for. */
export type Reason = 'critical' | 'breached';

/** One row, looked at for one reason. */
export interface Sighting {
  /** Key of the row in its list. */
  row: string;
  /** What the row is about, the same in every list: `["atera","12"]`. */
  ticket: string;
  reason: Reason;
  /** Ticket and reason; the due dates of a ticket, first response and resolution, are two of them. */
  key: string;
  /** Whether the reason is there. */
  holds: boolean;
  /** Creation of a ticket, or its due date, in epoch milliseconds; absent where the list does not tell. */
  instant?: number;
  title: string;
}

/** Datasets name priorities in French whatever the language. */
const CRITICAL = 'Critique';

/** Level of a due date that has passed. */
const BREACHED = 'breached';

/** All rows with an `id`, once for each reason that their columns (`priority`, `level`) speak of, whichever of them are shown. */
export function sightingsOf(frames: readonly DataFrame[]): Sighting[] {
  return rowsOf(frames, columnsOf(frames, [])).flatMap(sightingsOfRow);
}

function sightingsOfRow({ key: row, cells }: Row): Sighting[] {
  const values = new Map(cells.map(({ column, field, value }) => [column.name, field && value] as const));
  const id = values.get('id') ?? null;
  if (id === null) {
    return [];
  }
  const ticket = JSON.stringify([values.get('source') ?? null, id]);
  const about = { row, ticket, title: textOf(values.get('title')) };
  const sightings: Sighting[] = [];
  if (isPresent(values.get('priority'))) {
    const holds = values.get('priority') === CRITICAL;
    sightings.push({
      ...about,
      reason: 'critical',
      key: `critical ${ticket}`,
      holds,
      ...instant(values.get('created')),
    });
  }
  if (isPresent(values.get('level'))) {
    const holds = values.get('level') === BREACHED;
    const key = `breached ${textOf(values.get('kind'))} ${ticket}`;
    sightings.push({ ...about, reason: 'breached', key, holds, ...instant(values.get('due_at')) });
  }
  return sightings;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function instant(value: unknown): { instant?: number } {
  return typeof value === 'number' && Number.isFinite(value) ? { instant: value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

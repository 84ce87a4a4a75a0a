import { sql } from 'kysely';

import { type Access, isForClients } from '../../domain/access/access.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { SourceKind, SourceReadingRow, SourceResource, SourceStateRow, StoreDatabase } from '../schema.ts';
import { visibleReadings, visibleSourceStates } from '../visible.ts';
import { INCOMPLETE } from './source-states-writer.ts';

/** `reading`: never read yet, nothing wrong so far. `down`: too old, or never read because every try failed. */
export type SourceState = 'ok' | 'late' | 'down' | 'reading';

/** How a connection's reading goes: the worst of what it is read for. Ages in whole seconds of the business clock. */
export interface SourceStatus {
  /** Name of the connection. */
  source: string;
  kind: SourceKind | 'mysql';
  state: SourceState;
  /** Last successful reading. */
  readAt: Date | null;
  ageSeconds: number | null;
  /** Tickets read so far, and how many the upstream announced. */
  rowsRead: number;
  rowsAnnounced: number | null;
  /** A sentence for people, in English. */
  error: string | null;
  /** The same in the languages of the screens. */
  errorText: LocalizedText | null;
  /** The same as a stable code. */
  errorCode: string | null;
  /** What makes its figures other than people think although they are read. */
  warnings: SourceWarning[];
  keyExpiresAt: Date | null;
  reconciledAt: Date | null;
  reconcileAgeSeconds: number | null;
  /** False until everything, done tickets included, was read once. */
  fullReadDone: boolean;
}

type AgeRules = Pick<Rules, 'sources'>;

const SEVERITY: Record<SourceState, number> = { ok: 0, reading: 1, late: 2, down: 3 };

/** Customers change seldom and are read seldom: their age says nothing about the board, an error does. */
const AGEING_RESOURCES: readonly SourceResource[] = ['tickets', 'alerts'];

/** The states of the connections a caller may see, by connection. */
export async function readSources(
  db: StoreDatabase,
  rules: AgeRules,
  access: Access,
  now: Date
): Promise<SourceStatus[]> {
  return sourceStatuses(await inOrder(visibleSourceStates(db, access)).execute(), rules, now);
}

/**
 * The rows behind the age of figures, by connection and resource. For a token that is limited to clients they are without the names of
 * the accounts and what their readings met with.
 */
export async function readSourceStates(db: StoreDatabase, access: Access): Promise<SourceReadingRow[]> {
  const rows = await inOrder(visibleReadings(db, access))
    .select(sql<number>`(select revision from row_revision)`.as('rows_revision'))
    .execute();
  return isForClients(access) ? rows.filter(({ resource }) => resource === 'tickets').map(withoutAccount) : rows;
}

function inOrder(query: ReturnType<typeof visibleSourceStates>) {
  return query.selectAll('source_states').orderBy('source_states.connection').orderBy('source_states.resource');
}

/** What remains are the instants. */
function withoutAccount(row: SourceReadingRow): SourceReadingRow {
  return {
    ...row,
    connection: 'tickets',
    error: row.error === null ? null : '',
    error_fr: null,
    error_code: null,
    list_error: null,
    list_error_fr: null,
    rows_read: 0,
    rows_announced: null,
    full_read_announced: null,
    full_read_missing: 0,
    full_read_rows: 0,
    full_read_anchor: null,
    full_read_error: null,
    full_read_error_fr: null,
    warnings: { found: [] },
  };
}

/** One status a connection, from its rows. */
export function sourceStatuses(rows: readonly SourceStateRow[], rules: AgeRules, now: Date): SourceStatus[] {
  return [...Map.groupBy(rows, (row) => row.connection)].map(([source, resources]) =>
    statusOf(source, resources, rules, now)
  );
}

function statusOf(source: string, resources: SourceStateRow[], rules: AgeRules, now: Date): SourceStatus {
  const worstFirst = byWorst(
    resources.filter(({ resource }) => AGEING_RESOURCES.includes(resource)),
    rules,
    now
  );
  const worst = worstFirst[0];
  const tickets = resources.find(({ resource }) => resource === 'tickets');
  const told = [...worstFirst, ...resources].find((row) => problemOf(row) !== null);
  return {
    source,
    kind: (resources[0] as SourceStateRow).kind,
    state: worst ? stateOf(worst, rules, now) : 'reading',
    readAt: worst?.read_at ?? null,
    ageSeconds: ageSeconds(worst?.read_at ?? null, now),
    ...progressOf(tickets),
    ...toldOf(told),
    warnings: resources.flatMap(({ warnings }) => warnings.found),
    keyExpiresAt: earliest(resources.map((row) => row.key_expires_at)),
    reconciledAt: tickets?.reconciled_at ?? null,
    reconcileAgeSeconds: ageSeconds(tickets?.reconciled_at ?? null, now),
    fullReadDone: tickets !== undefined && tickets.full_read_at !== null,
  };
}

function toldOf(told: SourceStateRow | undefined): Pick<SourceStatus, 'error' | 'errorText' | 'errorCode'> {
  const problem = told === undefined ? null : problemOf(told);
  if (told === undefined || problem === null) {
    return { error: null, errorText: null, errorCode: null };
  }
  return { error: problem.en, errorText: problem, errorCode: told.error === null ? INCOMPLETE : told.error_code };
}

type Problems = Pick<
  SourceStateRow,
  'error' | 'error_fr' | 'list_error' | 'list_error_fr' | 'full_read_error' | 'full_read_error_fr'
>;

/** What is wrong with a resource: the last failure, else what the last reading of its list or a full reading lacked. */
export function problemOf(row: Problems): LocalizedText | null {
  const told: [en: string | null, fr: string | null][] = [
    [row.error, row.error_fr],
    [row.list_error, row.list_error_fr],
    [row.full_read_error, row.full_read_error_fr],
  ];
  const [en, fr] = told.find(([sentence]) => sentence !== null) ?? [null, null];
  // A row that an earlier version wrote has the English sentence alone.
  return en === null ? null : { fr: fr ?? en, en };
}

/**
 * Tickets read and announced. Until everything was read once, the account is what counts: the lists of the active statuses
 * look finished while statuses that nobody knows yet are still to come.
 */
export function progressOf(row: SourceStateRow | undefined): Pick<SourceStatus, 'rowsRead' | 'rowsAnnounced'> {
  if (row === undefined || row.full_read_at !== null || row.kind !== 'atera') {
    return { rowsRead: row?.rows_read ?? 0, rowsAnnounced: row?.rows_announced ?? null };
  }
  const announced = row.full_read_announced;
  const read = Math.max(row.rows_read, row.full_read_rows);
  return {
    rowsRead: announced === null ? read : Math.min(read, announced - row.full_read_missing),
    rowsAnnounced: announced,
  };
}

/** Rows of one or several connections, the most worrying first: by state, then by age. */
export function byWorst(rows: readonly SourceStateRow[], rules: AgeRules, now: Date): SourceStateRow[] {
  return rows.toSorted(
    (a, b) =>
      SEVERITY[stateOf(b, rules, now)] - SEVERITY[stateOf(a, rules, now)] ||
      (a.read_at?.getTime() ?? 0) - (b.read_at?.getTime() ?? 0)
  );
}

/** State of one resource of a connection. The limits belong to the worse state: late from `lateAfterMs` on. */
export function stateOf(row: Pick<SourceStateRow, 'read_at' | 'error'>, { sources }: AgeRules, now: Date): SourceState {
  if (row.read_at === null) {
    return row.error === null ? 'reading' : 'down';
  }
  const ageMs = now.getTime() - row.read_at.getTime();
  if (ageMs >= sources.downAfterMs) {
    return 'down';
  }
  return ageMs >= sources.lateAfterMs ? 'late' : 'ok';
}

/** Whole seconds since an instant; 0 for one that a skewed clock puts into the future. */
export function ageSeconds(instant: Date | null, now: Date): number | null {
  return instant && Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 1000));
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant ? [instant.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

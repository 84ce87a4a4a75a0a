import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import type { DatasetServices } from '../../../src/datasets/engine/dataset.ts';
import type { DatasetAnswer, DatasetRequest } from '../../../src/datasets/engine/reading.ts';
import type { AnyRow } from '../../../src/datasets/engine/rows.ts';
import type { Access } from '../../../src/domain/access/access.ts';
import { fixedClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_RULES, type Rules } from '../../../src/domain/rules/rules.ts';
import { classifyTicket } from '../../../src/domain/tickets/classify.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import type { AlertRow, SourceStateRow, TicketRow } from '../../../src/store/schema.ts';
import { factsOf } from '../../../src/store/upstream-rows/ticket-facts.ts';
import { readDataset } from '../read-dataset.ts';

/** The "now" of the tests' figures. */
export const NOW = new Date('2026-03-10T12:00:00.000Z');

/** Sees every ticket. */
export const READER: Access = {
  tokenId: 'reader',
  tokenName: 'reader',
  scopes: ['tickets:read'],
  connections: 'all',
  enterprises: 'all',
  clients: 'all',
  shows: [],
};

/** An instant so many seconds before the tests' "now". */
export function ago(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1000);
}

/** A row but for what the database computes of it. */
export type WrittenTicketRow = Omit<TicketRow, 'unassigned'>;

/** An open ticket of the connection `atera`, created an hour ago; classes follow from the values unless given. */
export function ticketRow(
  values: Partial<WrittenTicketRow> & Pick<TicketRow, 'external_id'>,
  rules: Rules = DEFAULT_RULES
): WrittenTicketRow {
  const ticket = {
    connection: 'atera',
    source: 'atera',
    title: `Ticket ${values.external_id}`,
    status: 'Open',
    priority: 'Low',
    impact: 'NoImpact',
    type: 'Incident',
    customer_id: 1,
    customer_name: 'Dupont SA',
    technician_id: null,
    technician_name: null,
    technician_email: null,
    contract_id: null,
    created_at: ago(3600),
    created_ns: 0,
    resolved_at: null,
    first_comment_at: null,
    first_response_due_at: null,
    closed_due_at: null,
    last_end_user_comment_at: null,
    last_technician_comment_at: null,
    read_at: NOW,
    gone_at: null,
    changed_at: null,
    ...values,
  } satisfies Partial<WrittenTicketRow>;
  return { ...ticket, ...classifyTicket(rules, factsOf(ticket)) };
}

export function alertRow(values: Partial<AlertRow> & Pick<AlertRow, 'external_id'>): AlertRow {
  return {
    connection: 'atera',
    title: `Alert ${values.external_id}`,
    message: null,
    code: null,
    severity: 'Warning',
    customer_id: 1,
    customer_name: 'Dupont SA',
    device_name: 'PC-1',
    created_at: ago(600),
    created_ns: 0,
    read_at: NOW,
    ...values,
  };
}

/** A resource read a few seconds ago, its first full reading done. */
export function sourceState(values: Partial<SourceStateRow> = {}): SourceStateRow {
  return {
    connection: 'atera',
    resource: 'tickets',
    kind: 'atera',
    read_at: ago(5),
    attempted_at: ago(5),
    error: null,
    error_fr: null,
    error_code: null,
    rows_read: 10,
    rows_announced: 10,
    watermark: null,
    full_read_page: 1,
    full_read_at: ago(86_400),
    full_read_announced: null,
    full_read_missing: 0,
    full_read_rows: 0,
    full_read_anchor: null,
    list_error: null,
    list_error_fr: null,
    full_read_error: null,
    full_read_error_fr: null,
    reconciled_at: ago(300),
    key_expires_at: null,
    warnings: { found: [] },
    ...values,
  };
}

export async function insertTickets(
  store: Pick<Store, 'db'>,
  tickets: Parameters<typeof ticketRow>[0][],
  rules: Rules = DEFAULT_RULES
): Promise<void> {
  const rows = tickets.map((values) => ticketRow(values, rules));
  // PostgreSQL takes 65,535 parameters a statement.
  for (let start = 0; start < rows.length; start += 1000) {
    await store.db
      .insertInto('tickets')
      .values(rows.slice(start, start + 1000))
      .execute();
  }
}

export async function insertAlerts(store: Store, alerts: Parameters<typeof alertRow>[0][]): Promise<void> {
  await store.db.insertInto('alerts').values(alerts.map(alertRow)).execute();
}

/** Services over a store, the clock by default held at the tests' "now". */
export function servicesOver(store: Store, changes: Partial<DatasetServices> = {}): DatasetServices {
  return {
    db: store.db,
    rules: DEFAULT_RULES,
    clock: fixedClock(NOW),
    ateraAppUrl: 'https://atera.example',
    ...changes,
  };
}

/** Rows of a dataset. */
export async function rowsOf(
  store: Store,
  dataset: string,
  params: Record<string, unknown> = {},
  access: Access = READER
): Promise<AnyRow[]> {
  const answer = await readDataset(servicesOver(store), await loadCatalogue(), access, { dataset, params });
  return answer.rows;
}

/** What may differ from the tests' usual surroundings. */
export interface AskOptions extends Omit<DatasetRequest, 'dataset' | 'from' | 'to'> {
  from?: Date;
  to?: Date;
  rules?: Rules;
  now?: Date;
  access?: Access;
}

/** The whole answer of a dataset. */
export async function ask(store: Store, dataset: string, options: AskOptions = {}): Promise<DatasetAnswer> {
  const { from, to, rules = DEFAULT_RULES, now = NOW, access = READER, ...request } = options;
  return readDataset(servicesOver(store, { rules, clock: fixedClock(now) }), await loadCatalogue(), access, {
    dataset,
    ...request,
    ...(from && { from: from.getTime() }),
    ...(to && { to: to.getTime() }),
  });
}

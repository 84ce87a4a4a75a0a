import type { ColumnType, Generated, GeneratedAlways, Kysely, Selectable } from 'kysely';

import type { Scope, ShownField } from '../domain/access/access.ts';
import type { ReportKind } from '../domain/rules/reports-rules.ts';
import type { ScreenPage } from '../domain/screens/screen.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { ImpactClass, PriorityClass, SourceKind, StatusClass } from '../domain/tickets/ticket.ts';
import type { JobRunTable, ScheduleTable } from './schedule/tables.ts';
import type { SourceResource, SourceStateTable } from './sources/tables.ts';

/** The store's tables, column for column as `sql/store/*.sql` makes them. `bigint` columns are read as numbers. */
export interface StoreSchema {
  tickets: TicketTable;
  alerts: AlertTable;
  customers: CustomerTable;
  source_states: SourceStateTable;
  snapshots: SnapshotTable;
  snapshot_counts: SnapshotCountTable;
  ticket_days: TicketDayTable;
  ticket_events: TicketEventTable;
  source_gaps: SourceGapTable;
  row_revision: { singleton: Generated<boolean>; revision: Generated<number> };
  settings: { name: string; value: string };
  leases: { name: string; holder: string; expires_at: Date; epoch: Generated<number> };
  sync_hints: { connection: string; everything: boolean };
  tokens: TokenTable;
  connections: ConnectionTable;
  webhooks: WebhookTable;
  audit: AuditTable;
  grafana_orgs: GrafanaOrgTable;
  screens: ScreenTable;
  screen_keys: ScreenKeyTable;
  schedules: ScheduleTable;
  report_deliveries: ReportDeliveryTable;
  job_runs: JobRunTable;
}

/** The tables, each after those that it refers to. */
export const STORE_TABLES = [
  'tickets',
  'alerts',
  'customers',
  'source_states',
  'snapshots',
  'snapshot_counts',
  'ticket_days',
  'ticket_events',
  'source_gaps',
  'row_revision',
  'settings',
  'leases',
  'sync_hints',
  'tokens',
  'connections',
  'webhooks',
  'audit',
  'grafana_orgs',
  'screens',
  'screen_keys',
  'schedules',
  'report_deliveries',
  'job_runs',
] as const satisfies readonly (keyof StoreSchema)[];

/** A Kysely handle on the store, PostgreSQL or PGlite alike. */
export type StoreDatabase = Kysely<StoreSchema>;

export type { SourceKind };
export type { SourceResource };

export interface TicketTable {
  connection: string;
  external_id: number;
  source: SourceKind;
  title: string | null;
  status: string | null;
  priority: string | null;
  impact: string | null;
  type: string | null;
  customer_id: number | null;
  customer_name: string | null;
  technician_id: number | null;
  technician_name: string | null;
  technician_email: string | null;
  contract_id: number | null;
  created_at: Date | null;
  /** Nanoseconds beyond the millisecond of `created_at`: they only order. */
  created_ns: number;
  resolved_at: Date | null;
  first_comment_at: Date | null;
  first_response_due_at: Date | null;
  closed_due_at: Date | null;
  last_end_user_comment_at: Date | null;
  last_technician_comment_at: Date | null;
  status_class: StatusClass;
  impact_class: ImpactClass;
  priority_class: PriorityClass;
  queue: string | null;
  client: string | null;
  read_at: Date;
  gone_at: Date | null;
  /** Set by a trigger of the database: no statement writes it. */
  changed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** Nobody works on it: a technician is known neither by id nor by name. */
  unassigned: GeneratedAlways<boolean>;
}

export interface AlertTable {
  connection: string;
  external_id: number;
  title: string | null;
  message: string | null;
  code: string | null;
  severity: string | null;
  customer_id: number | null;
  customer_name: string | null;
  device_name: string | null;
  created_at: Date | null;
  /** As in {@link TicketTable}. */
  created_ns: number;
  read_at: Date;
}

export interface CustomerTable {
  connection: string;
  external_id: number;
  name: string | null;
  read_at: Date;
}

export interface SnapshotTable {
  taken_at: Date;
  connection: string;
  read_at: Date | null;
}

export interface SnapshotCountTable {
  taken_at: Date;
  connection: string;
  source: SourceKind;
  queue: string | null;
  client: string | null;
  status_class: StatusClass;
  impact_class: ImpactClass;
  priority_class: PriorityClass;
  tickets: number;
  overdue: number;
  unanswered: number;
  oldest_created_at: Date | null;
}

export interface TicketDayTable {
  connection: string;
  /** Read as the driver gives a `date`: cast it to text. */
  day: ColumnType<never, string, never>;
  queue: string | null;
  client: string | null;
  created: number;
  resolved: number;
}

export interface SourceGapTable {
  connection: string;
  resource: SourceResource;
  began_at: Date;
  ended_at: Date;
}

export interface TicketEventTable {
  connection: string;
  external_id: number;
  field: 'status' | 'priority' | 'technician';
  before: string | null;
  after: string | null;
  not_before: Date;
  observed_at: Date;
}

export interface TokenTable {
  id: string;
  name: string;
  token_hash: Buffer;
  scopes: Scope[];
  enterprises: string[] | null;
  connections: string[] | null;
  clients: string[] | null;
  shows: Generated<ShownField[]>;
  created_at: ColumnType<Date, Date | undefined, never>;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

export interface ConnectionTable {
  name: string;
  kind: SourceKind;
  url: string;
  database: string | null;
  login: string | null;
  requests_per_minute: number;
  secret_key_id: string;
  secret_nonce: Buffer;
  secret_ciphertext: Buffer;
  key_expires_at: Date | null;
  revision: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhookTable {
  connection: string;
  secret_hash: Buffer;
  created_at: Generated<Date>;
  last_called_at: Date | null;
}

export interface GrafanaOrgTable {
  id: string;
  kind: 'tenant' | 'screens' | 'board';
  key: string;
  org_id: number | null;
  org_name: string;
  token_id: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface ScreenTable {
  id: string;
  name: string;
  folded_name: string;
  login: string;
  page: ScreenPage;
  created_at: Generated<Date>;
  expires_at: Date;
  linked_at: Date | null;
  revoked_at: Date | null;
  seen_at: Date | null;
  seen_page: string | null;
  seen_width: number | null;
  seen_height: number | null;
  seen_data_at: Date | null;
  seen_version: string | null;
}

export interface ScreenKeyTable {
  purpose: 'links';
  key_id: string;
  public_jwk: ColumnType<Record<string, string>, string, string>;
  secret_key_id: string;
  secret_nonce: Buffer;
  secret_ciphertext: Buffer;
  created_at: Generated<Date>;
}

export interface AuditTable {
  id: GeneratedAlways<number>;
  at: GeneratedAlways<Date>;
  token_id: string;
  token_name: string;
  user_login: string | null;
  user_role: string | null;
  org: string | null;
  action: string;
  /** JSON. */
  target: ColumnType<AuditData, string, never>;
  before: ColumnType<AuditData | null, string | null, never>;
  after: ColumnType<AuditData | null, string | null, never>;
}

/** States of a due time in the ledger of reports. */
export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'failed', 'maybe_sent', 'missed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What became of one address of a mail. */
export interface DeliveryRecipient {
  address: string;
  /** `deferred`: refused for now, tried again. */
  state: 'accepted' | 'refused' | 'deferred';
  /** What the mail server said of a refusal. */
  detail: string | null;
}

export interface ReportDeliveryTable {
  id: string;
  report: string;
  kind: ReportKind;
  enterprise: Generated<string>;
  due_at: Date;
  state: DeliveryState;
  attempts: Generated<number>;
  attempt: string | null;
  next_attempt_at: Date | null;
  recipients: ColumnType<DeliveryRecipient[], string | undefined, string>;
  error: ColumnType<LocalizedText | null, string | null | undefined, string | null>;
  late: Generated<boolean>;
  requested_by: string | null;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What identifies the thing written, or what it was: plain data. */
export type AuditData = Record<string, AuditValue>;
export type AuditValue = string | number | boolean | null;

export type TicketRow = Selectable<TicketTable>;
export type AlertRow = Selectable<AlertTable>;
export type SourceStateRow = Selectable<SourceStateTable>;
/** A source's state together with the revision of the rows that were there with it. */
export type SourceReadingRow = SourceStateRow & { rows_revision: number };
export type TokenRow = Selectable<TokenTable>;
export type ConnectionRow = Selectable<ConnectionTable>;
export type WebhookRow = Selectable<WebhookTable>;
export type AuditRow = Selectable<AuditTable>;
export type GrafanaOrgRow = Selectable<GrafanaOrgTable>;
export type ScreenRow = Selectable<ScreenTable>;
export type ScreenKeyRow = Selectable<ScreenKeyTable>;
export type ReportDeliveryRow = Selectable<ReportDeliveryTable>;

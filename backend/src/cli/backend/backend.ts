import type { AuditAnswer } from '../../audit/audit-answer.ts';
import type { DatasetsDescription } from '../../datasets/engine/catalogue.ts';
import type { QueryRequest, QueryResult } from '../../datasets/engine/run.ts';
import type { DoctorReport } from '../../doctor/check.ts';
import type { Status } from '../../doctor/status.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { NewToken } from '../../identity/tokens.ts';
import type { JobAnswer, JobRunAnswer } from '../../jobs/job-answer.ts';
import type { ReportDeliveryAnswer, ReportPreviewAnswer, ReportScheduleAnswer } from '../../reports/report-answer.ts';
import type { ScreenAnswer } from '../../screens/screen-answer.ts';
import type { KeySet, ScreenLink, Screens, WantedScreen } from '../../screens/screens.ts';
import type { AuditFilter } from '../../store/audit.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { SyncReport } from '../../sync/sync.ts';
import type { ConnectionAnswer } from '../../upstreams/connections/connection-answer.ts';
import type { Connections, ConnectionTest } from '../../upstreams/connections/connections.ts';
import type { NewConnection } from '../../upstreams/connections/new-connection.ts';

/** What commands about office screens ask of it. */
export interface ScreensBackend {
  list(): Promise<ScreenAnswer[]>;
  begin(wanted: WantedScreen): Promise<ScreenAnswer>;
  link(id: string): Promise<ScreenLink>;
  rename(id: string, name: string): Promise<ScreenAnswer>;
  revoke(id: string): Promise<void>;
  probe(): ReturnType<Screens['probe']>;
  keySet(): Promise<KeySet>;
  rotateKey(): ReturnType<Screens['rotateKey']>;
}

/** Which due time of a report; see `WantedDelivery` of `reports/reports.ts`. */
export interface WantedReport {
  report: string;
  enterprise?: string;
  /** ISO. */
  dueAt?: string;
}

/** What commands about reports ask of it. */
export interface ReportsBackend {
  list(filter: { limit: number; report?: string; dueAt?: string }): Promise<{
    sender: string | null;
    reports: ReportScheduleAnswer[];
    deliveries: ReportDeliveryAnswer[];
  }>;
  preview(wanted: WantedReport): Promise<ReportPreviewAnswer>;
  send(wanted: WantedReport): Promise<ReportDeliveryAnswer[]>;
}

/** What commands about jobs ask of it. */
export interface JobsBackend {
  list(): Promise<JobAnswer[]>;
  run(name: string): Promise<JobRunAnswer>;
}

/** What commands ask of Vigie: the running server over HTTP, or the store opened by the command itself. */
export interface Backend {
  /** In words, e.g. `the server at http://127.0.0.1:8787`. */
  readonly where: LocalizedText;
  status(): Promise<Status>;
  datasets(): Promise<DatasetsDescription>;
  /** @param token In the place of the command line's own right to see everything. */
  query(queries: readonly QueryRequest[], token?: string): Promise<Record<string, QueryResult>>;
  sync(options: { full: boolean }): Promise<SyncReport>;
  createToken(token: NewToken): Promise<{ id: string; token: string }>;
  listTokens(): Promise<TokenAnswer[]>;
  revokeToken(id: string): Promise<void>;
  listConnections(): Promise<ConnectionAnswer[]>;
  addConnection(connection: NewConnection): Promise<ConnectionTest>;
  testConnection(name: string): Promise<ConnectionTest>;
  removeConnection(name: string): ReturnType<Connections['remove']>;
  createWebhook(name: string): ReturnType<Connections['createWebhook']>;
  removeWebhook(name: string): Promise<void>;
  rotateSecrets(): ReturnType<Connections['rotateSecrets']>;
  /** The newest entries first. */
  audit(filter: Pick<AuditFilter, 'limit' | 'action'>): Promise<AuditAnswer[]>;
  readonly reports: ReportsBackend;
  readonly jobs: JobsBackend;
  readonly screens: ScreensBackend;
  /** What Vigie finds when it looks at itself. */
  doctor(): Promise<DoctorReport>;
  /** The Grafana organisations that Vigie made. */
  listGrafanaOrgs(): Promise<GrafanaOrg[]>;
  /** Adds one, or replaces the one of that id. */
  saveGrafanaOrg(org: GrafanaOrg): Promise<void>;
  /** Forgets one. */
  removeGrafanaOrg(id: string): Promise<void>;
  close(): Promise<void>;
}

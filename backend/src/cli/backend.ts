import type { AuditAnswer } from '../access/audit-answer.ts';
import type { NewToken } from '../access/tokens.ts';
import type { TokenAnswer } from '../access/token-answer.ts';
import type { ConnectionAnswer } from '../connections/connection-answer.ts';
import type { Connections, ConnectionTest } from '../connections/connections.ts';
import type { NewConnection } from '../connections/new-connection.ts';
import type { DatasetsDescription } from '../datasets/catalogue.ts';
import type { QueryRequest, QueryResult } from '../datasets/run.ts';
import type { DoctorReport } from '../doctor/check.ts';
import type { AuditFilter } from '../store/audit.ts';
import type { Status } from '../status.ts';
import type { GrafanaOrg } from '../store/grafana-orgs.ts';
import type { SyncReport } from '../sync/sync.ts';

/** What commands ask of Vigie: the running server over HTTP, or the store opened by the command itself. */
export interface Backend {
  /** In words, e.g. `the server at http://127.0.0.1:8787`. */
  readonly where: string;
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

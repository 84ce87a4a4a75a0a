import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { VERSION } from '../../main/version.ts';
import type { SourceKind } from '../../store/schema.ts';
import type { StoredSettings } from '../../store/settings/connections.ts';
import { createAteraJobs } from '../../sync/atera/jobs.ts';
import type { SyncConnection } from '../../sync/connections/connection-source.ts';
import { createOdooJobs } from '../../sync/odoo/jobs.ts';
import { createAteraClient } from '../atera/client.ts';
import type { BudgetStanding } from '../http/request-budget.ts';
import type { ResilienceSettings } from '../http/resilience.ts';
import type { UpstreamRequest } from '../http/upstream-request.ts';
import { createOdooClient } from '../odoo/client.ts';

/** All that is needed to reach an upstream account. `secret` is its API key. */
export interface ConnectionSettings extends StoredSettings {
  secret: string;
}

export interface OpenOptions {
  resilience?: Partial<ResilienceSettings>;
  /** Told after each request, for metrics. */
  onRequest?: (request: UpstreamRequest) => void;
}

/** A connection with its client: what the synchronisation reads, and what a test of the connection asks. */
export interface OpenConnection extends SyncConnection {
  /** When the API key expires, if it says so. */
  readonly keyExpiresAt: Date | null;
  /**
   * Asks the upstream for the least that needs a valid key.
   * @returns who answered, in a sentence without full stop
   * @throws {UpstreamError}
   */
  check(): Promise<LocalizedText>;
  /** How much of its budget of requests is used. */
  standing(): BudgetStanding;
  close(): Promise<void>;
}

/** What differs from one kind of upstream to another. A new kind is a new entry of {@link CONNECTION_KINDS}. */
export interface ConnectionKind {
  label: string;
  /** Absent: each account has an address of its own. */
  defaultUrl?: string;
  defaultRequestsPerMinute: number;
  /** Whether a connection names a database (and may name a login). */
  hasDatabase: boolean;
  /** Whether it calls webhooks. */
  hasWebhooks: boolean;
  open(settings: ConnectionSettings, options: OpenOptions): OpenConnection;
}

const USER_AGENT = `vigie/${VERSION}`;
const CHECK = { priority: 'refresh' } as const;

export const CONNECTION_KINDS: Record<SourceKind, ConnectionKind> = {
  atera: {
    label: 'Atera',
    defaultUrl: 'https://app.atera.com',
    defaultRequestsPerMinute: 300,
    hasDatabase: false,
    hasWebhooks: true,
    open({ name, url, requestsPerMinute, secret }, options) {
      const client = createAteraClient({
        ...options,
        name,
        url,
        apiKey: secret,
        requestsPerMinute,
        userAgent: USER_AGENT,
      });
      return {
        name,
        keyExpiresAt: client.keyExpiresAt,
        createJobs: (jobs) => createAteraJobs({ ...jobs, client }),
        async check() {
          const { companyName } = await client.account(CHECK);
          return companyName === null
            ? { fr: 'Atera accepte la clé', en: 'Atera takes the key' }
            : { fr: `Atera accepte la clé de ${companyName}`, en: `Atera takes the key of ${companyName}` };
        },
        standing: () => client.standing(),
        close: () => client.close(),
      };
    },
  },
  odoo: {
    label: 'Odoo',
    defaultRequestsPerMinute: 60,
    hasDatabase: true,
    hasWebhooks: false,
    open({ name, url, database, login, requestsPerMinute, secret }, options) {
      const client = createOdooClient({
        ...options,
        name,
        url,
        database: database ?? '',
        login: login ?? undefined,
        apiKey: secret,
        requestsPerMinute,
        userAgent: USER_AGENT,
      });
      return {
        name,
        keyExpiresAt: null,
        createJobs: (jobs) => createOdooJobs({ ...jobs, client }),
        async check() {
          const { version, protocol } = await client.server(CHECK);
          return {
            fr: `Odoo ${version} accepte la clé (${protocol})`,
            en: `Odoo ${version} takes the key (${protocol})`,
          };
        },
        standing: () => client.standing(),
        close: () => client.close(),
      };
    },
  },
};

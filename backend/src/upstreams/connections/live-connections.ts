import type { Keyring } from '../../identity/secret-key.ts';
import type { Logger } from '../../main/logger.ts';
import type { UpstreamStanding } from '../../operation/standing.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import {
  findConnection,
  readConnections,
  removeReadings,
  type StoredConnection,
} from '../../store/settings/connections.ts';
import type { ConnectionSource, SyncConnection } from '../../sync/connections/connection-source.ts';
import { createUnusableJobs } from '../../sync/connections/unusable-jobs.ts';
import type { BudgetStanding } from '../http/request-budget.ts';
import { tryOpenCredentials } from './credentials.ts';
import { CONNECTION_KINDS, type ConnectionSettings, type OpenOptions } from './kinds.ts';

export interface LiveConnectionsOptions {
  db: StoreDatabase;
  logger: Logger;
  keyring: Keyring;
  /** Those of the environment: they never change, and go before those of the store. */
  environment: readonly ConnectionSettings[];
  onRequest?: OpenOptions['onRequest'];
}

/** The connections of environment and store with their open clients, kept in step with the store. */
export interface LiveConnections extends ConnectionSource {
  /** How much of each one's budget of requests is used. */
  standing(): UpstreamStanding[];
  close(): Promise<void>;
}

interface Live {
  connection: SyncConnection;
  /** Something else when the connection has to be opened again. */
  state: string;
  /** Absent for one that cannot be opened. */
  standing?: () => UpstreamStanding;
  close(): Promise<void>;
}

export function createLiveConnections(options: LiveConnectionsOptions): LiveConnections {
  const { db, logger, keyring, environment } = options;
  const openOptions: OpenOptions = options.onRequest === undefined ? {} : { onRequest: options.onRequest };
  const reserved = new Set(environment.map(({ name }) => name));
  /** What was given, until it was dropped: a changed connection stands here twice for a moment. */
  const live = new Set<Live>();
  const current = new Map<string, Live>();

  function open(settings: ConnectionSettings, state: string): Live {
    const connection = CONNECTION_KINDS[settings.kind].open(settings, openOptions);
    return {
      connection,
      state,
      standing: () => standingOf(settings, connection.standing()),
      close: () => connection.close(),
    };
  }

  function openStored(stored: StoredConnection): Live {
    const credentials = tryOpenCredentials(keyring, stored);
    const state = stateOf(stored, 'problem' in credentials);
    const known = current.get(stored.name);
    if (known?.state === state) {
      return known;
    }
    if ('secret' in credentials) {
      return open({ ...stored, secret: credentials.secret }, state);
    }
    const { name, kind } = stored;
    const { problem } = credentials;
    logger.error({ connection: name, code: problem.code }, problem.text.en);
    const connection: SyncConnection = {
      name,
      createJobs: (jobs) => createUnusableJobs({ name, kind, problem }, jobs),
    };
    return { connection, state, close: () => Promise.resolve() };
  }

  const fixed = environment.map((settings) => open(settings, 'environment'));
  fixed.forEach((one) => live.add(one));

  return {
    async current() {
      const stored = (await readConnections(db)).filter(({ name }) => !reserved.has(name));
      const opened = stored.map(openStored);
      current.clear();
      for (const one of opened) {
        live.add(one);
        current.set(one.connection.name, one);
      }
      return [...fixed, ...opened].map(({ connection }) => connection);
    },
    async dropped(connection) {
      for (const one of live) {
        if (one.connection === connection) {
          live.delete(one);
          await one.close();
        }
      }
      // Readings that were under way when it was removed may have written once more.
      if ((await findConnection(db, connection.name)) === undefined && !reserved.has(connection.name)) {
        await removeReadings(db, connection.name);
      }
    },
    standing: () => [...live].flatMap(({ standing }) => standing?.() ?? []),
    async close() {
      await Promise.all([...live].map((one) => one.close()));
      live.clear();
    },
  };
}

function standingOf({ name, kind }: ConnectionSettings, budget: BudgetStanding): UpstreamStanding {
  const { longestWaitMs, pausedForMs, ...counts } = budget;
  return {
    connection: name,
    kind,
    ...counts,
    longestWaitSeconds: longestWaitMs / 1_000,
    pausedSeconds: pausedForMs / 1_000,
  };
}

function stateOf({ revision, secret }: StoredConnection, isUnreadable: boolean): string {
  return isUnreadable ? `${revision} unreadable with ${secret.keyId}` : revision;
}

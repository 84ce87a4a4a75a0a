import { mkdir } from 'node:fs/promises';

import type { Environment } from '../config/environment/environment.ts';
import { loadRules } from '../config/rules-file/rules-file.ts';
import { type CountersSource, createCountersSource } from '../counters/connection/source.ts';
import { createAnswerCache } from '../datasets/engine/answers/answer-cache.ts';
import { type Catalogue, loadCatalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { type Clock, fixedClock, systemClock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { createTokens, type Tokens } from '../identity/tokens.ts';
import { createLastGood } from '../liveness/last-good.ts';
import { createLoad } from '../load/load.ts';
import type { DatabaseName } from '../operation/events.ts';
import { createOperation, type Operation } from '../operation/operation.ts';
import { createReports, type Reports, type ReportsOptions } from '../reports/reports.ts';
import { createScreens, type Screens } from '../screens/screens.ts';
import type { StatementObserver } from '../store/driver/abortable.ts';
import { openStore, type Store } from '../store/driver/database.ts';
import { explainingStore, storeOutage } from '../store/driver/failures/store-errors.ts';
import { migrate } from '../store/driver/migrations/migrate.ts';
import { reclassify } from '../store/upstream-rows/reclassify.ts';
import { createSync, type Sync } from '../sync/sync.ts';
import { traceUpstreamRequest, traceWaits } from '../tracing/from-events.ts';
import { NO_TRACING, type Tracing } from '../tracing/tracing.ts';
import { type Connections, createConnections } from '../upstreams/connections/connections.ts';
import { environmentConnections } from '../upstreams/connections/environment-connections.ts';
import { createLiveConnections } from '../upstreams/connections/live-connections.ts';
import type { Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** What server and command line work with once the store is open. */
export interface Services {
  store: Store;
  datasets: DatasetServices;
  catalogue: Catalogue;
  tokens: Tokens;
  metrics: Metrics;
  connections: Connections;
  screens: Screens;
  reports: Reports;
  /** Not started: only a server reads by itself. The caller that opens it stops it, before the rest. */
  sync: Sync;
}

export interface ServicesOptions {
  logger: Logger;
  /** In the place of the clock that the environment names. */
  clock?: Clock;
  /** In the place of the file's. */
  rules?: Rules;
  /** Records what is done; absent: nothing does. */
  tracing?: Tracing;
  /** For tests. */
  reports?: Pick<ReportsOptions, 'retriesMs'>;
}

/**
 * Opens the store, brings it up to date, and puts the parts together.
 * Each part that has to be closed is added to `stack` as soon as it is open, so that a failure leaves nothing behind.
 * @throws {VigieError} or a database error when the store cannot be opened or migrated.
 */
export async function openServices(
  environment: Environment,
  stack: AsyncDisposableStack,
  { logger, clock = clockOf(environment), tracing = NO_TRACING, ...options }: ServicesOptions
): Promise<Services> {
  const rules = options.rules ?? (await loadRules(environment.rulesFile));
  await explainingStore({ dataDir: environment.dataDir }, () =>
    mkdir(environment.dataDir, { recursive: true, mode: 0o700 })
  );
  const operation = createOperation();
  traceWaits(operation.events, tracing);
  stack.defer(() => operation.timeline.stop());
  const onConnectionError = (error: Error): void => logger.warn({ err: error }, 'a connection to the store broke');
  const explaining = <T>(work: () => Promise<T>) => explainingStore(environment, work);
  const onFailover = (server: string): void => logger.warn({ server }, 'the store is asked of another server');
  const observe = observer(operation, 'store');
  const store = stack.adopt(
    await explaining(() => openStore({ ...environment, onConnectionError, onFailover, observe, tracing })),
    (open) => open.close()
  );
  const applied = await explaining(() => migrate(store));
  if (applied.length > 0) {
    logger.info({ applied }, 'store migrated');
  }
  if (await explaining(() => reclassify(store.db, rules))) {
    logger.info('tickets reclassified: the rules changed');
  }
  const counters = await openCountersSource(environment, stack, { rules, clock, logger, operation, tracing });
  const load = createLoad({ logger, rules: rules.counters, operation });
  stack.defer(() => load.stop());
  const datasets: DatasetServices = {
    db: store.db,
    dbUnder: (signal) => store.under(signal),
    rules,
    clock,
    counters,
    load,
    operation,
    tracing,
    lastAnswers: createLastGood({ clock, noAnswer: storeOutage }),
    ateraAppUrl: environment.atera.appUrl,
    odooAppUrl: environment.odoo?.appUrl,
    ...(environment.answerCache ? { answers: createAnswerCache() } : {}),
  };
  const metrics = createMetrics(datasets);
  const shared = { db: store.db, rules, clock, logger };
  const accounts = { keyring: environment.keyring, environment: environmentConnections(environment) };
  const live = createLiveConnections({
    ...shared,
    ...accounts,
    onRequest: ({ durationMs, ...labels }) => {
      metrics.upstreamDuration.observe(labels, durationMs / 1000);
      traceUpstreamRequest(tracing, { ...labels, seconds: durationMs / 1000 });
    },
  });
  stack.defer(() => live.close());
  const sync = createSync({
    ...shared,
    control: store.control,
    connections: live,
    tracing,
    syncIntervalMs: environment.syncIntervalMs,
    reconcileIntervalMs: environment.reconcileIntervalMs,
  });
  operation.connect({ sync: () => sync.standing(), upstreams: () => live.standing() });
  const catalogue = await loadCatalogue();
  const reports = createReports({ services: datasets, catalogue, logger, smtp: environment.smtp, ...options.reports });
  stack.defer(() => reports.close());
  return {
    store,
    datasets,
    catalogue,
    tokens: createTokens(store.db, rules),
    metrics,
    connections: createConnections({ ...shared, ...accounts, rulesFile: environment.rulesFile }),
    screens: createScreens({ ...shared, keyring: environment.keyring }),
    reports,
    sync,
  };
}

const LEAST_POOL_SIZE = 8;

/** An outage at start is no failure of it: MySQL is connected to when it is first asked. */
async function openCountersSource(
  { countersUrl, answerCache }: Environment,
  stack: AsyncDisposableStack,
  {
    rules,
    clock,
    logger,
    operation,
    tracing,
  }: { rules: Rules; clock: Clock; logger: Logger; operation: Operation; tracing: Tracing }
): Promise<CountersSource | undefined> {
  if (countersUrl === undefined) {
    return undefined;
  }
  // Only here: who has no counters does without the memory of their drivers.
  const { openCounters } = await import('../counters/connection/open-database.ts');
  // Doctor and watch ask beside what takes turns.
  const poolSize = Math.max(LEAST_POOL_SIZE, rules.counters.maxStatements + 2);
  const onFailover = (server: string): void => logger.warn({ server }, 'the counters are asked of another server');
  const observe = observer(operation, 'counters');
  const database = stack.adopt(
    await openCounters({ url: countersUrl, poolSize, onFailover, observe, tracing }),
    (open) => open.close()
  );
  const source = createCountersSource(database, rules.counters, { clock, logger, keepAnswers: answerCache });
  stack.defer(() => source.stop());
  return source;
}

/** Tells of the statements of a database. */
function observer({ events }: Operation, database: DatabaseName): StatementObserver {
  return (outcome, seconds) => events.emit({ kind: 'statement', database, outcome, seconds });
}

function clockOf({ fixedNow }: Environment): Clock {
  return fixedNow === undefined ? systemClock : fixedClock(fixedNow);
}

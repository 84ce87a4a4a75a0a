import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { TestContext } from 'node:test';

import type { FastifyInstance } from 'fastify';

import { createRefusals } from '../../../src/audit/refusals.ts';
import { backUp } from '../../../src/backup/write.ts';
import { readEnvironment } from '../../../src/config/environment/environment.ts';
import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import type { DatasetServices } from '../../../src/datasets/engine/dataset.ts';
import { createDoctor, maskedInto } from '../../../src/doctor/doctor.ts';
import type { Scope } from '../../../src/domain/access/access.ts';
import { SYSTEM_ACCESS } from '../../../src/domain/access/system-access.ts';
import { fixedClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../../src/domain/rules/rules.ts';
import { type AppDependencies, buildApp } from '../../../src/http/app.ts';
import type { Problem } from '../../../src/http/problem.ts';
import { actorOf } from '../../../src/identity/actor.ts';
import { createLocalToken } from '../../../src/identity/local-token.ts';
import type { Keyring } from '../../../src/identity/secret-key.ts';
import { createTokens, type NewToken } from '../../../src/identity/tokens.ts';
import { createJobs } from '../../../src/jobs/jobs.ts';
import { createLoad } from '../../../src/load/load.ts';
import { createLogger } from '../../../src/main/logger.ts';
import { createMetrics } from '../../../src/main/metrics.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../src/main/server.ts';
import { createOperation } from '../../../src/operation/operation.ts';
import { createReports } from '../../../src/reports/reports.ts';
import { createScreens } from '../../../src/screens/screens.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import { createConnections } from '../../../src/upstreams/connections/connections.ts';
import { type Closing, newDatabase, type StoreKind, USUAL_KIND, withStore } from '../store/store.ts';
import { layStore } from '../store/store-image.ts';

const NO_KEYS: Keyring = { current: undefined, previous: undefined };

/** In whose name tests change what is recorded. */
export const TESTER = actorOf(SYSTEM_ACCESS, { user: 'tester', role: null, org: null });

/** Collects what is logged. */
export function logCapture(secrets: readonly string[] = []) {
  const destination = new PassThrough();
  let text = '';
  destination.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const logger = createLogger({ level: 'debug', secrets, destination });
  return {
    logger,
    text: () => text,
    lines: () =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, `undefined` for none. */
  body: T;
}

/** Sends one request; `body` goes as JSON unless it is a text. */
export async function send<T = Problem>(
  url: string,
  {
    method = 'GET',
    token,
    body,
    headers = {},
  }: { method?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {}
): Promise<Answer<T>> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : undefined) as T };
}

export interface TestApp {
  app: FastifyInstance;
  url: string;
  dependencies: AppDependencies;
  log: ReturnType<typeof logCapture>;
  /** Makes a token and gives its secret. */
  token: (scopes: readonly Scope[], rest?: Omit<NewToken, 'name' | 'scopes'>) => Promise<string>;
}

/** What a test puts in the place of the usual parts. */
export type AppOverrides = Omit<Partial<AppDependencies>, 'services'> & {
  services?: Partial<DatasetServices>;
  /** The caller that opened it closes it; absent: an empty one. */
  store?: Store;
};

/** The main application, listening on a port of its own. */
export async function withApp(
  t: Closing,
  { services: changes, store: given, ...overrides }: AppOverrides = {}
): Promise<TestApp> {
  const store = given ?? (await withStore(t));
  const log = logCapture();
  const operation = createOperation();
  const services = {
    operation,
    db: store.db,
    rules: DEFAULT_RULES,
    clock: fixedClock(new Date('2024-07-23T08:00:00Z')),
    ateraAppUrl: 'https://app.atera.example',
    // On a machine with other work, nobody is refused for having waited.
    load: createLoad({ logger: log.logger, rules: { maxWaitSeconds: 60 }, operation }),
    ...changes,
  };
  t.after(() => services.load?.stop());
  const tokens = createTokens(store.db, services.rules);
  const connections = createConnections({ ...services, keyring: NO_KEYS, environment: [] });
  const catalogue = await loadCatalogue();
  const describe = maskedInto(log.logger);
  const doctor = createDoctor({
    ...{ store, services, tokens, connections, rulesFile: undefined },
    version: '0.0.0-test',
    describe,
  });
  const dependencies: AppDependencies = {
    logger: log.logger,
    version: '0.0.0-test',
    services,
    catalogue,
    tokens,
    localToken: createLocalToken(tmpdir()),
    refusals: createRefusals(store.db, log.logger),
    sync: {
      syncNow: () => Promise.reject(new Error('nothing is connected in this test')),
      hint: () => assert.fail('nothing is connected in this test'),
    },
    connections,
    screens: createScreens({ ...services, keyring: NO_KEYS }),
    reports: createReports({ services, catalogue, logger: log.logger, smtp: undefined }),
    metrics: createMetrics(services),
    doctor,
    jobs: createJobs({
      ...{ ...services, logger: log.logger, describe },
      examine: async () => (await doctor.report()).checks,
    }),
    pingStore: () => store.ping(),
    backUp: () => backUp(store, '0.0.0-test'),
    maxEventLoopDelayMs: 0,
    ...overrides,
  };
  const app = await buildApp(dependencies);
  t.after(() => app.close());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    url,
    dependencies,
    log,
    token: async (scopes, rest) => (await dependencies.tokens.create({ name: 'test', scopes, ...rest }, TESTER)).token,
  };
}

/** A folder of its own, removed after the test. */
export async function withFolder(t: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A data folder of its own (`VIGIE_DATA_DIR`) with a migrated embedded store, removed after the test. On an empty one
 * ({@link withFolder}) a server or a command makes its store first, which takes seconds.
 */
export async function withDataDir(t: TestContext): Promise<string> {
  const folder = await withFolder(t);
  await layStore('migrated', join(folder, 'store'));
  return folder;
}

/** The environment in which servers and commands find one migrated store of their own, over restarts. */
export async function withStoreVariables(
  t: TestContext,
  kind: StoreKind = USUAL_KIND
): Promise<Record<'VIGIE_DATA_DIR', string> & Record<string, string>> {
  return kind === 'postgres'
    ? { VIGIE_DATA_DIR: await withFolder(t), DATABASE_URL: await newDatabase('migrated') }
    : { VIGIE_DATA_DIR: await withDataDir(t) };
}

export interface TestServer extends RunningServer {
  log: ReturnType<typeof logCapture>;
  dataDir: string;
}

/** A whole server as `vigie serve` starts it, on free ports and, unless `env` says otherwise, a store of its own of the usual kind. */
export async function withServer(
  t: TestContext,
  env: Record<string, string> = {},
  options: ServerOptions = {}
): Promise<TestServer> {
  const isGiven = env['VIGIE_DATA_DIR'] !== undefined || env['DATABASE_URL'] !== undefined;
  const store = isGiven
    ? { VIGIE_DATA_DIR: env['VIGIE_DATA_DIR'] ?? (await withFolder(t)) }
    : await withStoreVariables(t);
  const variables = { PORT: '0', MANAGEMENT_PORT: '0', ...store, ...env };
  const environment = readEnvironment(variables);
  const log = logCapture(environment.secrets);
  const server = await startServer(environment, { logger: log.logger, maxEventLoopDelayMs: 0, ...options });
  t.after(() => server.close());
  return { ...server, log, dataDir: variables.VIGIE_DATA_DIR };
}

import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import autoload from '@fastify/autoload';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import type { Refusals } from '../audit/refusals.ts';
import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import type { Doctor } from '../doctor/doctor.ts';
import type { LocalToken } from '../identity/local-token.ts';
import type { Tokens } from '../identity/tokens.ts';
import { moduleOf } from '../installation.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Logger } from '../main/logger.ts';
import type { Metrics } from '../main/metrics.ts';
import type { Reports } from '../reports/reports.ts';
import type { Screens } from '../screens/screens.ts';
import type { Sync } from '../sync/sync.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { Connections } from '../upstreams/connections/connections.ts';
import { clientErrorOptions } from './client-errors.ts';
import { drainOnClose } from './draining.ts';
import type { RateLimits } from './rate-limits.ts';
import { RequestLog } from './request-log.ts';
import { traceRequests } from './request-spans.ts';
import { compilersOnFirstUse } from './schemas/schema-compilers.ts';

/** What the routes work with; made by `server.ts`, replaced at will by tests. */
export interface AppDependencies {
  logger: Logger;
  version: string;
  services: DatasetServices;
  catalogue: Catalogue;
  tokens: Tokens;
  localToken: LocalToken;
  refusals: Pick<Refusals, 'note'>;
  sync: Pick<Sync, 'syncNow' | 'hint'>;
  connections: Connections;
  screens: Screens;
  reports: Reports;
  jobs: Jobs;
  metrics: Metrics;
  /** Records requests; absent: nothing does. */
  tracing?: Tracing;
  doctor: Doctor;
  /** Rejects when the store does not answer. */
  pingStore(): Promise<void>;
  /** The store as a file. */
  backUp(): Readable;
  rateLimits?: RateLimits;
  /** Event loop delay from which requests are refused; 0: never, for tests whose databases share the process. */
  maxEventLoopDelayMs?: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    vigie: AppDependencies;
  }
}

/** Largest body taken: the queries of a whole dashboard are a few kilobytes. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** Of the 20 seconds that a stop may take (`serve.ts`) the rest is for closing databases. */
const DRAIN_MS = 15_000;

/** Two names of 50 characters, each up to four bytes, as JSON in base64. */
const MAX_PARAM_LENGTH = 1_000;

/**
 * The main listener's application, not yet listening. Plugins and routes are found in their folders by themselves.
 * @throws when a route does not declare who may call it (`plugins/app/authentication.ts`).
 */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = dependencies.logger;
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog(),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 30_000,
    // The id of a site is longer than the router's default of 100 characters.
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    genReqId: () => randomUUID(),
    ...clientErrorOptions(dependencies.logger),
    // Refuse what is wrong instead of repairing or dropping it. That schemas are schemas is for the tests of the OpenAPI document to
    // say, not for each start: it takes a third of a second.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, validateSchema: false } },
    schemaController: { compilersFactory: compilersOnFirstUse() },
  });
  drainOnClose(app, DRAIN_MS);
  app.decorate('vigie', dependencies);
  // Before all plugins: what they do belongs to the request.
  traceRequests(app, dependencies.tracing);
  await app.register(autoload, { dir: moduleOf('http', 'plugins', 'external') });
  await app.register(autoload, { dir: moduleOf('http', 'plugins', 'app') });
  await app.register(autoload, { dir: moduleOf('http', 'routes'), dirNameRoutePrefix: false });
  await app.ready();
  return app;
}

import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import type { AppDependencies } from './app.ts';
import { clientErrorOptions } from './client-errors.ts';
import { drainOnClose } from './draining.ts';
import { installErrors } from './plugins/app/errors.ts';
import { RequestLog } from './request-log.ts';

/** The management listener always binds this address: what it tells needs no token. */
export const MANAGEMENT_HOST = '127.0.0.1';

/** A scraper that is cut off asks again; the rest of the time that a stop may take is for the main listener. */
const DRAIN_MS = 1_000;

/**
 * Metrics, OpenAPI and readiness for what runs on the same machine or in the same pod: a scraper, a health check.
 * Grafana's proxy cannot reach it as long as it is not told this address.
 */
export async function buildManagementApp(
  dependencies: AppDependencies,
  main: FastifyInstance
): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = dependencies.logger;
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog({ disableRequestLogging: true }),
    ...clientErrorOptions(dependencies.logger),
  });
  drainOnClose(app, DRAIN_MS);
  installErrors(app);
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => {
    await dependencies.pingStore();
    return { status: 'ok' };
  });
  app.get('/openapi.json', async () => main.swagger());
  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await dependencies.metrics.render();
    return reply.type(contentType).send(body);
  });
  await app.ready();
  return app;
}

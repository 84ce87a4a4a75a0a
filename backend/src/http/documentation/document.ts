import type {} from '@fastify/rate-limit';
import type {} from '@fastify/swagger';

import { createLogger } from '../../main/logger.ts';
import { VERSION } from '../../main/version.ts';
import { type AppDependencies, buildApp } from '../app.ts';
import type {} from '../plugins/app/authentication.ts';

/**
 * The OpenAPI document of the main listener, without a server: from it the plugin's types are generated.
 * Routes touch what they work with only when they are asked something, which nobody does here.
 */
export async function openapiDocument(): Promise<object> {
  const logger = createLogger({ level: 'silent', secrets: [] });
  const dependencies = { logger, version: VERSION, metrics: {}, services: {} };
  const app = await buildApp(dependencies as unknown as AppDependencies);
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}

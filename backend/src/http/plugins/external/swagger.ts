import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import fp from 'fastify-plugin';

import { addSchemas, LocalizedText } from '../../../contract/schemas.ts';
import { CallerHeaders, documentedHeaders } from '../../documentation/headers.ts';
import { documentedProblems } from '../../documentation/problems.ts';
import { Problem } from '../../problem.ts';

/** The OpenAPI document, made from the routes' own schemas and access declarations. */
export default fp(async (app) => {
  addSchemas(app, LocalizedText, Problem);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vigie',
        description: "Companion backend of Vigie's Grafana plugin. Errors are problem details (RFC 9457).",
        version: app.vigie.version,
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, index) => (typeof $id === 'string' ? $id : `def-${index}`),
    },
    transform: ({ schema, url, route }) => {
      const { scopes } = route.config ?? {};
      const security = scopes === undefined ? [] : [{ token: [] }];
      const rights = scopes === undefined ? 'Needs no token.' : `Needs a token with one of: ${scopes.join(', ')}.`;
      const described = { ...schema, description: [schema?.description, rights].filter(Boolean).join(' ') };
      const answers = { ...(schema?.response as Record<string, object> | undefined), ...documentedProblems(route) };
      const response = Object.fromEntries(
        Object.entries<object>(answers).map(([status, answer]) => [
          status,
          { ...answer, headers: documentedHeaders(route, Number(status)) },
        ])
      );
      const headers = scopes === undefined ? {} : { headers: { type: 'object', properties: headersOf(schema) } };
      return { schema: { ...described, security, response, ...headers }, url };
    },
  });
});

/** Those that the route reads itself, and those that are read with any token. */
function headersOf(schema: FastifySchema | undefined): object {
  const own = schema?.headers as { properties: object } | undefined;
  return { ...own?.properties, ...CallerHeaders };
}

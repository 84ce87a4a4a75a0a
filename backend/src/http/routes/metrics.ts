import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

/** Metrics over all tenants: for `admin` here, without a token on the management listener. */
const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/metrics',
    {
      config: { scopes: ['admin'], sheds: 'never' },
      schema: {
        summary: "Metrics in Prometheus' text form",
        tags: ['operation'],
        response: { 200: { description: 'Metrics', content: { 'text/plain': { schema: Type.String() } } } },
      },
    },
    async (_request, reply) => {
      const { contentType, body } = await app.vigie.metrics.render();
      return reply.type(contentType).send(body);
    }
  );
};

export default route;

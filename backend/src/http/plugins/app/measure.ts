import fp from 'fastify-plugin';

/** Measures every request by its route (never by its path, which callers choose). */
export default fp(async (app) => {
  const { httpDuration } = app.vigie.metrics;
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
    httpDuration.observe(labels, reply.elapsedTime / 1000);
  });
});

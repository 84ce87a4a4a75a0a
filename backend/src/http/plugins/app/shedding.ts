import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What happens here while the process is late with its work: `never`, it is answered all the same; `itself`, the route
     * refuses what has to be worked out and answers what is kept. Absent: the request is refused.
     */
    sheds?: 'never' | 'itself';
  }
}

/**
 * While the process is late, refuses the requests of those who cause it; of everybody when no cause is known. It runs after the
 * authentication: plugins of a folder are registered in the order of their names.
 */
export default fp(async (app) => {
  app.addHook('onRequest', async (request) => {
    const { public: open, sheds } = request.routeOptions.config;
    // Liveness must tell a busy process from a dead one.
    if (open !== true && sheds === undefined && request.access !== null) {
      app.vigie.services.load?.admit(request.access, request.routeOptions.url ?? 'unknown');
    }
  });
});

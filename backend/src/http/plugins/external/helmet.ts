import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

/** Security headers; nothing here is ever a page, so nothing may be loaded or framed. */
export default fp(async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
});

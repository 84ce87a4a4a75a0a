import type { FastifyInstance } from 'fastify';

/**
 * Collects the routes that are added from now on.
 *
 * @returns the methods that a path knows, in alphabetical order; none for a path that does not exist
 */
export function createMethodIndex(app: FastifyInstance): (url: string) => string[] {
  const routes: { path: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = url
      .split('/')
      .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replaceAll('.', '\\.')))
      .join('/');
    routes.push({ path: new RegExp(`^${pattern}$`), methods: [method].flat() });
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? url;
    const methods = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  };
}

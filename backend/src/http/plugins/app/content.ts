import fp from 'fastify-plugin';

import { VigieError } from '../../../domain/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Texts with a NUL character are refused where they are used, each alone, and not with the whole call. */
    checksOwnTexts?: true;
  }
}

/** Deepest value that anybody has a use for is a dataset's list of values: queries, query, params, list, value. */
const MAX_DEPTH = 16;

/**
 * Refuses what no part could use and some would fail on: values nested beyond any use (writing them into a message overflows
 * the stack), and texts with a NUL character (PostgreSQL cannot hold it). It runs before any schema is looked at.
 */
export default fp(async (app) => {
  app.addHook('preValidation', async ({ body, params, query, routeOptions }) => {
    const checksTexts = routeOptions.config.checksOwnTexts !== true;
    for (const [where, value] of Object.entries({ body, path: params, 'query string': query })) {
      const problem = problemOf(value, checksTexts);
      if (problem !== undefined) {
        throw new VigieError('invalid_request', `The ${where} ${problem}.`);
      }
    }
  });
});

/** Walks without recursion: what is looked for is too deep for it. */
function problemOf(root: unknown, checksTexts: boolean): string | undefined {
  const waiting: [value: unknown, depth: number][] = [[root, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string') {
      if (checksTexts && value.includes('\0')) {
        return 'holds a text with a NUL character, which nothing here can have';
      }
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) {
        return `is nested deeper than ${MAX_DEPTH} levels`;
      }
      for (const [key, inner] of Object.entries(value)) {
        waiting.push([key, depth + 1], [inner, depth + 1]);
      }
    }
  }
  return undefined;
}

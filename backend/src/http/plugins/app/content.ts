import fp from 'fastify-plugin';

import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Texts with a NUL character are refused where they are used, each alone, and not with the whole call. */
    checksOwnTexts?: true;
  }
}

/** Deepest value that anybody has a use for is a dataset's list of values: queries, query, params, list, value. */
const MAX_DEPTH = 16;

/** The parts of a request that are looked at. */
const PARTS = {
  body: { fr: 'Le corps', en: 'The body' },
  params: { fr: 'Le chemin', en: 'The path' },
  query: { fr: 'La chaîne de requête', en: 'The query string' },
} as const satisfies Record<string, LocalizedText>;

/**
 * Refuses what no part could use and some would fail on: values nested beyond any use (writing them into a message overflows
 * the stack), and texts with a NUL character (PostgreSQL cannot hold it). It runs before any schema is looked at.
 */
export default fp(async (app) => {
  app.addHook('preValidation', async (request) => {
    const checksTexts = request.routeOptions.config.checksOwnTexts !== true;
    for (const part of ['body', 'params', 'query'] as const) {
      const problem = problemOf(request[part], checksTexts);
      if (problem !== undefined) {
        const { fr, en } = PARTS[part];
        throw new VigieError('invalid_request', { fr: `${fr} ${problem.fr}.`, en: `${en} ${problem.en}.` });
      }
    }
  });
});

/** Walks without recursion: what is looked for is too deep for it. */
function problemOf(root: unknown, checksTexts: boolean): LocalizedText | undefined {
  const waiting: [value: unknown, depth: number][] = [[root, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string') {
      if (checksTexts && value.includes('\0')) {
        return {
          fr: 'contient un texte avec un caractère NUL, que rien ici ne peut avoir',
          en: 'holds a text with a NUL character, which nothing here can have',
        };
      }
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) {
        return { fr: `a plus de ${MAX_DEPTH} niveaux`, en: `is nested deeper than ${MAX_DEPTH} levels` };
      }
      for (const [key, inner] of Object.entries(value)) {
        waiting.push([key, depth + 1], [inner, depth + 1]);
      }
    }
  }
  return undefined;
}

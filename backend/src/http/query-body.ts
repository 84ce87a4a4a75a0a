import { Readable } from 'node:stream';

import { stringifyChunked } from '@discoveryjs/json-ext';

import type { QueryResult } from '../datasets/engine/run.ts';
import { otherWork } from '../liveness/breather.ts';

/** The answer of a call: the results by the names of their queries. */
export interface QueryAnswer {
  results: Record<string, QueryResult>;
}

/** Values of an answer that become JSON in a few milliseconds. */
const AT_ONCE = 20_000;
/** Characters of a piece, about; one takes half a millisecond. */
const PIECE = 32 * 1024;

/** An answer as JSON: a large one comes in pieces, between which the process answers others. */
export function queryBody(answer: QueryAnswer): string | Readable {
  return valuesIn(answer) <= AT_ONCE ? JSON.stringify(answer) : Readable.from(piecesOf(answer), { objectMode: false });
}

function valuesIn({ results }: QueryAnswer): number {
  return Object.values(results)
    .flatMap(({ frames }) => frames.flatMap(({ data }) => data.values))
    .reduce((sum, column) => sum + column.length, 0);
}

async function* piecesOf(answer: QueryAnswer): AsyncGenerator<string> {
  for (const piece of stringifyChunked(answer, { highWaterMark: PIECE })) {
    yield piece;
    await otherWork();
  }
}

import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

import { type QueryAnswer, queryBody } from './query-body.ts';

/** An answer of so many rows, with the values that JSON writes in its own way. */
function answerOf(rows: number): QueryAnswer {
  const custom = { sources: [], readAt: null, ageSeconds: null, state: 'ok' as const };
  const column = <T>(valueOf: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => valueOf(row));
  return {
    results: {
      'Q"1': {
        status: 200,
        frames: [
          {
            schema: { refId: 'Q"1', name: 'counters.entries', meta: { custom }, fields: [] },
            data: {
              values: [
                column((row) => [null, 0.1, -0, 1.7e12, Number.NaN][row % 5] ?? null),
                column((row) => ['Hôtel « 1 »', '\u2028', '\ud83d\ude00', '\ud800', '"\\\n'][row % 5] ?? null),
              ],
            },
          },
        ],
      },
      empty: { status: 400, frames: [], error: 'no such dataset', errorSource: 'downstream' },
    },
  };
}

test('writes a small answer at once', () => {
  const answer = answerOf(100);
  assert.equal(queryBody(answer), JSON.stringify(answer));
});

test('writes a large answer in pieces, the same to the letter', async () => {
  const answer = answerOf(50_000);
  const body = queryBody(answer);
  assert.ok(typeof body !== 'string');
  assert.equal(await text(body), JSON.stringify(answer));
});

test('lets the process do other work between the pieces of a large answer', async () => {
  const body = queryBody(answerOf(50_000));
  assert.ok(typeof body !== 'string');
  let turns = 0;
  let reading = true;
  const count = (): void => {
    turns += 1;
    if (reading) {
      setImmediate(count);
    }
  };
  setImmediate(count);
  let pieces = 0;
  for await (const piece of body) {
    pieces += Number(String(piece).length > 0);
  }
  reading = false;
  assert.ok(pieces > 10, `${pieces} pieces`);
  assert.ok(turns >= pieces, `${turns} turns beside ${pieces} pieces`);
});

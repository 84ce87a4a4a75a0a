import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createCallers, OTHER_TOKENS } from './callers.ts';
import { createOperationEvents } from './events.ts';

const caller = (name: string) => ({ tokenId: `id-${name}`, tokenName: name });

function setUp() {
  const clock = { now: 0 };
  const events = createOperationEvents();
  const callers = createCallers(events, () => clock.now);
  const query = (name: string, seconds: number) =>
    events.emit({ kind: 'query', caller: caller(name), subject: 'x', outcome: 'ok', seconds });
  return { callers, clock, events, query };
}

test('adds up an hour token by token, the one that took most time first', () => {
  const { callers, clock, events, query } = setUp();
  query('a', 1);
  query('b', 5);
  clock.now = 30 * 60_000;
  query('a', 2);
  events.emit({ kind: 'waited', caller: caller('a'), subject: 'x', seconds: 3 });
  events.emit({ kind: 'waited', caller: caller('a'), subject: 'x', seconds: 1 });
  events.emit({ kind: 'refused', caller: caller('b'), subject: 'x', reason: 'late' });
  assert.deepEqual(
    callers
      .lastHour()
      .map((one) => [
        one.tokenName,
        one.queries,
        one.busySeconds,
        one.waitedSeconds,
        one.longestWaitSeconds,
        one.refused,
      ]),
    [
      ['b', 1, 5, 0, 0, 1],
      ['a', 2, 3, 4, 3, 0],
    ]
  );
  clock.now = 61 * 60_000;
  assert.deepEqual(
    callers.lastHour().map((one) => [one.tokenName, one.queries]),
    [
      ['a', 1],
      ['b', 0],
    ]
  );
  clock.now = 200 * 60_000;
  assert.deepEqual(callers.lastHour(), []);
});

test('counts more tokens than it tells apart in one line', () => {
  const { callers, query } = setUp();
  for (let token = 0; token < 300; token += 1) {
    query(`t${token}`, 1);
  }
  // One that is known stays known.
  query('t0', 1);
  const figures = callers.lastHour();
  assert.equal(figures.length, 201);
  assert.equal(figures.find(({ tokenId }) => tokenId === OTHER_TOKENS.tokenId)?.queries, 100);
  assert.equal(figures.find(({ tokenName }) => tokenName === 't0')?.queries, 2);
});

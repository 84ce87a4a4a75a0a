import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { createTurns, type TurnLimits } from './turns.ts';

const caller = (name: string) => ({ tokenId: name, tokenName: name });

/** Works that end when the test says so; `begun` holds them in their order. Limits that are no matter are out of the way. */
function setUp(some: Partial<TurnLimits>) {
  const limits = { perToken: 2, overall: 6, ...some };
  const turns = createTurns(limits);
  const begun: { name: string; end: () => void }[] = [];
  const ask = (name: string, signal?: AbortSignal): Promise<string> =>
    turns.run(
      caller(name),
      () => new Promise<string>((resolve) => begun.push({ name, end: () => resolve(name) })),
      signal && { signal }
    );
  const names = () => begun.map(({ name }) => name).join('');
  /** Ends the works in their order, as many as have begun by then. */
  const endNext = async (): Promise<void> => {
    begun[ended]?.end();
    ended += 1;
    await nextTurn();
  };
  let ended = 0;
  return { turns, begun, ask, names, endNext };
}

test('a token runs a few works at a time, in their order', async () => {
  const { turns, ask, names, endNext } = setUp({ perToken: 2, overall: 10 });
  const asked = Array.from({ length: 5 }, () => ask('a'));
  assert.equal(names(), 'aa');
  assert.deepEqual(
    turns.shares().map(({ tokenName, running, waiting }) => [tokenName, running, waiting]),
    [['a', 2, 3]]
  );
  await endNext();
  assert.equal(names(), 'aaa');
  for (let works = 0; works < 4; works += 1) {
    await endNext();
  }
  assert.deepEqual(await Promise.all(asked), ['a', 'a', 'a', 'a', 'a']);
  assert.deepEqual(turns.shares(), []);
});

test('a token that comes later begins at once beside one that floods', async () => {
  const { ask, names } = setUp({ perToken: 2, overall: 3 });
  for (let works = 0; works < 60; works += 1) {
    void ask('a');
  }
  void ask('b');
  await nextTurn();
  assert.equal(names(), 'aab');
});

test('tokens take turns when all places are taken', async () => {
  const { ask, names, endNext } = setUp({ perToken: 1, overall: 1 });
  for (let works = 0; works < 3; works += 1) {
    void ask('a');
  }
  for (const name of ['b', 'b', 'b', 'c']) {
    void ask(name);
  }
  for (let works = 0; works < 7; works += 1) {
    await endNext();
  }
  assert.equal(names(), 'abcabab');
});

test('more than may wait is refused, and only of the token that has so much', async () => {
  const { ask, names } = setUp({ perToken: 1, overall: 2, waiting: 2 });
  for (let works = 0; works < 3; works += 1) {
    void ask('a');
  }
  await assert.rejects(ask('a'), { name: 'VigieError', reason: 'queue_full', code: 'rate_limited', status: 429 });
  void ask('b');
  await nextTurn();
  assert.equal(names(), 'ab');
});

test('work whose turn does not come in time is refused and never begins', async () => {
  const { turns, ask, names, endNext } = setUp({ perToken: 1, overall: 1, maxWaitMs: 20 });
  const first = ask('a');
  await Promise.all([
    assert.rejects(ask('a'), { reason: 'waited_too_long', status: 429 }),
    assert.rejects(ask('b'), { reason: 'waited_too_long' }),
  ]);
  await endNext();
  assert.equal(await first, 'a');
  assert.equal(names(), 'a');
  assert.deepEqual(turns.shares(), []);
});

test('a caller that has gone loses its place, and one whose work has begun does not', async () => {
  const { turns, ask, names, endNext } = setUp({ perToken: 1, overall: 1 });
  const gone = new AbortController();
  const first = ask('a', gone.signal);
  const second = ask('a', gone.signal);
  gone.abort(new Error('gone'));
  await assert.rejects(second, /gone/);
  await assert.rejects(ask('a', gone.signal), /gone/);
  await endNext();
  assert.equal(await first, 'a');
  assert.equal(names(), 'a');
  assert.deepEqual(turns.shares(), []);
});

test('work that fails gives its place back', async () => {
  const { turns, ask, names } = setUp({ perToken: 1, overall: 1 });
  await assert.rejects(
    turns.run(caller('a'), () => Promise.reject(new Error('broken'))),
    /broken/
  );
  void ask('a');
  await nextTurn();
  assert.equal(names(), 'a');
});

test('a token that is alone has more places, and gives them up when another one is seen', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const { turns, ask, names, endNext } = setUp({ perToken: 1, alone: 3, overall: 4 });
  for (let works = 0; works < 20; works += 1) {
    void ask('a');
  }
  assert.equal(names(), 'aaa');
  turns.seen(caller('screen'));
  await endNext();
  await endNext();
  assert.equal(names(), 'aaa');
  await endNext();
  assert.equal(names(), 'aaaa');
  // One place is left: who comes begins at once.
  void ask('b');
  await nextTurn();
  assert.equal(names(), 'aaaab');
  await endNext();
  await endNext();
  assert.equal(names(), 'aaaaba');

  now = 59_000;
  void ask('a');
  await nextTurn();
  assert.equal(names(), 'aaaaba');
  now = 61_000;
  void ask('a');
  await nextTurn();
  assert.equal(names(), 'aaaabaaa');
});

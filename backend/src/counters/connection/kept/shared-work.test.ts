import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createSharedWork } from './shared-work.ts';

/** Work that ends on demand. */
function pending() {
  const signals: AbortSignal[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return promise;
  };
  return { work, signals, resolve, reject };
}

const gone = (): AbortController => new AbortController();

test('equal questions share what is under way, others do not', async () => {
  const shared = createSharedWork({ keep: false });
  const { work, signals, resolve } = pending();
  const answers = ['a', 'a', 'b'].map((key) => shared.run(key, undefined, work));
  assert.equal(signals.length, 2);
  resolve('answer');
  assert.deepEqual(await Promise.all(answers), ['answer', 'answer', 'answer']);
  await shared.run('a', undefined, work);
  assert.equal(signals.length, 3);
});

test('work goes on while one caller still waits, and is ended when the last one has gone', async () => {
  const shared = createSharedWork({ keep: false });
  const { work, signals, resolve } = pending();
  const [first, second] = [gone(), gone()];
  const waits = [first, second].map(({ signal }) => shared.run('a', signal, work));
  first.abort(new Error('first has gone'));
  await assert.rejects(waits[0]!, /first has gone/);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [false]
  );
  second.abort(new Error('second has gone'));
  await assert.rejects(waits[1]!, /second has gone/);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true]
  );
  // The next caller starts over: what was ended has no answer.
  const third = shared.run('a', undefined, work);
  assert.equal(signals.length, 2);
  resolve('answer');
  assert.equal(await third, 'answer');
});

test('a caller that has gone already begins nothing', async () => {
  const shared = createSharedWork({ keep: true });
  const { work, signals } = pending();
  await assert.rejects(shared.run('a', AbortSignal.abort(new Error('gone')), work), /gone/);
  assert.equal(signals.length, 0);
});

test('a failure reaches all who wait, and the next question starts over', async () => {
  const shared = createSharedWork({ keep: true });
  const { work, signals, reject } = pending();
  const waits = [1, 2].map(() => shared.run('a', undefined, work));
  reject(new Error('lost'));
  for (const wait of waits) {
    await assert.rejects(wait, /lost/);
  }
  await assert.rejects(shared.run('a', undefined, work), /lost/);
  assert.equal(signals.length, 2);
});

test('costly answers are kept for some seconds, cheap ones not at all', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const shared = createSharedWork({ keep: true });
  let asked = 0;
  const taking = (ms: number) => async (): Promise<number> => {
    now += ms;
    asked += 1;
    return asked;
  };
  assert.equal(await shared.run('cheap', undefined, taking(100)), 1);
  assert.equal(await shared.run('cheap', undefined, taking(100)), 2);
  assert.equal(await shared.run('costly', undefined, taking(600)), 3);
  t.mock.timers.tick(2_999);
  assert.equal(await shared.run('costly', undefined, taking(600)), 3);
  t.mock.timers.tick(1);
  assert.equal(await shared.run('costly', undefined, taking(60_000)), 4);
  t.mock.timers.tick(4_999);
  assert.equal(await shared.run('costly', undefined, taking(600)), 4);
  shared.forget();
  assert.equal(await shared.run('costly', undefined, taking(600)), 5);
});

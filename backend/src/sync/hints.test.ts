import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeTimer, settle } from '../../test/support/upstreams/fake-timer.ts';
import { Hints } from './hints.ts';

const INTERVAL_MS = 5_000;

function observed(work: () => Promise<void> = () => Promise.resolve()) {
  const timer = new FakeTimer();
  const acts: [name: string, at: number][] = [];
  const act = (name: string): Promise<void> => {
    acts.push([name, timer.now()]);
    return work();
  };
  return { timer, acts, hints: new Hints({ intervalMs: INTERVAL_MS, act, timer }) };
}

test('a hint is acted on at once', async () => {
  const { timer, acts, hints } = observed();
  hints.add('atera');
  assert.deepEqual(acts, []);
  await timer.run();
  assert.deepEqual(acts, [['atera', 0]]);
});

test('a flood costs one act an interval, and the last hint is not lost', async () => {
  const { timer, acts, hints } = observed();
  for (let at = 0; at <= 12_000; at += 10) {
    timer.after(at, () => hints.add('atera'));
  }
  await timer.run();
  assert.deepEqual(
    acts.map(([, at]) => at),
    [0, 5_000, 10_000, 15_000]
  );
});

test('names do not wait for each other', async () => {
  const { timer, acts, hints } = observed();
  hints.add('atera');
  timer.after(1_000, () => hints.add('lyon'));
  timer.after(2_000, () => hints.add('atera'));
  await timer.run();
  assert.deepEqual(acts, [
    ['atera', 0],
    ['lyon', 1_000],
    ['atera', 5_000],
  ]);
});

test('stop forgets what waits and waits for what is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { timer, acts, hints } = observed(() => promise);
  hints.add('atera');
  await timer.run(1_000);
  hints.add('atera');
  let stopped = false;
  const stop = hints.stop().then(() => (stopped = true));
  await settle();
  assert.equal(stopped, false);
  resolve();
  await stop;
  await timer.run();
  assert.deepEqual(acts, [['atera', 0]]);
});

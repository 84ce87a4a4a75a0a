import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { FakeTimer } from '../../../test/support/fake-timer.ts';
import { PRIORITIES, type Priority, RequestBudget } from './request-budget.ts';

interface Asked {
  at: number;
  priority: Priority;
  /** From sending to the upstream's counting it. */
  transitMs: number;
  /** From sending to its answer. */
  durationMs: number;
}

/** Sends requests through a budget and tells when each one was sent and counted by the upstream. */
async function simulate(budget: RequestBudget, timer: FakeTimer, asked: readonly Asked[]) {
  const sent: { at: number; arrival: number; priority: Priority }[] = [];
  for (const { at, priority, transitMs, durationMs } of asked) {
    timer.after(at, () => {
      void budget.acquire(priority).then((release) => {
        sent.push({ at: timer.now(), arrival: timer.now() + transitMs, priority });
        timer.after(durationMs, release);
      });
    });
  }
  await timer.run();
  return sent;
}

function mostInAnyMinute(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((start) => sorted.filter((at) => at >= start && at < start + 60_000).length));
}

const requests = fc.array(
  fc
    .record({
      at: fc.integer({ min: 0, max: 150_000 }),
      priority: fc.constantFrom(...PRIORITIES),
      transitMs: fc.integer({ min: 0, max: 20_000 }),
      extraMs: fc.integer({ min: 0, max: 5_000 }),
    })
    .map(({ extraMs, ...request }) => ({ ...request, durationMs: request.transitMs + extraMs })),
  { minLength: 1, maxLength: 80 }
);

test('the upstream never counts more requests in any 60 seconds than the budget allows, and every request is sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      requests,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 8 }),
      async (asked, perMinute, maxConcurrent) => {
        const timer = new FakeTimer();
        const sent = await simulate(new RequestBudget({ perMinute, maxConcurrent, timer }), timer, asked);
        assert.equal(sent.length, asked.length);
        assert.ok(mostInAnyMinute(sent.map(({ arrival }) => arrival)) <= perMinute);
      }
    ),
    { numRuns: 60 }
  );
});

test('never more requests in flight than allowed', async () => {
  const timer = new FakeTimer();
  const asked = Array.from({ length: 30 }, () => ({
    at: 0,
    priority: 'refresh' as const,
    transitMs: 0,
    durationMs: 1_000,
  }));
  const sent = await simulate(new RequestBudget({ perMinute: 300, maxConcurrent: 5, timer }), timer, asked);
  assert.deepEqual(
    [0, 1_000, 2_000, 3_000, 4_000, 5_000].map((at) => sent.filter((request) => request.at === at).length),
    [5, 5, 5, 5, 5, 5]
  );
});

test('a burst goes out at once', async () => {
  const timer = new FakeTimer();
  const asked = Array.from({ length: 100 }, () => ({
    at: 0,
    priority: 'reading' as const,
    transitMs: 0,
    durationMs: 0,
  }));
  const sent = await simulate(new RequestBudget({ perMinute: 300, maxConcurrent: 200, timer }), timer, asked);
  assert.ok(sent.every(({ at }) => at === 0));
});

test('a long reading leaves the refresh its reserve, and a refresh goes before those that wait longer', async () => {
  const timer = new FakeTimer();
  const history = Array.from({ length: 400 }, () => ({
    at: 0,
    priority: 'background' as const,
    transitMs: 0,
    durationMs: 100,
  }));
  const refreshes = [10_000, 40_000].map((at) => ({ at, priority: 'refresh' as const, transitMs: 0, durationMs: 100 }));
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 10, timer });
  const sent = await simulate(budget, timer, [...history, ...refreshes]);
  assert.deepEqual(
    sent.filter(({ priority }) => priority === 'refresh').map(({ at }) => at),
    [10_000, 40_000]
  );
  assert.equal(sent.filter(({ at, priority }) => priority === 'background' && at < 60_000).length, 240);
});

test('a pause holds everybody back', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 10, timer });
  budget.pause(7_000);
  assert.equal(budget.pausedForMs, 7_000);
  const sent = await simulate(budget, timer, [{ at: 1_000, priority: 'refresh', transitMs: 0, durationMs: 0 }]);
  assert.equal(sent[0]?.at, 7_000);
});

test('who gives up while waiting frees the place for the next', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 1, maxConcurrent: 1, timer });
  (await budget.acquire('refresh'))();
  const abort = new AbortController();
  const givenUp = budget.acquire('refresh', abort.signal);
  const patient = budget.acquire('refresh');
  abort.abort(new Error('changed my mind'));
  await assert.rejects(givenUp, /changed my mind/);
  await timer.run(60_000);
  (await patient)();
  assert.equal(timer.now(), 60_000);
});

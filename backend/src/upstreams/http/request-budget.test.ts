import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { FakeTimer } from '../../../test/support/upstreams/fake-timer.ts';
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
        timer.after(durationMs, () => release(true));
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

test('tells how much of it is used, who waits and since when', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 2, maxConcurrent: 10, timer });
  const shown = () => {
    const { inFlight, inMinute, waiting, longestWaitMs, pausedForMs } = budget.standing();
    return [inFlight, inMinute, waiting, longestWaitMs, pausedForMs];
  };
  const seen: number[][] = [];
  timer.after(0, () => {
    void budget.acquire('refresh').then((release) => timer.after(500, () => release(true)));
    void budget.acquire('refresh').then((release) => timer.after(2_000, () => release(true)));
  });
  timer.after(1_000, () => void budget.acquire('refresh').then((release) => release(true)));
  timer.after(1_500, () => seen.push(shown()));
  timer.after(3_000, () => {
    budget.pause(9_000);
    seen.push(shown());
  });
  timer.after(300_000, () => seen.push(shown()));
  await timer.run();
  assert.deepEqual(seen, [
    [1, 2, 1, 500, 0],
    [0, 2, 1, 2_000, 9_000],
    [0, 0, 0, 0, 0],
  ]);
  assert.equal(budget.standing().perMinute, 2);
});

/** An upstream that accepts so many requests in a sliding minute and asks for a pause after every other one. */
function limitedUpstream(timer: FakeTimer, perMinute: number, pauseMs: number) {
  const accepted: number[] = [];
  const sent: { at: number; refused: boolean }[] = [];
  const send = async (budget: RequestBudget): Promise<void> => {
    for (;;) {
      const release = await budget.acquire('reading');
      const at = timer.now();
      const refused = accepted.filter((other) => other > at - 60_000).length >= perMinute;
      sent.push({ at, refused });
      if (!refused) {
        accepted.push(at);
      }
      await new Promise<void>((resolve) => timer.after(100, resolve));
      if (!refused) {
        release(true);
        return;
      }
      budget.pause(pauseMs);
      release(false);
    }
  };
  return { sent, send };
}

test('after a pause one request goes alone, and the others follow only once it is answered', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 32, timer });
  budget.pause(10_000);
  const { sent, send } = limitedUpstream(timer, 300, 0);
  void Promise.all(Array.from({ length: 46 }, () => send(budget)));
  await timer.run();
  const at = (instant: number) => sent.filter((request) => request.at === instant).length;
  assert.deepEqual([at(10_000), at(10_100), at(10_200), at(10_300)], [1, 2, 4, 8]);
  assert.equal(sent.length, 46);
});

test('a limit that frees itself bit by bit refuses a few of those that waited, not nearly all', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 1_000, maxConcurrent: 32, timer });
  const { sent, send } = limitedUpstream(timer, 12, 60_000);
  budget.pause(1_000);
  void Promise.all(Array.from({ length: 46 }, () => send(budget)));
  await timer.run(65_000);
  const firstMinute = sent.filter(({ at }) => at < 60_000);
  assert.equal(firstMinute.filter(({ refused }) => !refused).length, 12);
  // Those beyond the limit in the last round, and what its first answers let go before the first refusal came.
  assert.equal(firstMinute.filter(({ refused }) => refused).length, 13);
});

test('a first request that is refused too starts another pause, with nobody behind it', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 32, timer });
  const { sent, send } = limitedUpstream(timer, 0, 10_000);
  budget.pause(10_000);
  void Promise.all(Array.from({ length: 20 }, () => send(budget)));
  await timer.run(45_000);
  assert.deepEqual(
    sent.map(({ at }) => at),
    [10_000, 20_100, 30_200, 40_300]
  );
});

test('a first request that is given up leaves its place to another one', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 32, timer });
  budget.pause(1_000);
  const first = budget.acquire('refresh');
  const others = [budget.acquire('reading'), budget.acquire('reading')];
  await timer.run(1_000);
  let granted = 0;
  others.forEach((other) => void other.then(() => (granted += 1)));
  (await first)(false);
  await timer.run(2_000);
  assert.equal(granted, 1);
});

test('answers to requests sent before a pause do not end it sooner', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 300, maxConcurrent: 32, timer });
  const before = await Promise.all([1, 2, 3, 4].map(() => budget.acquire('reading')));
  budget.pause(1_000);
  before.slice(1).forEach((release) => release(true));
  const sent: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    void budget.acquire('reading').then(() => sent.push(timer.now()));
  }
  await timer.run(5_000);
  assert.deepEqual(sent, [1_000]);
});

test('who gives up while waiting frees the place for the next', async () => {
  const timer = new FakeTimer();
  const budget = new RequestBudget({ perMinute: 1, maxConcurrent: 1, timer });
  (await budget.acquire('refresh'))(true);
  const abort = new AbortController();
  const givenUp = budget.acquire('refresh', abort.signal);
  const patient = budget.acquire('refresh');
  abort.abort(new Error('changed my mind'));
  await assert.rejects(givenUp, /changed my mind/);
  await timer.run(60_000);
  (await patient)(true);
  assert.equal(timer.now(), 60_000);
});

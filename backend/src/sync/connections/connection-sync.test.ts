import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { pino } from 'pino';

import { ALL_WELL, type JobOutcome } from './connection-jobs.ts';
import { ConnectionSync } from './connection-sync.ts';

const MINUTE = 60_000;

/** A connection that compares everything every 15 minutes, with the outcomes of these comparisons. */
function setUp(t: TestContext, outcome: () => JobOutcome, reconcileAgeMs = Number.POSITIVE_INFINITY) {
  let now = 0;
  let reconciled = 0;
  t.mock.method(performance, 'now', () => now);
  const jobs = {
    register: () => Promise.resolve(),
    hasFirstReading: () => Promise.resolve(true),
    reconcileAgeMs: () => Promise.resolve(reconcileAgeMs),
    refresh: () => Promise.resolve(ALL_WELL),
    reconcile: () => {
      reconciled += 1;
      return Promise.resolve(outcome());
    },
    readRest: () => Promise.resolve(ALL_WELL),
    isRestRead: () => Promise.resolve(true),
    forgetRest: () => Promise.resolve(),
  };
  const sync = new ConnectionSync('atera', jobs, pino({ level: 'silent' }), 15 * MINUTE);
  const runAt = async (ms: number): Promise<number> => {
    now = ms;
    await sync.run({ full: false, background: true, signal: t.signal });
    await nextTurn();
    return reconciled;
  };
  return { runAt };
}

test('compares everything again at its interval', async (t) => {
  const { runAt } = setUp(t, () => ALL_WELL);
  assert.equal(await runAt(0), 1);
  assert.equal(await runAt(14 * MINUTE), 1);
  assert.equal(await runAt(15 * MINUTE), 2);
});

test('compares everything again after an interval when the clock was set back by hours since the last time', async (t) => {
  const { runAt } = setUp(t, () => ALL_WELL, -5 * 60 * MINUTE);
  assert.equal(await runAt(0), 0);
  assert.equal(await runAt(14 * MINUTE), 0);
  assert.equal(await runAt(15 * MINUTE), 1);
});

test('compares everything again soon when a list did not come whole, and with patience when it never does', async (t) => {
  let incomplete = true;
  const { runAt } = setUp(t, () => ({ ...ALL_WELL, incomplete }));
  assert.equal(await runAt(0), 1);
  assert.equal(await runAt(0.4 * MINUTE), 1);
  assert.equal(await runAt(0.5 * MINUTE), 2);
  assert.equal(await runAt(1 * MINUTE), 2);
  incomplete = false;
  assert.equal(await runAt(1.5 * MINUTE), 3);
  assert.equal(await runAt(16 * MINUTE), 3);
  assert.equal(await runAt(16.5 * MINUTE), 4);
});

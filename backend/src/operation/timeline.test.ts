import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { createActivities } from './activities.ts';
import { createOperationEvents, type QueryOutcome } from './events.ts';
import { createTimeline, joined, SLOT_SECONDS } from './timeline.ts';

const CALLER = { tokenId: 'a', tokenName: 'a' };

function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const events = createOperationEvents();
  const activities = createActivities();
  const timeline = createTimeline(events, activities);
  timeline.start();
  t.after(() => timeline.stop());
  const query = (outcome: QueryOutcome, seconds: number) =>
    events.emit({ kind: 'query', caller: CALLER, subject: 'x', outcome, seconds });
  const pass = (slots: number) => t.mock.timers.tick(slots * SLOT_SECONDS * 1_000);
  return { activities, events, pass, query, timeline };
}

test('a slot holds what ended in it, and the next one begins at nothing', (t) => {
  const { events, pass, query, timeline } = setUp(t);
  for (let hundredth = 1; hundredth <= 100; hundredth += 1) {
    query('ok', hundredth / 100);
  }
  query('kept', 0.01);
  query('failed', 0.01);
  query('refused', 0.01);
  events.emit({ kind: 'refused', caller: CALLER, subject: 'x', reason: 'queue_full' });
  events.emit({ kind: 'waited', caller: CALLER, subject: 'x', seconds: 2.5 });
  events.emit({ kind: 'statement', database: 'counters', outcome: 'killed', seconds: 1 });
  events.emit({ kind: 'statement', database: 'store', outcome: 'ok', seconds: 1 });
  pass(1);
  pass(1);
  const [first, second] = timeline.slots();
  assert.deepEqual(
    [first?.queries, first?.kept, first?.failed, first?.refused, first?.longestWaitSeconds, first?.statementsKilled],
    [103, 1, 1, 1, 2.5, 1]
  );
  assert.ok(Math.abs((first?.p95Seconds ?? 0) - 0.95) < 0.02, String(first?.p95Seconds));
  assert.deepEqual([second?.queries, second?.refused, second?.longestWaitSeconds, second?.p95Seconds], [0, 0, 0, null]);
  assert.ok((first?.residentBytes ?? 0) > 1e6);
});

test('a query that still waits counts with what it has waited', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const { activities, timeline } = setUp(t);
  activities.begin(CALLER, 'x', 'counters_turn');
  activities.begin(CALLER, 'y', 'statement_turn');
  // Not a queue: the database works on it.
  activities.begin(CALLER, 'z', 'counters');
  now = 7_000;
  const { waiting, longestWaitSeconds } = timeline.recent(10);
  assert.deepEqual([waiting, longestWaitSeconds], [2, 7]);
});

test('the last seconds are whole slots, the present one included', (t) => {
  const { pass, query, timeline } = setUp(t);
  for (let slot = 0; slot < 5; slot += 1) {
    query('ok', 0.1);
    pass(1);
  }
  query('ok', 0.1);
  assert.deepEqual(
    [10, 11, 30, 60, 600].map((seconds) => timeline.recent(seconds).queries),
    [1, 2, 3, 6, 6]
  );
});

test('six hours are kept and no more', (t) => {
  const { pass, timeline } = setUp(t);
  pass(2_200);
  assert.equal(timeline.slots().length, 2_160);
});

test('slots are joined by sums of what happened and by the most of what stood', (t) => {
  const { timeline } = setUp(t);
  const slot = timeline.recent(1);
  const a = { ...slot, at: new Date(1), queries: 3, p95Seconds: null, waiting: 5, residentBytes: 10 };
  const b = { ...slot, at: new Date(2), queries: 4, p95Seconds: 0.5, waiting: 1, residentBytes: 20 };
  const { at, queries, p95Seconds, waiting, residentBytes } = joined([a, b]);
  assert.deepEqual([at.getTime(), queries, p95Seconds, waiting, residentBytes], [2, 7, 0.5, 5, 20]);
  assert.equal(joined([b, a]).p95Seconds, 0.5);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

import { afterSilence, createAnswerWatch } from './silence.ts';

/** Keeps the event loop from listening. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    // As a long computation does.
  }
}

test('a time in which this process did not listen is no silence', async () => {
  let called = 0;
  const cancel = afterSilence(500, () => (called += 1));
  for (let times = 0; times < 3; times += 1) {
    block(600);
    await nextTurn();
  }
  assert.equal(called, 0);
  cancel();
});

test('reports silence while an answer is owed, again and again, and not after it', async () => {
  let told = 0;
  const watch = createAnswerWatch(10, () => (told += 1));
  const answered = watch.sent();
  while (told < 2) {
    await pause(5);
  }
  answered();
  const before = told;
  await pause(60);
  assert.equal(told, before);
});

test('an answer to any question ends the silence', async () => {
  let told = 0;
  const watch = createAnswerWatch(400, () => (told += 1));
  const slow = watch.sent();
  for (let answers = 0; answers < 12; answers += 1) {
    watch.sent()();
    await pause(50);
  }
  slow();
  slow();
  assert.equal(told, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dueLevel } from './due.ts';

const HOUR = 3_600_000;

test('takes a due date for breached once it has passed, and not at the instant itself', () => {
  assert.equal(dueLevel(-1), 'breached');
  assert.equal(dueLevel(-400 * 24 * HOUR), 'breached');
  assert.equal(dueLevel(0), 'soon');
});

test('counts the limits of an hour and of four hours to the nearer level', () => {
  assert.equal(dueLevel(HOUR), 'soon');
  assert.equal(dueLevel(HOUR + 1), 'today');
  assert.equal(dueLevel(4 * HOUR), 'today');
  assert.equal(dueLevel(4 * HOUR + 1), 'ok');
});

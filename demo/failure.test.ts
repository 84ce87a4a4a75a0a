import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reportOf, sentenceOf } from './failure.ts';

test('shows the first line of an error and of its cause, however long a driver’s message is', () => {
  const statement = `insert into counting values ${'(?, ?, ?, ?), '.repeat(2_000)}`;
  const cause = Object.assign(new Error(`Duplicate entry 'a' for key 'PRIMARY'\n${statement}`), { sql: statement });
  const error = new Error('The invented shops could not be written.', { cause });
  assert.equal(
    reportOf(error, 'info'),
    "The demo ended: The invented shops could not be written. Duplicate entry 'a' for key 'PRIMARY'"
  );
  assert.ok(sentenceOf(new Error(statement)).length <= 301);
});

test('shows something of whatever was thrown', () => {
  assert.equal(sentenceOf('stopped'), 'stopped');
  assert.equal(sentenceOf(new TypeError('')), 'TypeError');
  assert.equal(sentenceOf(new Error('failed', { cause: { code: 7 } })), 'failed {"code":7}');
});

test('shows the stack with LOG_LEVEL=debug only', () => {
  assert.match(reportOf(new Error('failed'), 'debug'), /failed\nError: failed\n +at /);
  assert.equal(reportOf(new Error('failed'), 'info'), 'The demo ended: failed');
});

test('unrolls the errors that hide in others', () => {
  const cleaning = new SuppressedError(
    new Error('pool ended twice'),
    new Error('no such table'),
    'An error was suppressed'
  );
  assert.equal(sentenceOf(cleaning), 'no such table Then: pool ended twice');
  const both = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]);
  assert.equal(sentenceOf(new Error('no server', { cause: both })), 'no server ::1 refused; 127.0.0.1 refused');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { atMost, endOf, told } from '../measuring/report.ts';
import { readOptions } from './options.ts';

test('ends with 0 when every target is met', () => {
  assert.deepEqual(endOf([atMost('a', 1, 2, 'ms'), told('b', 9, 'ms')], []), {
    text: 'All 1 targets are met.',
    exitCode: 0,
  });
});

test('names the lines that fall short and the groups that failed', () => {
  const { text, exitCode } = endOf([atMost('a', 1, 2, 'ms'), atMost('b', 9.12345, 8, '×')], ['counters: no server']);
  assert.equal(exitCode, 1);
  assert.match(text, /^✗ falls short: b: 9\.123 ×, target ≤ 8$/m);
  assert.match(text, /^✗ failed: counters: no server$/m);
});

test('a measurement that is no number falls short', () => {
  assert.equal(endOf([atMost('memory', Number.NaN, 200, 'MB')], []).exitCode, 1);
});

test('runs the groups asked for in their order, all of them without a wish', () => {
  assert.deepEqual(readOptions([], ['a', 'b']).groups, ['a', 'b']);
  assert.deepEqual(readOptions(['--only', 'b', '--only', 'a'], ['a', 'b']).groups, ['a', 'b']);
  assert.equal(readOptions(['--json', 'f'], ['a']).json, 'f');
});

for (const [args, sentence] of [
  [['--only', 'c'], /^There is no group "c": it is one of a, b\.$/],
  [['--json', ''], /--json must be followed by the name of a file/],
  [['--bogus'], /--bogus/],
] as const) {
  test(`refuses ${args.join(' ')} with a sentence`, () => {
    assert.throws(() => readOptions([...args], ['a', 'b']), { message: sentence });
  });
}

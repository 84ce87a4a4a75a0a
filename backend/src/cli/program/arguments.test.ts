import assert from 'node:assert/strict';
import test from 'node:test';

import { ArgumentError } from '../localized-command.ts';
import { collectParam, daysArgument, instantArgument, paramsOf, timezoneArgument } from './arguments.ts';

test('parameters are texts, and a list where a name comes several times', () => {
  const given: [string, string][] = [
    ['limit', '4'],
    ['client', '12'],
    ['client', 'BASH'],
    ['__proto__', 'x'],
  ];
  const params = paramsOf(given);
  assert.deepEqual(Object.entries(params), [
    ['limit', '4'],
    ['client', ['12', 'BASH']],
    ['__proto__', 'x'],
  ]);
  assert.deepEqual(paramsOf([]), {});
});

test('a parameter is name=value; the value may hold anything', () => {
  assert.deepEqual(collectParam('search=a=b'), [['search', 'a=b']]);
  assert.deepEqual(collectParam('b=', [['a', '1']]), [
    ['a', '1'],
    ['b', ''],
  ]);
  assert.throws(() => collectParam('limit'), ArgumentError);
  assert.throws(() => collectParam('=4'), ArgumentError);
});

test('instants and lifetimes', () => {
  assert.equal(instantArgument('2024-07-23T08:00:00Z'), 1_721_721_600_000);
  assert.equal(instantArgument('1721721600000'), 1_721_721_600_000);
  assert.throws(() => instantArgument('yesterday'), ArgumentError);
  assert.equal(timezoneArgument('America/Toronto'), 'America/Toronto');
  for (const wrong of ['', 'Etc/Unknown', 'Mars/Olympus', '+02:00']) {
    assert.throws(() => timezoneArgument(wrong), ArgumentError, wrong);
  }
  assert.equal(daysArgument('90d'), 90);
  assert.equal(daysArgument('2w'), 14);
  assert.equal(daysArgument('1y'), 365);
  for (const wrong of ['90', '0d', '-1d', '3651d', '11y', '1m', '']) {
    assert.throws(() => daysArgument(wrong), ArgumentError, wrong);
  }
});

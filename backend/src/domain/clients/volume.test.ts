import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES } from '../rules/rules.ts';
import { volumeOf } from './volume.ts';

test('orange from warn on, red and full from high on', () => {
  const at = (open: number) => volumeOf(DEFAULT_RULES, 'support', 'BASH', open);
  assert.deepEqual(at(0), { ratio: 0, level: 'ok' });
  assert.deepEqual(at(9), { ratio: 0.45, level: 'ok' });
  assert.deepEqual(at(10), { ratio: 0.5, level: 'warn' });
  assert.deepEqual(at(19), { ratio: 0.95, level: 'warn' });
  assert.deepEqual(at(20), { ratio: 1, level: 'high' });
  assert.deepEqual(at(200), { ratio: 1, level: 'high' });
});

test('"Autres" has no colour', () => {
  assert.deepEqual(volumeOf(DEFAULT_RULES, 'support', null, 200), { ratio: 1, level: 'none' });
});

test('a queue has its own thresholds, and a client has the last word', () => {
  const [support, ...queues] = DEFAULT_RULES.queues;
  const [bash, ...clients] = DEFAULT_RULES.clients;
  const rules = {
    ...DEFAULT_RULES,
    queues: [{ ...support!, volume: { warn: 2, high: 4 } }, ...queues],
    clients: [{ ...bash!, volume: { warn: 50, high: 100 } }, ...clients],
  };
  assert.deepEqual(volumeOf(rules, 'support', 'Pimkie', 3), { ratio: 0.75, level: 'warn' });
  assert.deepEqual(volumeOf(rules, 'sysadmin', 'Pimkie', 3), { ratio: 0.15, level: 'ok' });
  assert.deepEqual(volumeOf(rules, 'support', 'BASH', 50), { ratio: 0.5, level: 'warn' });
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES } from '../rules/rules.ts';
import { volumeOf } from './volume.ts';

test('orange from warn on, red and full from high on', () => {
  const at = (open: number) => volumeOf(DEFAULT_RULES, 'support', 'BASH', open);
  const thresholds = { warn: 10, high: 20 };
  assert.deepEqual(at(0), { ratio: 0, level: 'ok', thresholds });
  assert.deepEqual(at(9), { ratio: 0.45, level: 'ok', thresholds });
  assert.deepEqual(at(10), { ratio: 0.5, level: 'warn', thresholds });
  assert.deepEqual(at(19), { ratio: 0.95, level: 'warn', thresholds });
  assert.deepEqual(at(20), { ratio: 1, level: 'high', thresholds });
  assert.deepEqual(at(200), { ratio: 1, level: 'high', thresholds });
});

test('"Autres" has no colour', () => {
  assert.deepEqual(volumeOf(DEFAULT_RULES, 'support', null, 200), { ratio: 1, level: 'none', thresholds: null });
});

test('a queue has its own thresholds, and a client has the last word', () => {
  const [support, ...queues] = DEFAULT_RULES.queues;
  const [bash, ...clients] = DEFAULT_RULES.clients;
  const rules = {
    ...DEFAULT_RULES,
    queues: [{ ...support!, volume: { warn: 2, high: 4 } }, ...queues],
    clients: [{ ...bash!, volume: { warn: 50, high: 100 } }, ...clients],
  };
  const of = (queue: string, client: string, open: number) => volumeOf(rules, queue, client, open);
  assert.deepEqual(of('support', 'Pimkie', 3), { ratio: 0.75, level: 'warn', thresholds: { warn: 2, high: 4 } });
  assert.deepEqual(of('sysadmin', 'Pimkie', 3), { ratio: 0.15, level: 'ok', thresholds: { warn: 10, high: 20 } });
  assert.deepEqual(of('support', 'BASH', 50), { ratio: 0.5, level: 'warn', thresholds: { warn: 50, high: 100 } });
});

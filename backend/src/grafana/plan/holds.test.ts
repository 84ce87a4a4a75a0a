import assert from 'node:assert/strict';
import { test } from 'node:test';

import { differences } from './change.ts';
import { holds } from './holds.ts';

test('what Grafana adds to a value, at any depth, is no difference', () => {
  const wanted = { title: 'Board', panels: [{ id: 1, options: { unit: 's', max: null } }], tags: ['vigie'] };
  const stored = {
    version: 7,
    tags: ['vigie'],
    title: 'Board',
    panels: [{ options: { reduce: true, unit: 's' }, id: 1, pluginVersion: '13.2.3' }],
  };
  assert.equal(holds(stored, wanted), true);
  assert.deepEqual(differences({ dashboard: stored }, { dashboard: wanted }), undefined);
});

test('what was changed, taken away, reordered or added to a list is a difference', () => {
  const wanted = { items: [{ value: 'a' }, { value: 'b' }], interval: '2m', empty: null };
  for (const stored of [
    { ...wanted, interval: '5m' },
    { items: wanted.items },
    { ...wanted, items: wanted.items.toReversed() },
    { ...wanted, items: [...wanted.items, { value: 'c' }] },
    { ...wanted, empty: 0 },
    undefined,
    [],
  ]) {
    assert.equal(holds(stored, wanted), false, JSON.stringify(stored));
  }
});

test('a difference names the old value and the new one', () => {
  assert.deepEqual(differences({ interval: '5m', theme: 'dark' }, { interval: '2m', title: 'A', list: [1] }), {
    fr: 'interval 5m → 2m, title (rien) → A, list (rien) → [1]',
    en: 'interval 5m → 2m, title (none) → A, list (none) → [1]',
  });
});

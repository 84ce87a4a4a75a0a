import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defineDataset } from './dataset.ts';
import { toFrame } from './frames.ts';

const title = { fr: '', en: '' };
const dataset = defineDataset({
  name: 'test.rows',
  title,
  description: title,
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: {},
  columns: {
    id: { type: 'string', title },
    age_s: { type: 'number', unit: 's', title },
    overdue: { type: 'boolean', title },
    created: { type: 'time', title },
  },
  read: async () => [],
});
const readAt = new Date('2026-03-10T12:00:00.250Z');

test('rows become typed columns, instants epoch milliseconds', () => {
  const frame = toFrame(
    'B',
    {
      dataset,
      rows: [
        { id: '7', age_s: 1.5, overdue: false, created: readAt },
        { id: null, age_s: null, overdue: null, created: null },
      ],
      source: { sources: ['atera'], readAt, ageSeconds: 3, state: 'ok' },
      notices: [],
    },
    'en'
  );
  assert.deepEqual(frame, {
    schema: {
      refId: 'B',
      name: 'test.rows',
      meta: { custom: { sources: ['atera'], readAt: '2026-03-10T12:00:00.250Z', ageSeconds: 3, state: 'ok' } },
      fields: [
        { name: 'id', type: 'string', typeInfo: { frame: 'string', nullable: true }, config: {} },
        { name: 'age_s', type: 'number', typeInfo: { frame: 'float64', nullable: true }, config: { unit: 's' } },
        { name: 'overdue', type: 'boolean', typeInfo: { frame: 'bool', nullable: true }, config: {} },
        { name: 'created', type: 'time', typeInfo: { frame: 'time.Time', nullable: true }, config: {} },
      ],
    },
    data: {
      values: [
        ['7', null],
        [1.5, null],
        [false, null],
        [readAt.getTime(), null],
      ],
    },
  });
});

test('without rows every column is there, empty; notices are in the language asked for', () => {
  const answer = {
    dataset,
    rows: [],
    source: { sources: [], readAt: null, ageSeconds: null, state: 'reading' as const },
    notices: [{ severity: 'info' as const, text: { fr: 'Bonjour.', en: 'Hello.' } }],
  };
  const frame = toFrame('A', answer, 'fr');
  assert.deepEqual(frame.data.values, [[], [], [], []]);
  assert.deepEqual(frame.schema.meta, {
    custom: { sources: [], readAt: null, ageSeconds: null, state: 'reading' },
    notices: [{ severity: 'info', text: 'Bonjour.' }],
  });
  assert.deepEqual(toFrame('A', answer, 'en').schema.meta.notices, [{ severity: 'info', text: 'Hello.' }]);
});

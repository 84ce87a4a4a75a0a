import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Type } from 'typebox';

import { tolerantObject } from './tolerant-object.ts';

const reader = tolerantObject(
  Type.Object({ id: Type.Integer({ minimum: 1 }), title: Type.Optional(Type.Union([Type.String(), Type.Null()])) })
);

test('known fields of the right type are kept, others left out', () => {
  assert.deepEqual(reader.read({ id: 1, title: 'a', extra: true }), { id: 1, title: 'a' });
  assert.deepEqual(reader.read({ id: 1, title: null }), { id: 1, title: null });
});

test('an optional field of a wrong type costs that field only', () => {
  assert.deepEqual(reader.read({ id: 1, title: { text: 'a' } }), { id: 1 });
});

test('without its required field an object is broken', () => {
  for (const value of [{ title: 'a' }, { id: '1' }, { id: 0 }, { id: 1.5 }, null, 'text', 7, []]) {
    assert.equal(reader.read(value), undefined, JSON.stringify(value));
  }
});

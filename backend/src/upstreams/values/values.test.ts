import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reference, storableText, utcInstant, utcInstantNs } from './values.ts';

test('date-times with and without a zone are UTC', () => {
  const expected = new Date('2026-03-02T09:15:30Z');
  for (const text of [
    '2026-03-02T09:15:30Z',
    '2026-03-02T09:15:30',
    '2026-03-02 09:15:30',
    '2026-03-02T10:15:30+01:00',
    '2026-03-02T09:15:30.000',
    ' 2026-03-02T09:15:30Z '.trim(),
  ]) {
    assert.deepEqual(utcInstant(text), expected, text);
  }
  assert.deepEqual(utcInstant('2026-03-02T09:15:30.1234567Z'), new Date('2026-03-02T09:15:30.123Z'));
  assert.deepEqual(utcInstant('2026-03-02'), new Date('2026-03-02T00:00:00Z'));
});

test('what a date-time says beyond its millisecond is kept in nanoseconds', () => {
  for (const [text, expected] of [
    ['2026-03-02T09:15:30.1234567Z', 456_700],
    ['2026-03-02T09:15:30.9999999', 999_900],
    ['2026-03-02T10:15:30.0000001+01:00', 100],
    ['2026-03-02 09:15:30.123456789123', 456_789],
    ['2026-03-02T09:15:30.1234Z', 400_000],
    ['2026-03-02T09:15:30.12Z', 0],
    ['2026-03-02T09:15:30Z', 0],
    ['2026-03-02', 0],
    ['0001-01-01T00:00:00.1234567', 0],
    ['yesterday :12.1234567', 0],
    [null, 0],
    [undefined, 0],
  ] as const) {
    assert.equal(utcInstantNs(text), expected, String(text));
  }
});

test('what is no date, or means none, is null', () => {
  for (const text of [
    null,
    undefined,
    '',
    'yesterday',
    '0001-01-01T00:00:00',
    '1969-12-31T23:59:59Z',
    '2026-13-45',
    '12',
  ]) {
    assert.equal(utcInstant(text), null, String(text));
  }
});

test('text is kept as the store can hold it', () => {
  assert.equal(storableText('a\u0000b'), 'ab');
  assert.equal(storableText('half \ud83d'), 'half \ufffd');
  assert.equal(storableText('whole 😀'), 'whole 😀');
  assert.equal(storableText(''), '');
  assert.equal(storableText('a'.repeat(1_000)), 'a'.repeat(1_000));
  assert.equal(storableText('a'.repeat(200_000)), `${'a'.repeat(999)}…`);
  assert.equal(storableText(undefined), null);
});

test('an id of zero refers to nothing', () => {
  assert.deepEqual([reference(7), reference(0), reference(null), reference(undefined)], [7, null, null, null]);
});

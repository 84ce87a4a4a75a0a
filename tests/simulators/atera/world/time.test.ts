import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ateraDate, instantOf } from './time.ts';

test('date-times are UTC with or without Z, wherever the machine stands', (t) => {
  const { TZ } = process.env;
  process.env['TZ'] = 'America/New_York';
  t.after(() => {
    if (TZ === undefined) {
      delete process.env['TZ'];
    } else {
      process.env['TZ'] = TZ;
    }
  });
  const noon = Date.UTC(2026, 2, 12, 12);
  for (const text of [
    '2026-03-12T12:00:00Z',
    '2026-03-12T12:00:00',
    '2026-03-12T13:00:00+01:00',
    '2026-03-12T12:00:00.0000000',
  ]) {
    assert.equal(instantOf(text), noon, text);
  }
  assert.equal(instantOf('2026-03-12'), Date.UTC(2026, 2, 12));
  assert.equal(ateraDate(noon + 999), '2026-03-12T12:00:00Z');
});

test('nothing and nonsense are no instant', () => {
  for (const text of [null, undefined, '', 'hier']) {
    assert.equal(instantOf(text), undefined);
  }
});

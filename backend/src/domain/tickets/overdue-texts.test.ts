import assert from 'node:assert/strict';
import test from 'node:test';

import { overdueLimitText } from './overdue-texts.ts';

test('the limit names its clock in both languages', () => {
  const limit = { amount: 72, unit: 'h' } as const;
  assert.deepEqual(overdueLimitText({ overdueAfter: limit, clock: 'calendar' }), { fr: '72 h', en: '72 h' });
  assert.deepEqual(overdueLimitText({ overdueAfter: limit, clock: 'business' }), {
    fr: '72 h ouvrées',
    en: '72 working h',
  });
  assert.deepEqual(overdueLimitText({ overdueAfter: { amount: 5, unit: 'd' }, clock: 'business' }), {
    fr: '5 j ouvrés',
    en: '5 working d',
  });
});

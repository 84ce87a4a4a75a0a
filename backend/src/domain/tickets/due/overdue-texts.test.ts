import assert from 'node:assert/strict';
import test from 'node:test';

import { overdueLimitText, workingTimeText } from './overdue-texts.ts';

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

test('a time on the business clock agrees with its number in French', () => {
  assert.deepEqual(workingTimeText({ amount: 2, unit: 'd' }), { fr: '2 j ouvrés', en: '2 working d' });
  assert.deepEqual(workingTimeText({ amount: 1, unit: 'd' }), { fr: '1 j ouvré', en: '1 working d' });
  assert.deepEqual(workingTimeText({ amount: 1, unit: 'h' }), { fr: '1 h ouvrée', en: '1 working h' });
  assert.deepEqual(workingTimeText({ amount: 1, unit: 's' }), { fr: '1 s ouvrée', en: '1 working s' });
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { findLookalikes } from './lookalikes.ts';

const SITES = [
  { enterprise: 'BASH', code: 'A01' },
  { enterprise: 'Hôtel de la Trémoille', code: '001' },
];
const fields = (enterprise: string, code = '9'): string[] =>
  findLookalikes({ enterprise, code }, SITES).map(({ field }) => field);

test('asks about a name that another one could be taken for', () => {
  for (const name of [
    'bash',
    'Bash',
    'BA\u200bSH',
    'B\u0410SH',
    'ＢＡＳＨ',
    'B A S H',
    'BASH\u202e',
    'Hotel de la Tremoille',
    'Ho\u0302tel de la Trémoille',
    'Hôtel\u00a0de la Trémoille',
  ]) {
    assert.deepEqual(fields(name), ['enterprise'], name);
  }
});

test('asks about characters nobody sees, and about codes of the same enterprise', () => {
  assert.deepEqual(fields('Pim\u200bkie'), ['enterprise']);
  assert.deepEqual(fields('BASH', 'a01'), ['code']);
  assert.deepEqual(fields('BASH', '0\u00ad2'), ['code']);
});

test('asks nothing about a known name and about names of their own', () => {
  for (const name of ['BASH', 'Pimkie', 'BASH Outlet', 'Épicerie « Chez Zoé »', 'Łódź Sp.']) {
    assert.deepEqual(fields(name), [], name);
  }
  assert.deepEqual(fields('Hôtel de la Trémoille', 'A01'), []);
});

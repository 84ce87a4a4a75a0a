import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failed, ok } from './check.ts';
import { withoutSecrets } from './thorough.ts';

const both = (text: string) => ({ fr: `fr ${text}`, en: `en ${text}` });

test('findings keep no secret, wherever in a sentence or in advice it stands', () => {
  const checks = [
    failed('atera', both('the key k-123 is refused: k-123'), both('replace k-123')),
    ok('odoo', both('answers')),
  ];
  assert.deepEqual(withoutSecrets(checks, ['k-123', '']), [
    failed('atera', both('the key [secret] is refused: [secret]'), both('replace [secret]')),
    ok('odoo', both('answers')),
  ]);
});

test('a secret that contains another one leaves no rest of itself', () => {
  const [check] = withoutSecrets([failed('odoo', both('sent pass-word'))], ['pass', 'pass-word']);
  assert.equal(check?.text.en, 'en sent [secret]');
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { screenLogin, screenName } from './screen-name.ts';

test('keeps a name as people write it, without outer and repeated spaces', () => {
  assert.equal(screenName('  Plateau   Toulon '), 'Plateau Toulon');
  assert.equal(screenName('Salle « Été » n° 2 / "haut"'), 'Salle « Été » n° 2 / "haut"');
  // Letter and accent apart are the same name.
  assert.equal(screenName('E\u0301cran'), 'Écran');
  assert.equal(screenName('📺 Accueil'), '📺 Accueil');
});

test('refuses a name that nobody could tell or type', () => {
  for (const name of ['', '   ', '\u0301', 'Accueil\u200B', 'A\u202Eb', 'x\u0007y', 'a\uD800', 'x'.repeat(61)]) {
    assert.throws(() => screenName(name), { code: 'invalid_request' }, JSON.stringify(name));
  }
  assert.equal(screenName('x'.repeat(60)).length, 60);
});

test('makes a login of letters, digits and dashes that ends with what is random', () => {
  assert.equal(screenLogin('Plateau Toulon', 'a1b2'), 'ecran-plateau-toulon-a1b2');
  assert.equal(screenLogin('Salle « Été » / 2', 'a1b2'), 'ecran-salle-ete-2-a1b2');
  assert.equal(screenLogin('大厅', 'a1b2'), 'ecran-a1b2');
  assert.match(screenLogin('x '.repeat(30), 'a1b2'), /^ecran-(x-){14,15}x?-?a1b2$/);
});

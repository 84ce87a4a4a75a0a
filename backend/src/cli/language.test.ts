import assert from 'node:assert/strict';
import test from 'node:test';

import { languageOf } from './language.ts';

test('the option decides, then VIGIE_LANGUAGE, then the first variable of the machine that is set', () => {
  const french = { LANG: 'fr_FR.UTF-8' };
  assert.equal(languageOf([], french), 'fr');
  assert.equal(languageOf([], { ...french, LC_MESSAGES: 'en_GB.UTF-8' }), 'en');
  assert.equal(languageOf([], { ...french, LC_MESSAGES: 'en_GB.UTF-8', LC_ALL: 'fr_CA' }), 'fr');
  assert.equal(languageOf([], { ...french, LC_ALL: '' }), 'fr');
  assert.equal(languageOf([], { ...french, VIGIE_LANGUAGE: 'en-US' }), 'en');
  assert.equal(languageOf([], { LANG: 'C', VIGIE_LANGUAGE: 'fr-FR' }), 'fr');
  assert.equal(languageOf(['board', '--language', 'en'], french), 'en');
  assert.equal(languageOf(['--language=fr-FR', 'board'], { VIGIE_LANGUAGE: 'en-US' }), 'fr');
});

test('takes English when nothing is said, and for readers of neither language', () => {
  for (const LANG of ['', 'C', 'POSIX', 'de_DE.UTF-8', 'fri_XX', 'en_US.UTF-8']) {
    assert.equal(languageOf([], { LANG }), 'en', LANG);
  }
  assert.equal(languageOf([], {}), 'en');
  assert.equal(languageOf(['query', 'x', '--', '--language', 'fr'], {}), 'en');
});

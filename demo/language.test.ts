import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { loadRules } from '../backend/src/config/rules-file/rules-file.ts';
import { machineLanguage, rulesIn } from './language.ts';

for (const [variables, system, language] of [
  [{ LANG: 'fr_FR.UTF-8' }, 'en-US', 'fr-FR'],
  [{ LANG: 'en_GB.UTF-8' }, 'fr-FR', 'en-US'],
  [{ LANG: 'en' }, 'fr-FR', 'en-US'],
  [{ LANG: 'C.UTF-8' }, 'fr-FR', 'en-US'],
  [{ LANG: 'C' }, 'fr-FR', 'en-US'],
  [{ LANG: 'POSIX' }, 'fr-FR', 'en-US'],
  [{ LANG: 'de_DE.UTF-8' }, 'en-US', 'fr-FR'],
  [{ LANG: 'ca_ES.UTF-8' }, 'en-US', 'fr-FR'],
  [{ LC_ALL: 'fr_FR', LANG: 'en_US' }, 'en-US', 'fr-FR'],
  [{ LC_ALL: '', LC_MESSAGES: 'en_US', LANG: 'fr_FR' }, 'fr-FR', 'en-US'],
  [{}, 'fr-FR', 'fr-FR'],
  [{}, 'en-US', 'en-US'],
] as const) {
  test(`${JSON.stringify(variables)} on a system in ${system} is shown ${language}`, () => {
    assert.equal(machineLanguage(variables, system), language);
  });
}

test('the rules of the demo carry the language of the organisations, and goals of the month', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-language-'));
  t.after(() => rm(folder, { recursive: true }));
  const french = path.join(import.meta.dirname, 'vigie.yaml');
  const before = await loadRules(french);
  assert.equal(before.grafana.language, 'fr-FR');
  const english = await loadRules(await rulesIn('en-US', french, folder, '2026-12'));
  assert.deepEqual(english.grafana, { ...before.grafana, language: 'en-US' });
  assert.deepEqual(english.clients, before.clients);
  assert.deepEqual(
    english.counters.goals.map(({ enterprise, code, month }) => [enterprise, code, month]),
    [
      ['BASH', undefined, '2026-12'],
      ['BASH', '003', '2026-12'],
    ]
  );
  const again = await loadRules(await rulesIn('fr-FR', french, folder, '2026-12'));
  assert.deepEqual(again, { ...before, counters: english.counters });
});

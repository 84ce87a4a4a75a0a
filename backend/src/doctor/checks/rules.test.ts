import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { DEFAULT_RULES, type Rules } from '../../domain/rules/rules.ts';
import type { Check } from '../check.ts';
import { checkRules } from './rules.ts';

async function checksOf(t: test.TestContext, content: string, rules?: Rules): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vigie.yaml');
  await writeFile(file, content);
  const checks = await checkRules(file, rules);
  return checks.map(({ state, text }: Check) => `${state} ${text.en.replace(folder, '')}`);
}

test('the doctor tells what the rules resolve to', async (t) => {
  const checks = await checksOf(
    t,
    `queues:
  - { id: s, title: S, source: atera, overdueAfter: 72h, default: true, match: [{ title: a }, { title: b }] }
  - { id: o, title: O, source: odoo, overdueAfter: 5d, clock: business }
  - { id: x, title: X, source: atera, overdueAfter: 90m }
clients: [{ name: BASH, aliases: [Ba&sh], ateraCustomerIds: [lyon/7], odooPartnerIds: [31] }, { name: Pimkie }]
`
  );
  assert.deepEqual(checks, [
    'ok /vigie.yaml is right.',
    'ok Queue S takes Atera tickets that match one of 2 lines, and Atera tickets that no queue matches; overdue after 72h of the calendar clock.',
    'ok Queue O takes all open leads of Odoo; overdue after 5d of the business clock.',
    'warning Queue X takes no ticket; overdue after 90m of the calendar clock.',
    'ok Big clients: BASH (also "Ba&sh", Atera lyon/7, Odoo 31), Pimkie.',
  ]);
});

test('the doctor names everything wrong in the rules', async (t) => {
  assert.deepEqual(await checksOf(t, 'retention: { doneDays: x }\nclients: 3\n'), [
    'failed /vigie.yaml: line 1, column 24, retention.doneDays: must be a whole number from 1 to 36500, not "x"',
    'failed /vigie.yaml: line 2, column 10, clients: must be a list, not 3',
  ]);
});

test('the doctor tells in both languages why the rules cannot be read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vigie.yaml');
  const told = async (path: string, content?: Buffer) => {
    if (content !== undefined) {
      await writeFile(path, content);
    }
    const checks = await checkRules(path);
    assert.deepEqual(
      checks.map(({ state }) => state),
      ['failed']
    );
    return checks.map(({ text }) => [text.fr, text.en].map((each) => each.replaceAll(folder, '')))[0];
  };
  const corrected = [
    'Réparez-le, corrigez VIGIE_RULES, ou supprimez cette variable pour avoir les règles par défaut.',
    'Mend it, correct VIGIE_RULES, or remove that variable to have the defaults.',
  ] as const;
  const cases: [content: Buffer | undefined, fr: string, en: string][] = [
    [undefined, 'n’existe pas', 'does not exist'],
    [Buffer.from(' \n'), 'est vide', 'is empty'],
    [
      Buffer.from('\ufeffclients: []', 'utf16le'),
      'est encodé en UTF-16 : enregistrez-le en UTF-8',
      'is encoded in UTF-16: save it as UTF-8',
    ],
    [
      Buffer.from('a: 1\nb: \xe9', 'latin1'),
      'n’est pas encodé en UTF-8 (ligne 2) : enregistrez-le en UTF-8',
      'is not encoded in UTF-8 (line 2): save it as UTF-8',
    ],
  ];
  for (const [content, fr, en] of cases) {
    assert.deepEqual(await told(file, content), [
      `Le fichier de règles /vigie.yaml ${fr}. ${corrected[0]}`,
      `The rules file /vigie.yaml ${en}. ${corrected[1]}`,
    ]);
  }
  assert.deepEqual(await told(folder), [
    'Le fichier de règles  est un dossier. VIGIE_RULES doit nommer un fichier, tel que /vigie.yaml.',
    'The rules file  is a folder. VIGIE_RULES must name a file, such as /vigie.yaml.',
  ]);
});

test('the doctor notices that the file is no longer what the server goes by', async (t) => {
  const content = 'clients: [{ name: BASH }]\n';
  const changed = await checksOf(t, content, DEFAULT_RULES);
  assert.equal(changed[0], 'warning /vigie.yaml is right, but has changed since Vigie read it.');
  assert.ok(changed.some((line) => line.startsWith('ok Big clients: BASH, Pimkie, ')));
  const [bash] = DEFAULT_RULES.clients;
  assert.ok(bash);
  const same = await checksOf(t, content, { ...DEFAULT_RULES, clients: [bash] });
  assert.equal(same[0], 'ok /vigie.yaml is right.');
});

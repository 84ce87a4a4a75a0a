import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { englishWordsIn } from '../support/english-words.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { withEnterprises } from '../support/models/tenants.ts';
import { withFolder, withStoreVariables } from '../support/server/server.ts';

const RULES = `
grafana:
  tenants:
    - { enterprise: APRIL, org: APRIL, recipients: [a@april.example], groups: [april, both] }
    - { enterprise: BASH, org: BASH, recipients: [], groups: [both] }
    - { enterprise: Perdu, org: Perdu }
`;

test('plan, apply, a refused plan and the doctor are French from the first word to the last', async (t) => {
  const folder = await withFolder(t);
  const rules = join(folder, 'rules.yaml');
  await writeFile(rules, RULES);
  const grafana = await FakeGrafana.start(t, { dashboards: ['vigie-board', 'vigie-clients'] });
  const variables = {
    LANG: 'fr_FR.UTF-8',
    VIGIE_BACKEND_URL: 'http://backend.example:8787',
    ...(await withStoreVariables(t)),
    VIGIE_RULES: rules,
    COUNTERS_URL: await withEnterprises(t, ['APRIL', 'BASH']),
  };
  /** Everything that a command prints. */
  const printed = async (command: string, flags: string[] = [], more: Record<string, string> = {}): Promise<string> => {
    const { stdout, stderr } = await grafana.command(command, { ...variables, ...more }, flags);
    assert.deepEqual(englishWordsIn(stdout + stderr), [], stdout + stderr);
    return stdout + stderr;
  };

  const planned = await printed('plan');
  for (const line of [
    'À faire (« vigie grafana apply ») :',
    '  créer organisation : jeton (counters:read sur « BASH ») ; vigie-counters ; fr-FR, Europe/Paris',
    '  ! « Perdu » (grafana.tenants) n’est pas une entreprise des compteurs : corrigez le nom, exactement comme il y est écrit, ou retirez-le.',
    '  note : Les membres du groupe « both » voient plusieurs entreprises : « APRIL », « BASH ».',
    '  # Microsoft Entra ID : les groupes par leur identifiant d’objet',
  ]) {
    assert.ok(planned.includes(`${line}\n`), `${line}\n\nis not in\n\n${planned}`);
  }
  assert.match(await printed('apply'), /^Fait :\n[^]*créer source de données vigie : nouveau jeton \(/);

  const file = join(folder, 'plan.json');
  const bash = grafana.orgs.named('BASH');
  bash.preferences['language'] = 'de-DE';
  bash.folders.clear();
  bash.dashboards.clear();
  const differing = await printed('plan', ['--out', file]);
  assert.match(differing, /\n {2}modifier préférences : language de-DE → fr-FR\n/);
  assert.match(differing, /\n {2}créer dossier vigie : Vigie\n {2}créer tableau de bord vigie-counters : fr-FR\n/);
  bash.preferences['timezone'] = 'Asia/Tokyo';
  assert.match(await printed('apply', [file]), /Changé depuis : modifier préférences de « BASH » \(diffère\)/);

  await writeFile(rules, 'grafana: { tenants: [{ enterprise: APRIL, org: Avril }] }\n');
  const pruned = await printed('plan', ['--prune']);
  assert.match(pruned, /\n {2}renommer organisation \d+ : APRIL → Avril\n/);
  assert.match(pruned, /\n {2}retirer organisation \d+ : avec tout ce qu’elle contient/);

  const unknown = await printed('status', [], { COUNTERS_URL: 'mysql://vigie@127.0.0.1:1/counters' });
  assert.match(unknown, /! Les entreprises des compteurs ne sont pas connues \(La base des compteurs/);

  const { stdout, stderr } = await grafana.vigie(['doctor'], variables);
  assert.match(stdout, /Grafana/);
  assert.deepEqual(englishWordsIn(stdout + stderr), [], stdout + stderr);
});

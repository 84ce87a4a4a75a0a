import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import type { GrafanaReport } from '../../src/cli/grafana/report.ts';
import type { Check } from '../../src/doctor/check.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { withEnterprises } from '../support/models/tenants.ts';
import { withFolder, withStoreVariables } from '../support/server/server.ts';

const RULES = `grafana:
  tenants:
    - { enterprise: BASH, org: BASH, groups: [bash, "ns:bash"] }
    - { enterprise: Pimkie, org: Pimkie, groups: [pimkie] }
    - { enterprise: APRIL, org: APRIL }
`;

test('plan prints the settings that lead groups to their enterprises, and the doctor compares them with the server', async (t) => {
  const rules = join(await withFolder(t), 'rules.yaml');
  await writeFile(rules, RULES);
  const grafana = await FakeGrafana.start(t, { dashboards: ['vigie-board', 'vigie-clients'] });
  const variables = {
    ...(await withStoreVariables(t)),
    VIGIE_BACKEND_URL: 'http://backend.example:8787',
    VIGIE_RULES: rules,
    COUNTERS_URL: await withEnterprises(t, ['BASH', 'Pimkie', 'APRIL']),
  };
  const report = async (command: string): Promise<GrafanaReport> =>
    JSON.parse((await grafana.command(command, variables, ['--json'])).stdout) as GrafanaReport;
  const examine = async (): Promise<string[]> => {
    const { checks } = JSON.parse((await grafana.vigie(['doctor', '--json'], variables)).stdout) as { checks: Check[] };
    return checks.filter(({ part }) => part === 'sign-on').map(({ state, text }) => `${state} ${text.en}`);
  };

  const before = await report('plan');
  assert.deepEqual(before.singleSignOn?.orgMapping, []);
  assert.equal(before.notes.filter(({ text }) => text.en.includes('once "apply" has made the organisation')).length, 2);

  const { singleSignOn } = await report('apply');
  const id = (org: string): number => grafana.orgs.named(org).id;
  assert.deepEqual(singleSignOn?.orgMapping, [
    `bash:${id('BASH')}:Viewer`,
    String.raw`ns\:bash:${id('BASH')}:Viewer`,
    `pimkie:${id('Pimkie')}:Viewer`,
  ]);
  const printed = (await grafana.command('plan', variables)).stdout;
  for (const line of [
    '[auth.azuread]',
    '[auth.generic_oauth]',
    'org_attribute_path = groups',
    'role_attribute_strict = true',
  ]) {
    assert.ok(printed.includes(`\n  ${line}\n`), printed);
  }

  assert.deepEqual(await examine(), ['warning The rules name groups, but no identity provider is on in Grafana.']);
  const settings = { ...singleSignOn?.providers[2]?.settings, enabled: 'true' };
  grafana.fileSettings = { 'auth.generic_oauth': settings };
  assert.deepEqual(await examine(), [
    'ok [auth.generic_oauth] leads each group of the rules to its enterprise, and nobody else.',
  ]);
  const orgMapping = `bash:${id('BASH')}:Viewer pimkie:${id('APRIL')}:Viewer`;
  grafana.signOnSettings = [
    {
      provider: 'generic_oauth',
      settings: { enabled: true, roleAttributeStrict: true, orgAttributePath: 'groups', orgMapping },
    },
    { provider: 'azuread', settings: { enabled: false } },
  ];
  assert.deepEqual(await examine(), [
    String.raw`warning Missing in org_mapping of [auth.generic_oauth]: ns\:bash:${id('BASH')}:Viewer; pimkie:${id('Pimkie')}:Viewer.`,
    'failed org_mapping of [auth.generic_oauth] leads the group "pimkie" into the organisation "APRIL" (Viewer), which the rules do not say.',
  ]);
  grafana.signOnSettings = undefined;
  assert.match((await examine()).join(), /^ok /);
  grafana.fileSettings = undefined;
  assert.match((await examine()).join(), /^warning GRAFANA_ADMIN_USER may not read/);
});

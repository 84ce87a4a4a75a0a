import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES } from '../../domain/rules/rules.ts';
import { enterpriseGroups } from './groups.ts';
import { singleSignOn } from './settings.ts';

test('each provider gets the lines of all groups, by the numbers of their organisations', () => {
  const found = singleSignOn([
    { org: 'BASH', orgId: 3, groups: ['bash', 'a:b'] },
    { org: 'Pimkie', orgId: 4, groups: ['pimkie'] },
    { org: 'APRIL', orgId: 5, groups: [] },
  ]);
  assert.deepEqual(found?.orgMapping, ['bash:3:Viewer', String.raw`a\:b:3:Viewer`, 'pimkie:4:Viewer']);
  assert.deepEqual(
    found?.providers.map(({ name, section, settings }) => [name, section, settings['org_attribute_path']]),
    [
      ['Microsoft Entra ID', 'auth.azuread', undefined],
      ['Keycloak', 'auth.generic_oauth', 'groups'],
      ['OpenID Connect', 'auth.generic_oauth', 'groups'],
    ]
  );
  for (const { settings } of found?.providers ?? []) {
    assert.deepEqual(JSON.parse(settings['org_mapping'] ?? ''), found?.orgMapping);
    assert.equal(settings['role_attribute_strict'], 'true');
  }
  assert.deepEqual(found?.notes, []);
});

test('reports an organisation that is yet to be made, and a group of several enterprises', () => {
  const found = singleSignOn([
    { org: 'BASH', orgId: null, groups: ['bash', 'holding'] },
    { org: 'Pimkie', orgId: 4, groups: ['holding'] },
  ]);
  assert.deepEqual(found?.orgMapping, ['holding:4:Viewer']);
  assert.deepEqual(
    found?.notes.map(({ en }) => en),
    [
      'The groups of "BASH" get their lines of org_mapping once "apply" has made the organisation.',
      'The people of the group "holding" see several enterprises: "BASH", "Pimkie".',
    ]
  );
});

test('without groups there is nothing to set', () => {
  assert.equal(singleSignOn([{ org: 'BASH', orgId: 3, groups: [] }]), undefined);
});

test('groups of the rules find their organisation by the enterprise, in any of its spellings', () => {
  const tenant = { recipients: [], language: null, timezone: null };
  const rules = {
    counters: { ...DEFAULT_RULES.counters, enterprises: [{ name: 'BASH SAS', alsoWritten: ['BASH'] }] },
    grafana: {
      ...DEFAULT_RULES.grafana,
      tenants: [
        { enterprise: 'BASH', org: 'Client BASH', groups: ['bash'], ...tenant },
        { enterprise: 'APRIL', org: 'APRIL', groups: ['april'], ...tenant },
        { enterprise: 'Pimkie', org: 'Pimkie', ...tenant },
      ],
    },
  };
  const bound = { id: '1', kind: 'tenant', key: 'BASH SAS', orgId: 3, orgName: 'BASH', tokenId: null } as const;
  assert.deepEqual(enterpriseGroups(rules, [bound]), [
    { org: 'BASH', orgId: 3, groups: ['bash'] },
    { org: 'APRIL', orgId: null, groups: ['april'] },
  ]);
  assert.deepEqual(enterpriseGroups({ ...rules, grafana: { ...rules.grafana, tenants: 'auto' } }, [bound]), []);
});

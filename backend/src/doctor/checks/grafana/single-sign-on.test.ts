import assert from 'node:assert/strict';
import test from 'node:test';

import { checkSingleSignOn, type SignOnWorld } from './single-sign-on.ts';

const RIGHT = {
  enabled: true,
  org_mapping: 'bash:3:Viewer pimkie:4:Viewer staff:1:Editor',
  org_attribute_path: 'groups',
  role_attribute_strict: true,
};

function found(
  settings: Record<string, unknown>,
  world: Partial<SignOnWorld> = {},
  section = 'auth.generic_oauth'
): string[] {
  const checks = checkSingleSignOn({
    enterprises: [
      { org: 'BASH', orgId: 3, groups: ['bash'] },
      { org: 'Pimkie', orgId: 4, groups: ['pimkie'] },
    ],
    tenants: [
      { orgId: 3, org: 'BASH' },
      { orgId: 4, org: 'Pimkie' },
      { orgId: 5, org: 'APRIL' },
    ],
    orgs: new Map(
      ['Agitel', 'Écrans', 'BASH', 'Pimkie', 'APRIL'].map((name, index) => [index + 1, { id: index + 1, name }])
    ),
    providers: [{ section, settings: { ...RIGHT, ...settings } }],
    ...world,
  });
  return checks.map(({ state, text }) => `${state} ${text.en}`);
}

const FINE = ['ok [auth.generic_oauth] leads each group of the rules to its enterprise, and nobody else.'];

test('a server with the lines of the rules, and lines of its own for the company itself, is in order', () => {
  assert.deepEqual(found({}), FINE);
  assert.deepEqual(
    found({ org_mapping: ['bash:BASH:Viewer', 'pimkie:4', 'staff:Agitel:Admin', 'gone:APRIL:None'] }),
    FINE
  );
});

test('lines that are missing are named with what to add', () => {
  assert.deepEqual(found({ org_mapping: 'bash:3:Viewer' }), [
    'warning Missing in org_mapping of [auth.generic_oauth]: pimkie:4:Viewer.',
  ]);
});

test('a line that leads somebody into another enterprise is a failure', () => {
  for (const [line, who] of [
    ['bash:4:Viewer', 'the group "bash" into the organisation "Pimkie" (Viewer)'],
    ['bash:1:Viewer', 'the group "bash" into the organisation "Agitel" (Viewer)'],
    ['bash:3:Admin', 'the group "bash" into the organisation "BASH" (Admin)'],
    ['others:APRIL:Viewer', 'the group "others" into the organisation "APRIL" (Viewer)'],
    ['*:5:Viewer', 'everybody into the organisation "APRIL" (Viewer)'],
    ['staff:*:Viewer', 'the group "staff" into all organisations (Viewer)'],
  ]) {
    assert.deepEqual(found({ org_mapping: `${RIGHT.org_mapping} ${line}` }), [
      `failed org_mapping of [auth.generic_oauth] leads ${who}, which the rules do not say.`,
    ]);
  }
});

test('settings that let others in, or nobody, are named', () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ role_attribute_strict: false }, /^warning Anyone in no named group enters the main organisation/],
    [{ role_attribute_strict: undefined }, /^warning Anyone in no named group/],
    [{ skip_org_role_sync: 'true' }, /^warning Groups lead nowhere/],
    [{ allow_assign_grafana_admin: true }, /^warning The identity provider can make server admins/],
    [{ org_attribute_path: '' }, /^warning Grafana does not know where/],
    [{ role_attribute_path: 'role' }, /^warning role_attribute_path .* gives roles that count in every enterprise/],
  ];
  for (const [settings, text] of cases) {
    const [check = '', ...others] = found(settings);
    assert.match(check, text);
    assert.deepEqual(others, []);
  }
  assert.deepEqual(found({ org_attribute_path: '' }, {}, 'auth.azuread'), [
    FINE[0]?.replace('generic_oauth', 'azuread'),
  ]);
});

test('without a provider, or without the right to look, warns only where the rules name groups', () => {
  assert.deepEqual(found({}, { providers: [] }), [
    'warning The rules name groups, but no identity provider is on in Grafana.',
  ]);
  assert.match(found({}, { providers: undefined })[0] ?? '', /^warning GRAFANA_ADMIN_USER may not read/);
  for (const providers of [[], undefined]) {
    assert.deepEqual(found({}, { enterprises: [], providers }), []);
  }
});

test('a log-in elsewhere that the rules know nothing of must not let strangers into the main organisation', () => {
  const none = { enterprises: [] };
  assert.deepEqual(found({ org_mapping: 'staff:1:Viewer' }, none), []);
  assert.deepEqual(found({ org_mapping: '', skip_org_role_sync: true, role_attribute_strict: false }, none), []);
  assert.match(
    found({ org_mapping: '', role_attribute_strict: false }, none)[0] ?? '',
    /^warning Anyone in no named group/
  );
  assert.match(found({ org_mapping: 'x:3:Viewer' }, none)[0] ?? '', /^failed .* leads the group "x"/);
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES, type GrafanaRules, type Rules } from '../../domain/rules/rules.ts';
import { wantedOrgs } from './wanted.ts';

const tenant = { recipients: [], language: null, timezone: null };

function rules(grafana: Partial<GrafanaRules>, joined: Rules['counters']['enterprises'] = []): Rules {
  return {
    ...DEFAULT_RULES,
    grafana: { ...DEFAULT_RULES.grafana, ...grafana },
    counters: { ...DEFAULT_RULES.counters, enterprises: joined },
  };
}

function tenants(
  grafana: Partial<GrafanaRules>,
  enterprises: string[],
  { bound = [] as string[], joined = [] as Rules['counters']['enterprises'] } = {}
) {
  const { orgs, ...rest } = wantedOrgs(rules(grafana, joined), { enterprises, bound, mainOrg: 'Agitel' });
  return { names: orgs.filter(({ kind }) => kind === 'tenant').map(({ key, name }) => [key, name]), ...rest };
}

test('screens and boards read tickets only, of the connections that the rules give them', () => {
  const { orgs } = wantedOrgs(rules({ boards: [{ org: 'Agence Lyon', connections: ['lyon'] }] }), undefined);
  assert.deepEqual(
    orgs.map(({ kind, key, name, rights, pages: [home], recipients }) => ({
      kind,
      key,
      name,
      rights,
      home,
      recipients,
    })),
    [
      {
        kind: 'screens',
        key: '',
        name: 'Écrans',
        rights: { scopes: ['tickets:read'], enterprises: [], connections: undefined },
        home: 'vigie-board',
        recipients: undefined,
      },
      {
        kind: 'board',
        key: 'Agence Lyon',
        name: 'Agence Lyon',
        rights: { scopes: ['tickets:read'], enterprises: [], connections: ['lyon'] },
        home: 'vigie-board',
        recipients: undefined,
      },
    ]
  );
});

test('a tenant whose rules show its tickets has their page, and a token of these clients; the others have neither', () => {
  const tickets = { clients: ['BASH', 'Pimkie'], show: ['technician' as const], connections: ['atera'] };
  const tenants = [
    { ...tenant, enterprise: 'BASH', org: 'BASH', tickets },
    { ...tenant, enterprise: 'APRIL', org: 'APRIL' },
  ];
  const { orgs } = wantedOrgs(rules({ tenants }), { enterprises: ['APRIL', 'BASH'], bound: [], mainOrg: 'Agitel' });
  const [bash, april] = ['BASH', 'APRIL'].map((name) => orgs.find((org) => org.name === name));
  assert.deepEqual(bash?.rights, {
    scopes: ['counters:read', 'tickets:read'],
    enterprises: ['BASH'],
    connections: ['atera'],
    clients: ['BASH', 'Pimkie'],
    shows: ['technician'],
  });
  assert.deepEqual([bash.pages, bash.formerPages], [['vigie-counters', 'vigie-tickets'], []]);
  assert.deepEqual(april?.rights, { scopes: ['counters:read'], enterprises: ['APRIL'], connections: [] });
  assert.deepEqual([april.pages, april.formerPages], [['vigie-counters'], ['vigie-tickets']]);
});

test('each enterprise gets an organisation of its own, whose token sees that one and no ticket', () => {
  const { orgs } = wantedOrgs(rules({}), { enterprises: ['APRIL', 'BASH '], bound: [], mainOrg: 'Agitel' });
  assert.deepEqual(
    orgs.slice(1).map(({ name, rights, pages }) => ({ name, rights, pages })),
    [
      {
        name: 'APRIL',
        rights: { scopes: ['counters:read'], enterprises: ['APRIL'], connections: [] },
        pages: ['vigie-counters'],
      },
      {
        name: 'BASH',
        rights: { scopes: ['counters:read'], enterprises: ['BASH '], connections: [] },
        pages: ['vigie-counters'],
      },
    ]
  );
});

test('the list of the rules decides over names, language, time zone and recipients', () => {
  const listed = {
    enterprise: 'MAPLE',
    org: 'Maple Inc.',
    recipients: ['shops@example.com'],
    language: 'en-US' as const,
    timezone: 'America/Toronto',
  };
  const { orgs } = wantedOrgs(rules({ tenants: [listed, { ...tenant, enterprise: 'APRIL', org: 'April' }] }), {
    enterprises: ['APRIL', 'BASH', 'MAPLE'],
    bound: [],
    mainOrg: 'Agitel',
  });
  assert.deepEqual(
    orgs.slice(1).map(({ key, name, language, timezone, recipients }) => [key, name, language, timezone, recipients]),
    [
      ['MAPLE', 'Maple Inc.', 'en-US', 'America/Toronto', ['shops@example.com']],
      ['APRIL', 'April', 'fr-FR', 'Europe/Paris', []],
    ]
  );
});

test('a name that has another use is refused, and the rest goes on', () => {
  const boards = [{ org: 'Agence Lyon', connections: ['lyon'] }];
  const { names, refused, problems } = tenants({ mainOrg: 'MSP', boards }, [
    'agitel',
    'ÉCRANS',
    'agence  lyon',
    'msp',
    ' ',
    'BASH',
  ]);
  assert.deepEqual(names, [['BASH', 'BASH']]);
  assert.deepEqual(refused, ['agitel', 'ÉCRANS', 'agence  lyon', 'msp', ' ']);
  const told = problems.map(({ en }) => en).join('\n');
  assert.match(told, /"agitel" would share its name with the main organisation/);
  assert.match(told, /"ÉCRANS" would share its name with the screens' organisation/);
  assert.match(told, /"agence {2}lyon" would share its name with the board "Agence Lyon"/);
});

test('of enterprises with one name none is preferred, but one that has its organisation keeps it', () => {
  const alike = tenants({}, ['BASH', 'bash ', 'APRIL']);
  assert.deepEqual(alike.names, [['APRIL', 'APRIL']]);
  assert.match(
    alike.problems[0]?.en ?? '',
    /"BASH" would share its organisation's name with "bash ": join the spellings/
  );
  assert.deepEqual(tenants({}, ['BASH', 'bash '], { bound: ['BASH'] }).names, [['BASH', 'BASH']]);
  assert.deepEqual(tenants({}, ['BASH', 'bash '], { bound: ['BASH', 'bash '] }).names, []);
});

test('a listed enterprise must be one of the counters, in any of its joined spellings', () => {
  const listed = [
    { ...tenant, enterprise: 'BASH', org: 'Bash' },
    { ...tenant, enterprise: 'Nobody', org: 'Nobody' },
  ];
  const joined = [{ name: 'BASH SAS', alsoWritten: ['BASH'] }];
  const { names, refused, problems } = tenants({ tenants: listed }, ['BASH SAS'], { joined });
  assert.deepEqual(names, [['BASH SAS', 'Bash']]);
  assert.deepEqual(refused, ['Nobody']);
  assert.match(problems[0]?.en ?? '', /"Nobody" \(grafana\.tenants\) is no enterprise of the counters/);
});

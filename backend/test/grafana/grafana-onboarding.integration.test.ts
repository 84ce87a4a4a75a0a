import assert from 'node:assert/strict';
import test from 'node:test';

import { obstacles, TestOnboarding, told } from '../support/grafana/onboarding.ts';
import { inEnglish } from '../support/grafana/plans.ts';

const TWELVE = Array.from({ length: 12 }, (_, index) => `Enseigne ${index + 1}`);
const TENANT = { scopes: ['counters:read'], connections: [] };

test('from nothing, every organisation gets what it needs, and then there is nothing to do', async (t) => {
  const it = await TestOnboarding.start(t);
  const planned = await it.plan({ enterprises: TWELVE });
  assert.deepEqual(
    told(planned).filter((line) => line.startsWith('create organisation')),
    ['Écrans', ...TWELVE].map((name) => `create organisation of "${name}"`)
  );
  assert.equal(it.grafana.writes, 0);
  assert.deepEqual(await it.validTokens(), []);

  const applied = await it.apply({ enterprises: TWELVE });
  assert.deepEqual(obstacles(applied), []);
  assert.equal(it.grafana.main.name, 'Agitel');
  assert.equal(it.grafana.orgs.all().length, 14);
  for (const name of TWELVE) {
    assert.deepEqual(await it.accessOf(name), { ...TENANT, enterprises: [name] });
  }
  assert.deepEqual(await it.accessOf('Écrans'), { scopes: ['tickets:read'], enterprises: [], connections: 'all' });
  assert.equal((await it.validTokens()).length, 13);

  const { writes } = it.grafana;
  assert.deepEqual(told(await it.plan({ enterprises: TWELVE })), []);
  assert.deepEqual(told(await it.apply({ enterprises: TWELVE })), []);
  assert.equal(it.grafana.writes, writes);
});

test('an enterprise has one page, the screens have all of the board', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const [bash, screens] = [it.grafana.orgs.named('BASH'), it.grafana.orgs.named('Écrans')];
  assert.deepEqual([...bash.dashboards.keys()], ['vigie-counters']);
  assert.equal(bash.dashboards.get('vigie-counters')?.content.title, 'Compteurs');
  assert.deepEqual(bash.preferences, {
    homeDashboardUID: 'vigie-counters',
    language: 'fr-FR',
    timezone: 'Europe/Paris',
  });
  assert.equal(bash.playlists.size, 0);
  assert.equal(it.grafana.alertRules.of(bash.id).length, 4);

  assert.deepEqual([...screens.dashboards.keys()].sort(), [
    'vigie-attention',
    'vigie-board',
    'vigie-client',
    'vigie-clients',
    'vigie-history',
    'vigie-part',
    'vigie-sources',
  ]);
  assert.deepEqual([...screens.playlists.keys()], ['vigie']);
  assert.equal(it.grafana.alertRules.of(screens.id).length, 0);
  for (const org of [bash, screens]) {
    const { url, isDefault, jsonData } = org.dataSources.get('vigie') ?? assert.fail();
    assert.deepEqual([url, isDefault, jsonData['backendUrl']], ['', true, 'http://backend.example:8787']);
    assert.equal(org.app.enabled, true);
  }
});

test('rules decide over language, time zone, recipients and boards', async (t) => {
  const it = await TestOnboarding.start(t);
  const maple = {
    enterprise: 'MAPLE',
    org: 'Maple Inc.',
    recipients: ['shops@example.com'],
    language: 'en-US' as const,
    timezone: 'America/Toronto',
  };
  const boards = [{ org: 'Agence Lyon', connections: ['lyon'] }];
  await it.apply({ enterprises: ['APRIL', 'MAPLE'], grafana: { tenants: [maple], boards } });
  const org = it.grafana.orgs.named('Maple Inc.');
  assert.equal(org.dashboards.get('vigie-counters')?.content.title, 'Counters');
  assert.deepEqual(org.preferences, {
    homeDashboardUID: 'vigie-counters',
    language: 'en-US',
    timezone: 'America/Toronto',
  });
  assert.deepEqual(await it.accessOf('Maple Inc.'), { ...TENANT, enterprises: ['MAPLE'] });
  assert.deepEqual(await it.accessOf('Agence Lyon'), {
    scopes: ['tickets:read'],
    enterprises: [],
    connections: ['lyon'],
  });
  assert.throws(() => it.grafana.orgs.named('APRIL'));
});

test('the page of a tenant’s own tickets comes with the rules that show them, and goes with them', async (t) => {
  const it = await TestOnboarding.start(t);
  const tenants = (tickets?: { clients: string[]; show: 'technician'[]; connections: null }) => ({
    grafana: {
      tenants: ['APRIL', 'BASH'].map((enterprise) => ({
        ...{ enterprise, org: enterprise, recipients: [], language: null, timezone: null },
        ...(enterprise === 'BASH' && tickets ? { tickets } : {}),
      })),
    },
  });
  await it.apply(tenants());
  const bash = it.grafana.orgs.named('BASH');
  assert.deepEqual([...bash.dashboards.keys()], ['vigie-counters']);

  const opted = tenants({ clients: ['BASH'], show: [], connections: null });
  assert.deepEqual(told(await it.apply(opted)), [
    'update data source vigie of "BASH"',
    'create dashboard vigie-tickets of "BASH"',
  ]);
  assert.equal(bash.dashboards.get('vigie-tickets')?.content.title, 'Vos tickets');
  assert.deepEqual(await it.accessOf('BASH'), {
    scopes: ['counters:read', 'tickets:read'],
    enterprises: ['BASH'],
    connections: 'all',
  });
  const [token] = (await it.tokens.list()).filter(({ name, state }) => state === 'active' && name.includes('BASH'));
  assert.deepEqual([token?.clients, token?.shows], [['BASH'], []]);
  assert.deepEqual(told(await it.plan(opted)), []);
  assert.deepEqual([...it.grafana.orgs.named('APRIL').dashboards.keys()], ['vigie-counters']);

  const more = tenants({ clients: ['BASH', 'Pimkie'], show: ['technician'], connections: null });
  assert.deepEqual(told(await it.apply(more)), ['update data source vigie of "BASH"']);

  assert.deepEqual(told(await it.apply(tenants())), [
    'update data source vigie of "BASH"',
    'remove dashboard vigie-tickets of "BASH"',
  ]);
  assert.deepEqual([...bash.dashboards.keys()], ['vigie-counters']);
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });
  assert.equal((await it.validTokens()).filter((name) => name.includes('BASH')).length, 1);
  assert.deepEqual(told(await it.plan(tenants())), []);
});

test('what a person changed in ours is put right, with a new token where the old one may have leaked', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const bash = it.grafana.orgs.named('BASH');
  const dataSource = bash.dataSources.get('vigie') ?? assert.fail();
  const { token } = dataSource.secrets;
  assert.ok(token);

  dataSource.isDefault = false;
  assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
  assert.equal(bash.dataSources.get('vigie')?.secrets['token'], token);

  const stolen = bash.dataSources.get('vigie') ?? assert.fail();
  stolen.jsonData = { ...stolen.jsonData, backendUrl: 'http://somewhere.example' };
  assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
  assert.equal((await it.tokens.authenticate(token)).access, undefined);
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });

  // Behind Grafana's raw proxy, where an address that was once set stays as long as the data source.
  for (const url of ['http://backend.example:8787', 'http://somewhere.example']) {
    const proxied = bash.dataSources.get('vigie') ?? assert.fail();
    const { token: before = '' } = proxied.secrets;
    proxied.url = url;
    assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
    assert.equal(bash.dataSources.get('vigie')?.url, '');
    assert.equal((await it.tokens.authenticate(before)).access, undefined);
    assert.deepEqual(told(await it.plan()), []);
  }

  const page = bash.dashboards.get('vigie-counters') ?? assert.fail();
  page.content = { ...page.content, title: 'Mine' };
  bash.app = { enabled: false, pinned: false, jsonData: { kept: true } };
  bash.preferences['language'] = 'de-DE';
  assert.deepEqual(told(await it.apply()), [
    'update app agitel-vigie-app of "BASH"',
    'update dashboard vigie-counters of "BASH"',
    'update preferences of "BASH"',
  ]);
  assert.deepEqual(bash.app, { enabled: true, pinned: true, jsonData: { kept: true } });
  assert.deepEqual(told(await it.plan()), []);
});

test('a token that ended, or that has other rights, is replaced', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const [first] = (await it.tokens.list()).filter(({ name }) => name.startsWith('Grafana: BASH'));
  await it.registry.revokeToken(first?.id ?? '');
  assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });

  await it.db
    .updateTable('tokens')
    .set({ enterprises: ['APRIL', 'BASH'] })
    .where('name', 'like', '%BASH%')
    .execute();
  assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });
  await it.db
    .updateTable('tokens')
    .set({ expires_at: new Date(0) })
    .where('name', 'like', '%BASH%')
    .execute();
  assert.deepEqual(told(await it.apply()), ['update data source vigie of "BASH"']);
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });
});

test('what people make beside it survives', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const bash = it.grafana.orgs.named('BASH');
  it.grafana.orgs.addUser('marie', bash, 'Viewer');
  bash.folders.set('mine', 'Mine');
  bash.addDashboard('my-page', 'vigie');
  bash.dataSources.set('other', { ...(bash.dataSources.get('vigie') ?? assert.fail()), uid: 'other', name: 'Other' });
  bash.dashboards.delete('vigie-counters');
  await it.apply({ rotate: true });
  assert.deepEqual([...bash.dashboards.keys()], ['my-page', 'vigie-counters']);
  assert.deepEqual([...bash.folders.keys()], ['vigie', 'mine']);
  assert.deepEqual([...bash.dataSources.keys()], ['vigie', 'other']);
  assert.equal(bash.members.size, 2);
});

test('reports a refused name, and goes on with the rest', async (t) => {
  const it = await TestOnboarding.start(t);
  const result = await it.apply({ enterprises: ['agitel', 'BASH', 'Ecrans', 'april', 'APRIL'] });
  assert.equal(obstacles(result).length, 4);
  assert.deepEqual(
    it.grafana.orgs
      .all()
      .map(({ name }) => name)
      .sort(),
    ['Agitel', 'BASH', 'Écrans']
  );
});

test('an organisation that somebody else made is not touched, until a person says that it is the right one', async (t) => {
  const it = await TestOnboarding.start(t);
  const foreign = it.grafana.orgs.add('bash');
  it.grafana.orgs.addUser('paul', foreign, 'Editor');
  const result = await it.apply();
  assert.match(obstacles(result).join(), /Organisation 2 \("bash"\) is not one that Vigie made.*--adopt "bash"/);
  assert.equal(foreign.dataSources.size, 0);
  assert.equal(it.grafana.orgs.all().length, 4);

  assert.deepEqual(told(await it.plan({ adopt: ['bash'] })).slice(0, 2), [
    'update binding of "BASH"',
    'update app agitel-vigie-app of "BASH"',
  ]);
  assert.deepEqual(obstacles(await it.apply({ adopt: ['bash'] })), []);
  // Named as the enterprise is, since it is Vigie's now.
  assert.deepEqual(await it.accessOf('BASH'), { ...TENANT, enterprises: ['BASH'] });
  assert.equal(foreign.members.size, 2);
  assert.deepEqual(told(await it.plan()), []);
});

test('an organisation in which the server admin is nobody is reported, and left alone', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  it.grafana.orgs.named('BASH').members.delete(1);
  const { writes } = it.grafana;
  assert.match(obstacles(await it.apply()).join(), /GRAFANA_ADMIN_USER is no admin of organisation \d+ \("BASH"\)/);
  assert.equal(it.grafana.writes, writes);
});

test('while nobody can say which enterprises there are, their organisations stay as they are', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const { writes } = it.grafana;
  const result = await it.apply({ enterprises: null, prune: true });
  assert.deepEqual([told(result), result.unwanted], [[], []]);
  assert.equal(it.grafana.writes, writes);
});

test('one wait is for the alerting of all new organisations; without it a second run finishes', async (t) => {
  const it = await TestOnboarding.start(t);
  it.grafana.promptAlerting = false;
  const early = await it.apply();
  assert.deepEqual(
    early.reports
      .filter(({ problems }) => problems.length > 0)
      .map(({ org, problems }) => [org, problems[0]?.en.slice(0, 40)]),
    [
      ['APRIL', 'Grafana has not prepared the alerting of'],
      ['BASH', 'Grafana has not prepared the alerting of'],
    ]
  );
  assert.match(obstacles(await it.plan()).join(), /alerting/);

  const patient = it.apply({ waitMs: 60_000 });
  // The first look of the wait finds nothing yet.
  it.grafana.onRequest = ({ url }) => {
    if (url.startsWith('/api/v1/provisioning/policies')) {
      it.grafana.onRequest = () => it.grafana.prepareAlerting();
    }
  };
  assert.deepEqual(obstacles(await patient), []);
  assert.deepEqual(told(await it.plan()), []);
  assert.equal(it.grafana.alertRules.of(it.grafana.orgs.named('BASH').id).length, 4);
});

test('an organisation in which Grafana fails for a moment is tried again in the same run', async (t) => {
  const it = await TestOnboarding.start(t);
  let busy = true;
  it.grafana.fault = ({ url }) => {
    const fails = busy && url === '/api/datasources';
    busy &&= !fails;
    return fails ? 'refused' : undefined;
  };
  assert.deepEqual(obstacles(await it.apply({ attempts: 2 })), []);
  assert.equal((await it.validTokens()).length, 3);
  assert.deepEqual(told(await it.plan()), []);
});

test('keeps a name that a person gave the main organisation, and reports it', async (t) => {
  const it = await TestOnboarding.start(t, { orgName: 'Notre maison' });
  const { reports } = await it.apply({ enterprises: [] });
  assert.match(inEnglish(reports[0]?.notes), /"Notre maison", not "Agitel"/);
  assert.equal(it.grafana.main.name, 'Notre maison');
  // Nor may an enterprise be called so.
  assert.match(obstacles(await it.plan({ enterprises: ['notre maison'] })).join(), /share its name with the main/);
});

test('rules choose name, language and time zone of the main organisation', async (t) => {
  const it = await TestOnboarding.start(t, { orgName: 'Main Org.' });
  await it.apply({ grafana: { mainOrg: 'Nord', language: 'en-US', timezone: 'America/Toronto' } });
  const { main } = it.grafana;
  assert.equal(main.name, 'Nord');
  assert.deepEqual([main.preferences['language'], main.preferences['timezone']], ['en-US', 'America/Toronto']);
  assert.equal(main.playlists.get('vigie')?.spec.title, 'Mode A: both pages in turn');
});

test('without the dashboards of the main organisation its home page waits, and the other organisations are made', async (t) => {
  const it = await TestOnboarding.start(t, { dashboards: ['vigie-board'] });
  assert.match(obstacles(await it.apply()).join(), /lacks the dashboards vigie-clients/);
  assert.equal(it.grafana.main.playlists.size, 0);
  assert.equal(it.grafana.orgs.named('Écrans').dashboards.size, 7);
});

import assert from 'node:assert/strict';
import test from 'node:test';

import type { GrafanaRules, TenantRule } from '../../src/domain/rules/rules.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { obstacles, PAGES, TestOnboarding, told } from '../support/grafana/onboarding.ts';
import { inEnglish } from '../support/grafana/plans.ts';

const JOINED = [{ name: 'BASH SAS', alsoWritten: ['BASH'] }];
const RENAMED = { enterprises: ['APRIL', 'BASH SAS'] };
const seeing = (enterprise: string): object => ({
  scopes: ['counters:read'],
  enterprises: [enterprise],
  connections: [],
});

test('a renamed enterprise keeps its organisation and accounts, with a new name and a new token', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const org = it.grafana.orgs.named('BASH');
  it.grafana.orgs.addUser('marie', org, 'Viewer');
  const old = org.dataSources.get('vigie')?.secrets['token'] ?? '';

  const renamed = { ...RENAMED, joined: JOINED };
  assert.deepEqual(told(await it.plan(renamed)), [
    'update binding of "BASH SAS"',
    'update data source vigie of "BASH SAS"',
    `rename organisation ${org.id} of "BASH SAS"`,
  ]);
  const applied = await it.apply(renamed);
  assert.deepEqual([obstacles(applied), applied.unwanted], [[], []]);
  assert.equal(org.name, 'BASH SAS');
  assert.equal(org.members.size, 2);
  assert.deepEqual(await it.accessOf('BASH SAS'), seeing('BASH SAS'));
  assert.equal((await it.tokens.authenticate(old)).access, undefined);
  assert.deepEqual(told(await it.plan(renamed)), []);
});

test('the rules hand an organisation over by its name', async (t) => {
  const it = await TestOnboarding.start(t);
  const listed = (enterprise: string): Partial<GrafanaRules> => {
    const tenant: TenantRule = { enterprise, org: 'Magasins', recipients: [], language: null, timezone: null };
    return { tenants: [tenant] };
  };
  await it.apply({ grafana: listed('APRIL') });
  const { id } = it.grafana.orgs.named('Magasins');
  assert.deepEqual(obstacles(await it.apply({ grafana: listed('BASH') })), []);
  assert.equal(it.grafana.orgs.named('Magasins').id, id);
  assert.deepEqual(await it.accessOf('Magasins'), seeing('BASH'));
  assert.equal((await it.validTokens()).length, 2);
});

test('an organisation that a person renamed keeps that name, also when its enterprise gets another one', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const org = it.grafana.orgs.named('BASH');
  org.name = 'Boutiques BASH';
  const notes = (await it.apply()).reports.flatMap((report) => report.notes);
  assert.match(inEnglish(notes), /is called "Boutiques BASH", not "BASH": somebody named it, so it keeps its name/);
  await it.apply({ ...RENAMED, joined: JOINED });
  assert.equal(org.name, 'Boutiques BASH');
  assert.deepEqual(await it.accessOf('Boutiques BASH'), seeing('BASH SAS'));
  assert.deepEqual(told(await it.plan({ ...RENAMED, joined: JOINED })), []);
});

test('a run that breaks off while an enterprise is renamed is finished by the next one', async (t) => {
  const it = await TestOnboarding.start(t);
  const renamed = { ...RENAMED, joined: JOINED };
  for (let at = 1, happened = true; happened; at += 1) {
    // Back and forth: the next round begins with the old name.
    const [from, to] = [{ joined: [{ name: 'BASH', alsoWritten: ['BASH SAS'] }] }, renamed];
    assert.deepEqual(obstacles(await it.apply(from)), []);
    const org = it.grafana.orgs.named('BASH');
    let writes = 0;
    it.grafana.fault = () => ((writes += 1) === at ? 'unanswered' : undefined);
    await it.apply(to);
    it.grafana.fault = () => undefined;
    happened = writes >= at;
    assert.deepEqual(obstacles(await it.apply(to)), []);
    assert.deepEqual([org.name, told(await it.plan(to))], ['BASH SAS', []]);
    assert.deepEqual(await it.accessOf('BASH SAS'), seeing('BASH SAS'));
    assert.equal((await it.validTokens()).length, 3);
  }
});

test('a vanished enterprise is listed; nothing of it goes by itself', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const { writes } = it.grafana;
  const result = await it.apply({ enterprises: ['APRIL'] });
  assert.deepEqual(
    result.unwanted.map(({ binding }) => binding.orgName),
    ['BASH']
  );
  assert.deepEqual([told(result), it.grafana.writes], [[], writes]);
  assert.deepEqual(await it.accessOf('BASH'), seeing('BASH'));
  // It comes back as it was.
  assert.deepEqual(told(await it.plan()), []);
});

test('pruning ends the access first; an organisation in which people have something stays with it', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const org = it.grafana.orgs.named('BASH');
  it.grafana.orgs.addUser('marie', org, 'Viewer');
  org.addDashboard('my-page', 'vigie');
  const token = org.dataSources.get('vigie')?.secrets['token'] ?? '';

  const pruned = await it.apply({ enterprises: ['APRIL'], prune: true });
  assert.deepEqual(obstacles(pruned), []);
  assert.equal(told(pruned)[0], 'remove tokens of "BASH"');
  assert.match(
    inEnglish(pruned.reports.flatMap(({ notes }) => notes)),
    /Organisation \d+ \("BASH"\) stays: it has 1 account, 1 dashboard\./
  );
  assert.equal((await it.tokens.authenticate(token)).access, undefined);
  assert.deepEqual([...org.dashboards.keys()], ['my-page']);
  assert.deepEqual([[...org.folders.keys()], org.dataSources.size, org.members.size], [['vigie'], 0, 2]);
  assert.equal(it.grafana.alertRules.of(org.id).length, 0);
  assert.equal(org.preferences['homeDashboardUID'], undefined);
  assert.deepEqual(told(await it.plan({ enterprises: ['APRIL'], prune: true })), []);

  // When the enterprise comes back its organisation and accounts are there.
  assert.deepEqual(obstacles(await it.apply()), []);
  assert.equal(it.grafana.orgs.named('BASH'), org);
  assert.deepEqual(await it.accessOf('BASH'), seeing('BASH'));
});

test('pruning removes an organisation in which nobody has anything, and goes on after a break', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  it.grafana.fault = ({ method }) => (method === 'DELETE' ? 'unanswered' : undefined);
  assert.equal(obstacles(await it.apply({ enterprises: ['APRIL'], prune: true })).length, 1);
  it.grafana.fault = () => undefined;
  assert.deepEqual(obstacles(await it.apply({ enterprises: ['APRIL'], prune: true })), []);
  assert.throws(() => it.grafana.orgs.named('BASH'));
  assert.deepEqual((await it.plan({ enterprises: ['APRIL'] })).unwanted, []);
  assert.equal((await it.validTokens()).length, 2);
});

test('an organisation that somebody removed is made again, and its old token ends', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const gone = it.grafana.orgs.named('BASH');
  const token = gone.dataSources.get('vigie')?.secrets['token'] ?? '';
  it.grafana.orgs.remove(gone);
  const result = await it.apply();
  assert.match(
    inEnglish(result.reports.flatMap(({ notes }) => notes)),
    /\("BASH"\) is no longer what Vigie made: it is made again/
  );
  assert.deepEqual(await it.accessOf('BASH'), seeing('BASH'));
  assert.equal((await it.tokens.authenticate(token)).access, undefined);
  assert.deepEqual(told(await it.plan()), []);
});

test('a Grafana without any of our organisations is refused, until a person says that it is the new one', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const tokens = await it.validTokens();
  it.grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  // Numbers come again: 2 is somebody else's here.
  const other = it.grafana.orgs.add('Somebody');
  await assert.rejects(
    it.apply(),
    /has none of the organisations that Vigie made \(3\): is GRAFANA_URL right\?.*--forget/
  );
  assert.equal(it.grafana.writes, 0);
  assert.deepEqual(await it.validTokens(), tokens);

  assert.deepEqual(obstacles(await it.apply({ forget: true })), []);
  assert.equal(other.dataSources.size, 0);
  assert.deepEqual(await it.accessOf('BASH'), seeing('BASH'));
  assert.equal((await it.validTokens()).length, 3);
  assert.deepEqual(told(await it.plan()), []);
});

test('a number that is another organisation now is not trusted, and nothing is touched there', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply();
  const bash = it.grafana.orgs.named('BASH');
  const dataSource = bash.dataSources.get('vigie') ?? assert.fail();
  dataSource.jsonData = { ...dataSource.jsonData, binding: 'somebody-else' };
  const { writes } = it.grafana;
  assert.match(obstacles(await it.apply()).join(), /\("BASH"\) is not one that Vigie made: nothing is touched there/);
  assert.equal(it.grafana.writes, writes);

  assert.deepEqual(obstacles(await it.apply({ adopt: ['BASH'] })), []);
  assert.deepEqual(await it.accessOf('BASH'), seeing('BASH'));
  assert.deepEqual(told(await it.plan()), []);
});

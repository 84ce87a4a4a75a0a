import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';

import Fastify from 'fastify';

import { AlertingNotReadyError } from '../../src/grafana/alerting/alerting-api.ts';
import { alertingApiOf } from '../../src/grafana/alerting/choose-api.ts';
import { type OrgAlerting, planAlerting } from '../../src/grafana/alerting/plan.ts';
import { removeAlerting } from '../../src/grafana/alerting/remove.ts';
import { createGrafanaClient, type GrafanaClient } from '../../src/grafana/api/client.ts';
import { type Alerting, FakeAppPlatform } from '../support/grafana/grafana-app-platform.ts';
import { apply, inEnglish, told } from '../support/grafana/plans.ts';

const BASH = { id: 2, name: 'BASH' };
const RULES = ['zero', 'no-data', 'drop', 'silent-today'].map((kind) => `vigie-counter-${kind}`);
const OURS = { 'grafana.com/provenance': 'api' };

const wanted: OrgAlerting = { language: 'fr-FR', folderUid: 'vigie', recipients: ['a@bash.example', 'b@bash.example'] };

async function startFake(t: TestContext): Promise<{ client: GrafanaClient; grafana: FakeAppPlatform; bash: Alerting }> {
  const app = Fastify();
  t.after(() => app.close());
  const grafana = new FakeAppPlatform();
  grafana.route(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  t.after(() => assert.deepEqual(grafana.strays, [], 'asked of the provisioning API'));
  return {
    client: createGrafanaClient({ url, user: 'admin', password: 'secret' }),
    grafana,
    bash: grafana.ready(BASH.id),
  };
}

test('Grafana 14 gets the same objects through its app platform, and then nothing is left to do', async (t) => {
  const { client, bash } = await startFake(t);
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(told(plan), [
    'create notification template vigie',
    'create contact point Vigie e-mail',
    'update notification policies',
    'create rule group Compteurs',
  ]);
  await apply(plan);
  assert.deepEqual(told(await planAlerting(client, BASH, wanted)), []);

  assert.deepEqual([...bash.rules.keys()], RULES);
  for (const { metadata, spec } of bash.rules.values()) {
    assert.deepEqual(metadata.annotations, { ...OURS, 'grafana.app/folder': 'vigie' });
    assert.equal(spec.trigger.interval, '5m');
  }
  const { spec } = bash.rules.get('vigie-counter-zero')!;
  assert.deepEqual(
    Object.entries(spec.expressions).map(([refId, { datasourceUID, source }]) => [refId, datasourceUID, source]),
    [
      ['A', 'vigie', undefined],
      ['day', 'vigie', undefined],
      ['firing', undefined, true],
    ]
  );
  assert.deepEqual(bash.policies.spec.defaults.receiver, 'Vigie e-mail');
  const written = [bash.policies, bash.templates.values().next().value, [...bash.receivers.values()].at(-1)];
  assert.deepEqual(
    written.map((one) => one?.metadata.annotations),
    [OURS, OURS, OURS]
  );
});

test('the first change that a failure prevents is the first of the next plan on the app platform', async (t) => {
  const { client } = await startFake(t);
  const { changes } = await planAlerting(client, BASH, wanted);
  for (const [index, change] of changes.entries()) {
    await change.apply();
    assert.equal((await planAlerting(client, BASH, wanted)).changes.length, changes.length - index - 1);
  }
});

test('other recipients, another language and a changed rule are put right on the app platform', async (t) => {
  const { client, bash } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const english: OrgAlerting = { ...wanted, language: 'en-US', recipients: ['c@bash.example'] };
  const plan = await planAlerting(client, BASH, english);
  assert.deepEqual(told(plan), [
    'update notification template vigie',
    'update contact point Vigie e-mail',
    'update rule group Counters',
  ]);
  await apply(plan);
  assert.deepEqual(told(await planAlerting(client, BASH, english)), []);
  assert.deepEqual([...bash.rules.keys()], RULES);

  for (const change of [{ paused: true }, { trigger: { interval: '1h' } }, { for: '10m' }, { title: 'Mine' }]) {
    const rule = bash.rules.get('vigie-counter-drop')!;
    bash.rules.set('vigie-counter-drop', { ...rule, spec: { ...rule.spec, ...change } });
    const repair = await planAlerting(client, BASH, english);
    assert.deepEqual(told(repair), ['update rule group Counters'], JSON.stringify(change));
    await apply(repair);
    assert.deepEqual(told(await planAlerting(client, BASH, english)), [], JSON.stringify(change));
  }
});

test('rules that came from the provisioning API keep their group as a label', async (t) => {
  const { client, bash } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const label = { 'grafana.com/group': 'Compteurs', 'grafana.com/group-index': '1' };
  const rule = bash.rules.get('vigie-counter-zero')!;
  bash.rules.set('vigie-counter-zero', {
    metadata: { ...rule.metadata, labels: label },
    spec: { ...rule.spec, paused: true },
  });
  await apply(await planAlerting(client, BASH, wanted));
  const { metadata, spec } = bash.rules.get('vigie-counter-zero')!;
  assert.equal(spec.paused, undefined);
  assert.equal(metadata.labels?.['grafana.com/group'], 'Compteurs');
});

test('leaves what a person has under our names on the app platform, and reports it', async (t) => {
  const { client, bash } = await startFake(t);
  const people = { annotations: { 'grafana.com/provenance': 'none' } };
  bash.templates.set('x', {
    metadata: { name: 'x', ...people },
    spec: { title: 'vigie', content: '{{ define "mine" }}{{ end }}', kind: 'grafana' },
  });
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(plan.changes, []);
  assert.match(inEnglish(plan.problems), /notification template "vigie" that Vigie did not make/);
  bash.templates.delete('x');

  bash.policies.spec = { defaults: { receiver: 'empty', group_by: ['site'] }, routes: [{ receiver: 'empty' }] };
  const { problems, changes } = await planAlerting(client, BASH, wanted);
  assert.match(inEnglish(problems), /notification policies of "BASH" are somebody's own/);
  await apply({ changes, notes: [] });
  assert.deepEqual(bash.policies.spec.defaults.group_by, ['site']);
  assert.equal(bash.rules.size, 0);
});

test('an organisation without an Alertmanager is told apart on the app platform', async (t) => {
  const { client, grafana } = await startFake(t);
  const fresh = { id: 9, name: 'Neuve' };
  await assert.rejects(planAlerting(client, fresh, wanted), (error) => error instanceof AlertingNotReadyError);
  grafana.ready(fresh.id);
  assert.equal((await planAlerting(client, fresh, wanted)).changes.length, 4);
});

test('what was made can be removed from the app platform, and what a person made stays', async (t) => {
  const { client, bash } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const zero = bash.rules.get('vigie-counter-zero')!;
  bash.rules.set('handmade', { ...zero, metadata: { name: 'handmade', annotations: {} } });
  await apply(await removeAlerting(client, BASH));
  assert.deepEqual(told(await removeAlerting(client, BASH)), []);
  assert.deepEqual([...bash.rules.keys()], ['handmade']);
  assert.deepEqual(
    [...bash.receivers.values()].map(({ spec }) => spec.title),
    ['empty']
  );
  assert.equal(bash.templates.size, 0);
  assert.equal(bash.policies.spec.defaults.receiver, 'empty');
});

test('a contact point of ours to which a person added another way keeps it', async (t) => {
  const { client, bash } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const receiver = [...bash.receivers.values()].find(({ spec }) => spec.title === 'Vigie e-mail')!;
  receiver.spec.integrations.push({ uid: 'own', type: 'webhook', version: 'v1', settings: { url: 'https://x' } });
  await apply(await planAlerting(client, BASH, { ...wanted, recipients: ['c@bash.example'] }));
  const now = bash.receivers.get(receiver.metadata.name)!;
  assert.deepEqual(
    now.spec.integrations.map(({ uid }) => uid),
    ['vigie-email', 'own']
  );
});

test('a Grafana without the API groups of alerting is refused in a sentence', async (t) => {
  const { client, grafana } = await startFake(t);
  delete grafana.groups['notifications.alerting.grafana.app'];
  await assert.rejects(planAlerting(client, BASH, wanted), /has no notifications\.alerting\.grafana\.app API/);
});

test('the interface is chosen by the version, and asked for once', async (t) => {
  const { client, grafana } = await startFake(t);
  for (const [version, strays] of [
    ['12.2.0', 1],
    ['13.2.3+security-01', 1],
    ['14.0.0', 0],
    ['15.1.0-pre', 0],
  ] as const) {
    grafana.version = version;
    const fresh = createGrafanaClient({ url: client.url, user: 'admin', password: 'secret' });
    await (await alertingApiOf(fresh)).findPolicies(BASH);
    assert.equal(grafana.strays.splice(0).length, strays, version);
    assert.equal(await alertingApiOf(fresh), await alertingApiOf(fresh));
  }
});

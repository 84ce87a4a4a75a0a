import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';

import Fastify from 'fastify';

import { AlertingNotReadyError } from '../../src/grafana/alerting/alerting-api.ts';
import { readGeneratedAlerting } from '../../src/grafana/alerting/generated.ts';
import { type OrgAlerting, planAlerting } from '../../src/grafana/alerting/plan.ts';
import { removeAlerting } from '../../src/grafana/alerting/remove.ts';
import { createGrafanaClient, type GrafanaClient } from '../../src/grafana/api/client.ts';
import { FakeAlertRules } from '../support/grafana/grafana-alert-rules.ts';
import { FakeNotifications } from '../support/grafana/grafana-notifications.ts';
import { apply, inEnglish, told } from '../support/grafana/plans.ts';

const API = '/api/v1/provisioning';
const BASH = { id: 2, name: 'BASH' };
const PIMKIE = { id: 3, name: 'Pimkie' };

const wanted: OrgAlerting = { language: 'fr-FR', folderUid: 'vigie', recipients: ['a@bash.example', 'b@bash.example'] };

interface Fake {
  client: GrafanaClient;
  notifications: FakeNotifications;
  rules: FakeAlertRules;
  /** What a person does in Grafana's screens. */
  byHand: (method: 'PUT' | 'POST', path: string, body: object) => Promise<void>;
}

async function startFake(t: TestContext): Promise<Fake> {
  const app = Fastify();
  t.after(() => app.close());
  const [notifications, rules] = [new FakeNotifications(), new FakeAlertRules()];
  notifications.route(app);
  rules.route(app);
  app.get('/api/frontend/settings', async () => ({ buildInfo: { version: '12.4.3' } }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  notifications.ready(BASH.id);
  notifications.ready(PIMKIE.id);
  return {
    client: createGrafanaClient({ url, user: 'admin', password: 'secret' }),
    notifications,
    rules,
    byHand: async (method, path, payload) => {
      const headers = { 'x-grafana-org-id': String(BASH.id), 'x-disable-provenance': 'true' };
      const { statusCode, body } = await app.inject({ method, url: API + path, headers, payload });
      assert.ok(statusCode < 300, body);
    },
  };
}

test('apply makes what is planned, for one organisation, and then nothing is left to do', async (t) => {
  const { client, rules } = await startFake(t);
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(told(plan), [
    'create notification template vigie',
    'create contact point Vigie e-mail',
    'update notification policies',
    'create rule group Compteurs',
  ]);
  assert.deepEqual(plan.notes, []);
  await apply(plan);

  assert.deepEqual(told(await planAlerting(client, BASH, wanted)), []);
  assert.deepEqual(
    rules.of(BASH.id).map(({ uid, folderUID }) => [uid, folderUID]),
    ['zero', 'no-data', 'drop', 'silent-today'].map((kind) => [`vigie-counter-${kind}`, 'vigie'])
  );
  assert.equal((await planAlerting(client, PIMKIE, wanted)).changes.length, 4);
});

test('the first change that a failure prevents is the first of the next plan', async (t) => {
  const { client } = await startFake(t);
  const { changes } = await planAlerting(client, BASH, wanted);
  for (const [index, change] of changes.entries()) {
    await change.apply();
    assert.equal((await planAlerting(client, BASH, wanted)).changes.length, changes.length - index - 1);
  }
});

test('other recipients change the contact point alone', async (t) => {
  const { client } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const plan = await planAlerting(client, BASH, { ...wanted, recipients: ['c@bash.example'] });
  assert.deepEqual(
    plan.changes.map(({ object, detail }) => [object, detail.en]),
    [['contact point Vigie e-mail', 'addresses a@bash.example;b@bash.example → c@bash.example']]
  );
  await apply(plan);
  assert.deepEqual(told(await planAlerting(client, BASH, { ...wanted, recipients: ['c@bash.example'] })), []);
});

test('without recipients Grafana has a contact point that writes to nobody, not to its example', async (t) => {
  const { client } = await startFake(t);
  const quiet = { ...wanted, recipients: [] };
  await apply(await planAlerting(client, BASH, quiet));
  const points = await client.get<{ uid: string; settings: { addresses: string } }[]>(`${API}/contact-points`, {
    orgId: BASH.id,
  });
  assert.equal(points.find(({ uid }) => uid === 'vigie-email')?.settings.addresses, ';');
  const { receiver } = await client.get<{ receiver: string }>(`${API}/policies`, { orgId: BASH.id });
  assert.equal(receiver, 'Vigie e-mail');
  assert.deepEqual(told(await planAlerting(client, BASH, quiet)), []);
});

test('another language changes texts and moves the rules, which keep their identity', async (t) => {
  const { client, rules } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const english: OrgAlerting = { ...wanted, language: 'en-US' };
  await apply(await planAlerting(client, BASH, english));
  assert.deepEqual(told(await planAlerting(client, BASH, english)), []);
  assert.deepEqual(
    rules.of(BASH.id).map(({ ruleGroup, title }) => `${ruleGroup}: ${title}`),
    [
      'Counters: Counter at zero',
      'Counters: Silent counter',
      'Counters: Drop in entries',
      'Counters: Counter silent today',
    ]
  );
});

test('rules that were paused or changed are put right', async (t) => {
  const { client, rules } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const [zero, silent] = rules.of(BASH.id);
  assert.ok(zero && silent);
  zero.isPaused = true;
  silent.annotations = { summary: 'Autre chose' };
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(
    plan.changes.map(({ action, detail }) => [action, detail.en]),
    [['update', 'Compteur à zéro, Compteur muet']]
  );
  await apply(plan);
  assert.deepEqual(told(await planAlerting(client, BASH, wanted)), []);
});

test('policies of a person stay, and no rule comes before they lead to our contact point', async (t) => {
  const { client, byHand, rules } = await startFake(t);
  const own = { receiver: 'grafana-default-email', routes: [{ receiver: 'grafana-default-email' }] };
  await byHand('PUT', '/policies', own);
  const plan = await planAlerting(client, BASH, wanted);
  assert.match(inEnglish(plan.problems), /^The notification policies of "BASH" are somebody's own.*"Vigie e-mail"/);
  await apply(plan);
  assert.deepEqual(await client.get(`${API}/policies`, { orgId: BASH.id }), own);
  assert.deepEqual(rules.of(BASH.id), []);

  own.routes.push({ receiver: 'Vigie e-mail' });
  await byHand('PUT', '/policies', own);
  const next = await planAlerting(client, BASH, wanted);
  assert.deepEqual([told(next), next.problems ?? []], [['create rule group Compteurs'], []]);
  await apply(next);
  assert.deepEqual(await client.get(`${API}/policies`, { orgId: BASH.id }), own);
});

test('a changed root without routes is a person’s too, and routes below our root are nobody’s obstacle', async (t) => {
  const { client, byHand } = await startFake(t);
  for (const shape of [{ group_by: ['alertname'] }, { group_by: ['grafana_folder', 'alertname'], group_wait: '1m' }]) {
    await byHand('PUT', '/policies', { receiver: 'grafana-default-email', ...shape });
    assert.equal((await planAlerting(client, BASH, wanted)).problems?.length, 1);
  }

  await apply(await planAlerting(client, PIMKIE, wanted));
  const { policies } = await readGeneratedAlerting('fr-FR');
  const body = { ...policies, routes: [{ receiver: 'Vigie e-mail', object_matchers: [['code', '=', '001']] }] };
  await client.send('PUT', `${API}/policies`, { orgId: PIMKIE.id, body });
  const plan = await planAlerting(client, PIMKIE, wanted);
  assert.deepEqual([told(plan), plan.problems ?? []], [[], []]);
});

test('policies of an earlier version of ours are replaced', async (t) => {
  const { client } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const body = { receiver: 'Vigie e-mail', group_by: ['alertname'], group_wait: '24h' };
  await client.send('PUT', `${API}/policies`, { orgId: BASH.id, body });
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(told(plan), ['update notification policies']);
  assert.match(plan.changes[0]?.detail.en ?? '', /group_wait 1d → 30s/);
});

for (const [what, path, body] of [
  ['a template', '/templates/vigie', { template: '{{ define "mine" }}{{ end }}' }],
  [
    'a contact point',
    '/contact-points',
    { uid: 'x', name: 'Vigie e-mail', type: 'email', settings: { addresses: 'a' } },
  ],
] as const) {
  test(`${what} of a person under our name stays, and stops the rest until it is renamed`, async (t) => {
    const { client, byHand, rules } = await startFake(t);
    await byHand(what === 'a template' ? 'PUT' : 'POST', path, body);
    const plan = await planAlerting(client, BASH, wanted);
    assert.deepEqual(plan.changes, []);
    assert.match(inEnglish(plan.problems), /that Vigie did not make: rename it/);
    assert.deepEqual(rules.of(BASH.id), []);
  });
}

test('leaves a rule of a person in our group, and reports it when it is in the way', async (t) => {
  const { client, rules } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const [zero] = rules.of(BASH.id);
  assert.ok(zero);
  rules.of(BASH.id).push({ ...zero, uid: 'handmade', title: 'La mienne' });
  const quiet = await planAlerting(client, BASH, wanted);
  assert.deepEqual([quiet.changes, quiet.problems ?? []], [[], []]);
  zero.title = 'Autre chose';
  const plan = await planAlerting(client, BASH, wanted);
  assert.deepEqual(plan.changes, []);
  assert.match(inEnglish(plan.problems), /holds rules that Vigie did not make \(La mienne\)/);
});

test('an organisation without an Alertmanager is told apart from any other trouble', async (t) => {
  const { client, notifications } = await startFake(t);
  const fresh = { id: 9, name: 'Neuve' };
  await assert.rejects(planAlerting(client, fresh, wanted), (error) => error instanceof AlertingNotReadyError);
  await assert.rejects(planAlerting(client, fresh, wanted), /"Neuve" yet: try again in a minute/);
  assert.deepEqual(told(await removeAlerting(client, fresh)), []);
  notifications.ready(fresh.id);
  assert.equal((await planAlerting(client, fresh, wanted)).changes.length, 4);
});

test('no rule begins before Grafana acts on the policies: its messages would go to Grafana’s example', async (t) => {
  const { client, notifications, rules } = await startFake(t);
  notifications.prompt = false;
  await assert.rejects(
    planAlerting(client, BASH, wanted).then(apply),
    (error) =>
      error instanceof AlertingNotReadyError && /does not act on the policies of "BASH" yet/.test(error.message)
  );
  assert.deepEqual(rules.of(BASH.id), []);
  await assert.rejects(planAlerting(client, BASH, wanted).then(apply), AlertingNotReadyError);

  notifications.look(BASH.id);
  await apply(await planAlerting(client, BASH, wanted));
  assert.equal(rules.of(BASH.id).length, 4);
});

test('a Grafana whose new organisations write to nobody needs no waiting', async (t) => {
  const { client, notifications, rules } = await startFake(t);
  notifications.prompt = false;
  notifications.factoryReceiver = 'empty';
  notifications.ready(BASH.id);
  await apply(await planAlerting(client, BASH, wanted));
  assert.equal(rules.of(BASH.id).length, 4);
  assert.deepEqual(told(await planAlerting(client, BASH, wanted)), []);
});

test('what was made can be removed, and what a person made stays', async (t) => {
  const { client, byHand, rules } = await startFake(t);
  await apply(await planAlerting(client, BASH, wanted));
  const [zero] = rules.of(BASH.id);
  assert.ok(zero);
  rules.of(BASH.id).push({ ...zero, uid: 'handmade' });
  await byHand('POST', '/contact-points', { uid: 'own', name: 'Own', type: 'email', settings: { addresses: 'a' } });

  await apply(await removeAlerting(client, BASH));
  assert.deepEqual(told(await removeAlerting(client, BASH)), []);
  assert.deepEqual(
    rules.of(BASH.id).map(({ uid }) => uid),
    ['handmade']
  );
  const points = await client.get<{ uid: string }[]>(`${API}/contact-points`, { orgId: BASH.id });
  assert.deepEqual(
    points.map(({ uid }) => uid),
    ['', 'own']
  );
  const { receiver } = await client.get<{ receiver: string }>(`${API}/policies`, { orgId: BASH.id });
  assert.equal(receiver, 'grafana-default-email');
  assert.equal(await client.find(`${API}/templates/vigie`, { orgId: BASH.id }), undefined);
});

test('a contact point that somebody’s policies or rules name outlives the rest', async (t) => {
  const { client, rules } = await startFake(t);
  for (const org of [BASH, PIMKIE]) {
    await apply(await planAlerting(client, org, wanted));
  }
  const route = { receiver: 'grafana-default-email', routes: [{ receiver: 'Vigie e-mail' }] };
  await client.send('PUT', `${API}/policies`, { orgId: BASH.id, body: route });
  const [zero] = rules.of(PIMKIE.id);
  assert.ok(zero);
  rules.of(PIMKIE.id).push({ ...zero, uid: 'handmade', notification_settings: { receiver: 'Vigie e-mail' } });

  for (const [org, user, kept] of [
    [BASH, 'policies', []],
    [PIMKIE, 'rules', ['handmade']],
  ] as const) {
    const plan = await removeAlerting(client, org);
    assert.match(inEnglish(plan.notes), new RegExp(`stays: somebody's own notification ${user} name it`));
    await apply(plan);
    assert.deepEqual(
      rules.of(org.id).map(({ uid }) => uid),
      kept
    );
    const points = await client.get<{ uid: string }[]>(`${API}/contact-points`, { orgId: org.id });
    assert.ok(points.some(({ uid }) => uid === 'vigie-email'));
  }
});

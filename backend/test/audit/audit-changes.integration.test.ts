import assert from 'node:assert/strict';

import type { AuditAnswer } from '../../src/audit/audit-answer.ts';
import { osUser } from '../../src/cli/backend/os-user.ts';
import { runCommand } from '../support/server/cli.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { newSecretKey, serverOn, testOnStoresOfServers } from '../support/upstreams/connections.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

/** The audit as the command line prints it, oldest first, without what differs from run to run. */
async function audited(env: Record<string, string>, ...filter: string[]) {
  const { code, stdout, stderr } = await runCommand(['audit', '--json', ...filter], env);
  assert.equal(code, 0, stderr);
  const { entries } = JSON.parse(stdout) as { entries: AuditAnswer[] };
  return { text: stdout, entries: entries.reverse().map(({ id: _id, at: _at, ...entry }) => entry) };
}

testOnStoresOfServers(
  'changes of connections are recorded, through a server and without, never a secret',
  async (t, env) => {
    const atera = await withAtera(t);
    const [oldKey, newKey] = [newSecretKey(), newSecretKey()];
    const server = await serverOn(t, { ...env, VIGIE_SECRET_KEY: oldKey });
    await server.add({ name: 'lyon', kind: 'atera', url: atera.url, secret: TEST_KEY });
    await server.add({ name: 'lyon', requestsPerMinute: 60, secret: TEST_KEY, replace: true });
    const webhook = await server.call<{ path: string }>('POST', '/v1/connections/lyon/webhook');
    assert.equal((await server.call('DELETE', '/v1/connections/lyon/webhook')).status, 204);
    for (const [method, path, body] of [
      ['POST', '/v1/connections', { name: 'nice', kind: 'atera', url: atera.url, secret: 'a-wrong-key' }],
      ['POST', '/v1/connections', { name: 'lyon', kind: 'atera', url: atera.url, secret: TEST_KEY }],
      ['DELETE', '/v1/connections/nice', undefined],
      ['DELETE', '/v1/connections/lyon/webhook', undefined],
    ] as const) {
      const refused = await server.call(method, path, body);
      assert.ok(refused.status >= 400, `${method} ${path}`);
    }
    await server.close();

    const keys = { ...env, VIGIE_SECRET_KEY: newKey, VIGIE_SECRET_KEY_PREVIOUS: oldKey };
    assert.equal((await runCommand(['secrets', 'rotate'], keys)).code, 0);
    assert.equal((await runCommand(['connections', 'remove', 'lyon', '--yes'], keys)).code, 0);

    const { entries, text } = await audited(env);
    const local = { tokenId: 'local', tokenName: 'local', role: null, org: null };
    const [byServer, byPerson] = [
      { ...local, user: null },
      { ...local, user: osUser() },
    ];
    const lyon = {
      kind: 'atera',
      url: atera.url,
      database: null,
      login: null,
      requestsPerMinute: 300,
      keyExpiresAt: null,
    };
    const target = { connection: 'lyon' };
    const nothing = { before: null, after: null };
    const { keyId } = entries[4]?.target ?? {};
    // Readings go on by themselves: how much there was to remove is not this test's.
    const { customers } = entries[5]?.target ?? {};
    assert.ok(Number.isInteger(customers));
    assert.match(String(keyId), /^[0-9a-f]{16}$/);
    const changed = { ...lyon, requestsPerMinute: 60 };
    assert.deepEqual(entries, [
      { ...byServer, action: 'connection.create', target, before: null, after: lyon },
      { ...byServer, action: 'connection.update', target, before: lyon, after: { ...changed, secretReplaced: true } },
      { ...byServer, action: 'webhook.create', target, ...nothing },
      { ...byServer, action: 'webhook.remove', target, ...nothing },
      { ...byPerson, action: 'secrets.rotate', target: { keyId, reencrypted: 2 }, ...nothing },
      {
        ...byPerson,
        action: 'connection.remove',
        target: { ...target, tickets: 0, alerts: 0, customers },
        before: changed,
        after: null,
      },
    ]);
    for (const secret of [TEST_KEY, oldKey, newKey, 'a-wrong-key', webhook.body.path.split('/').at(-1) ?? '']) {
      assert.ok(secret !== '' && !text.includes(secret));
    }
  }
);

testOnStoresOfServers('the command line shows who changed tokens and who was refused', async (t, env) => {
  const server = await serverOn(t, env);
  const made = await runCommand(
    ['token', 'create', '--name', 'Écran', '--scopes', 'tickets:read', '--connection', 'atera', '--json'],
    env
  );
  const { id, token } = JSON.parse(made.stdout) as { id: string; token: string };
  const ask = (bearer: string) =>
    fetch(`${server.url}/v1/tokens`, { headers: { authorization: `Bearer ${bearer}`, 'x-vigie-user': 'zo%C3%A9' } });
  assert.equal((await ask(token)).status, 403);
  assert.equal((await runCommand(['token', 'revoke', id], env)).code, 0);
  assert.equal((await ask(token)).status, 401);
  assert.equal((await ask(token)).status, 401);
  assert.equal((await ask('vig_made-up-bearer')).status, 401);
  // What was counted is written at the end at the latest.
  await server.close();

  const changes = await runCommand(['audit', '--action', 'token'], env);
  const [, revoked, created, ...others] = changes.stdout.trimEnd().split('\n');
  assert.deepEqual(others, []);
  const user = osUser() ?? '';
  assert.match(created ?? '', new RegExp(`${user} +local +token\\.create +id ${id}, name Écran +state: "active"`));
  assert.match(created ?? '', /scopes: "tickets:read", connections: "\[\\"atera\\"\]", enterprises: "all"$/);
  assert.match(revoked ?? '', /token\.revoke .* state: "active" → "revoked"$/);

  const refused = await audited(env, '--refused');
  assert.deepEqual(
    refused.entries.map(({ tokenId, user: by, target }) => [tokenId, by, target['reason'], target['attempts']]).sort(),
    [
      [id, 'zoé', 'scope_missing', 1],
      [id, 'zoé', 'token_revoked', 2],
      ['none', null, 'token_unknown', 1],
    ].sort()
  );
  assert.ok(![token, 'vig_made-up-bearer'].some((bearer) => refused.text.includes(bearer)));
  const both = await runCommand(['audit', '--refused', '--action', 'token'], env);
  assert.equal(both.code, 2);
});

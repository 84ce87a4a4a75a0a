import assert from 'node:assert/strict';

import { SCOPES } from '../../src/domain/access/access.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import { actorOf } from '../../src/identity/actor.ts';
import { BOOTSTRAP_TOKEN, ensureBootstrapToken } from '../../src/identity/bootstrap-token.ts';
import { hashToken } from '../../src/identity/token-format.ts';
import { createTokens } from '../../src/identity/tokens.ts';
import { readAudit } from '../../src/store/audit.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { TESTER } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const FIRST = 'first-bootstrap-token-of-at-least-32-chars';
const SECOND = 'second-bootstrap-token-of-at-least-32-chars';

/** The audit without what differs from run to run, oldest first. */
async function audited(db: StoreDatabase): Promise<object[]> {
  const entries = await readAudit(db, { limit: 100 });
  return entries.reverse().map(({ id: _id, at: _at, ...entry }) => entry);
}

const ALL_CLIENTS = { clients: 'all', shows: [] };

testOnStores('a token gives exactly the rights it was made with', async (_t, { db }) => {
  const tokens = createTokens(db);
  const all = await tokens.create({ name: 'all', scopes: SCOPES }, TESTER);
  const names = ['Hôtel, "de" {la} Trémoille', 'BASH '];
  const some = await tokens.create(
    { name: 'some', scopes: ['tickets:read'], enterprises: names, connections: [] },
    TESTER
  );
  assert.deepEqual(await tokens.authenticate(all.token), {
    access: {
      tokenId: all.id,
      tokenName: 'all',
      scopes: [...SCOPES],
      enterprises: 'all',
      connections: 'all',
      ...ALL_CLIENTS,
    },
  });
  const access = {
    tokenId: some.id,
    tokenName: 'some',
    scopes: ['tickets:read'],
    enterprises: names,
    connections: [],
    ...ALL_CLIENTS,
  };
  assert.deepEqual(await tokens.authenticate(some.token), { access });
  assert.deepEqual(await tokens.authenticate(some.token.toUpperCase()), {});
  assert.deepEqual(await tokens.authenticate(hashToken(some.token).toString('hex')), {});
});

testOnStores('no names mean none, never all', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { token } = await tokens.create(
    { name: 'x', scopes: ['tickets:read'], enterprises: [], connections: [] },
    TESTER
  );
  const { access } = await tokens.authenticate(token);
  assert.deepEqual([access?.enterprises, access?.connections], [[], []]);
});

testOnStores('a token that would not be what it seems is not made', async (_t, { db }) => {
  const tokens = createTokens(db);
  for (const limit of [{ enterprises: ['BASH'] }, { enterprises: [] }, { connections: ['atera'] }, { clients: [] }]) {
    const limited = tokens.create({ name: 'x', scopes: ['tickets:read', 'admin'], ...limit }, TESTER);
    await assert.rejects(limited, { code: 'invalid_request', message: /admin cannot be limited/ });
  }
  await assert.rejects(tokens.create({ name: ' ', scopes: ['tickets:read'] }, TESTER), { code: 'invalid_request' });
  assert.deepEqual([await tokens.list(), await audited(db)], [[], []]);
});

testOnStores('the last use is written once a minute at most', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { id, token } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] }, TESTER);
  const lastUsed = async (): Promise<number | undefined> =>
    (await tokens.list()).find((listed) => listed.id === id)?.lastUsedAt?.getTime();

  await tokens.authenticate(token);
  const first = await lastUsed();
  assert.ok(first !== undefined);
  await tokens.authenticate(token);
  assert.equal(await lastUsed(), first);
  const longAgo = new Date(Date.now() - 61_000);
  await db.updateTable('tokens').set({ last_used_at: longAgo }).where('id', '=', id).execute();
  await tokens.authenticate(token);
  assert.ok(((await lastUsed()) ?? 0) >= first);
});

testOnStores('what changes a token is recorded with who did it, and without the secret', async (_t, { db }) => {
  const tokens = createTokens(db);
  const zoe = { ...TESTER, user: 'zoé', role: 'Admin', org: '1' };
  const created = await tokens.create(
    { name: 'BASH', scopes: ['counters:read'], enterprises: ['BASH', 'a, b'], expiresInDays: 90 },
    zoe
  );
  await tokens.revoke(created.id, TESTER);

  const [description] = await tokens.list();
  const expiresAt = description?.expiresAt?.toISOString();
  const target = { id: created.id, name: 'BASH' };
  const rights = { scopes: 'counters:read', enterprises: '["BASH","a, b"]', connections: 'all', expiresAt };
  const active = { ...rights, state: 'active' };
  assert.deepEqual(await audited(db), [
    { ...zoe, action: 'token.create', target, before: null, after: active },
    { ...TESTER, action: 'token.revoke', target, before: active, after: { ...rights, state: 'revoked' } },
  ]);
  const text = JSON.stringify(await audited(db));
  assert.ok(![created.token, hashToken(created.token).toString('hex')].some((secret) => text.includes(secret)));
});

testOnStores('a change that cannot be recorded is not made', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { id, token } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] }, TESTER);
  await db.schema.alterTable('audit').renameTo('audit_elsewhere').execute();
  await assert.rejects(tokens.create({ name: 'x', scopes: SCOPES }, TESTER), { code: 'store_unavailable' });
  await assert.rejects(tokens.revoke(id, TESTER), { code: 'store_unavailable' });
  await assert.rejects(ensureBootstrapToken(db, FIRST), { code: 'store_unavailable' });
  assert.deepEqual(
    (await tokens.list()).map(({ name, state }) => [name, state]),
    [['screen', 'active']]
  );
  assert.ok((await tokens.authenticate(token)).access);
});

testOnStores('the bootstrap token follows its variable, and each change is recorded', async (_t, { db }) => {
  const tokens = createTokens(db);
  await ensureBootstrapToken(db, FIRST);
  await ensureBootstrapToken(db, FIRST);
  assert.deepEqual(await tokens.authenticate(FIRST), {
    access: {
      tokenId: BOOTSTRAP_TOKEN,
      tokenName: BOOTSTRAP_TOKEN,
      scopes: ['tickets:read', 'counters:read', 'sites:write'],
      enterprises: 'all',
      connections: 'all',
      ...ALL_CLIENTS,
    },
  });

  await ensureBootstrapToken(db, SECOND);
  assert.deepEqual(await tokens.authenticate(FIRST), {});
  assert.ok((await tokens.authenticate(SECOND)).access);

  await ensureBootstrapToken(db, undefined);
  await ensureBootstrapToken(db, undefined);
  assert.deepEqual(await tokens.authenticate(SECOND), {});

  const scopes = 'tickets:read, counters:read, sites:write';
  const rights = { scopes, enterprises: 'all', connections: 'all', expiresAt: null, state: 'active' };
  const entry = { ...actorOf(SYSTEM_ACCESS), target: { id: BOOTSTRAP_TOKEN, name: BOOTSTRAP_TOKEN } };
  assert.deepEqual(await audited(db), [
    { ...entry, action: 'token.create', before: null, after: { ...rights, secretReplaced: false } },
    { ...entry, action: 'token.update', before: rights, after: { ...rights, secretReplaced: true } },
    { ...entry, action: 'token.remove', before: rights, after: null },
  ]);
});

testOnStores('a revoked bootstrap token stays revoked until its value changes', async (_t, { db }) => {
  const tokens = createTokens(db);
  await ensureBootstrapToken(db, FIRST);
  await tokens.revoke(BOOTSTRAP_TOKEN, TESTER);
  await ensureBootstrapToken(db, FIRST);
  const ended = { id: BOOTSTRAP_TOKEN, name: BOOTSTRAP_TOKEN, state: 'revoked' };
  assert.deepEqual(await tokens.authenticate(FIRST), { ended });
  await ensureBootstrapToken(db, SECOND);
  assert.ok((await tokens.authenticate(SECOND)).access);
});

testOnStores("the bootstrap token cannot be another token's", async (_t, { db }) => {
  const tokens = createTokens(db);
  const { token } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] }, TESTER);
  await assert.rejects(ensureBootstrapToken(db, token), /VIGIE_BOOTSTRAP_TOKEN holds the token named "screen"/);
});

testOnStores('a token that is not there, or no longer, cannot be revoked', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { id } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] }, TESTER);
  await tokens.revoke(id, TESTER);
  await assert.rejects(tokens.revoke(id, TESTER), { code: 'not_found' });
  await assert.rejects(tokens.revoke('none', TESTER), { code: 'not_found' });
});

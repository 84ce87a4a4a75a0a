import assert from 'node:assert/strict';

import { SCOPES } from '../src/access/access.ts';
import { hashToken } from '../src/access/token-format.ts';
import { BOOTSTRAP_TOKEN, createTokens } from '../src/access/tokens.ts';
import { testOnStores } from './support/store.ts';

const FIRST = 'first-bootstrap-token-of-at-least-32-chars';
const SECOND = 'second-bootstrap-token-of-at-least-32-chars';

testOnStores('a token gives exactly the rights it was made with', async (_t, { db }) => {
  const tokens = createTokens(db);
  const all = await tokens.create({ name: 'all', scopes: SCOPES });
  const some = await tokens.create({
    name: 'some',
    scopes: ['tickets:read'],
    enterprises: ['Hôtel, "de" {la} Trémoille', 'BASH '],
    connections: [],
  });
  assert.deepEqual(await tokens.authenticate(all.token), {
    tokenId: all.id,
    tokenName: 'all',
    scopes: [...SCOPES],
    enterprises: 'all',
    connections: 'all',
  });
  assert.deepEqual(await tokens.authenticate(some.token), {
    tokenId: some.id,
    tokenName: 'some',
    scopes: ['tickets:read'],
    enterprises: ['Hôtel, "de" {la} Trémoille', 'BASH '],
    connections: [],
  });
  assert.equal(await tokens.authenticate(some.token.toUpperCase()), undefined);
  assert.equal(await tokens.authenticate(hashToken(some.token).toString('hex')), undefined);
});

testOnStores('the last use is written once a minute at most', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { id, token } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] });
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

testOnStores('the bootstrap token follows its variable', async (_t, { db }) => {
  const tokens = createTokens(db);
  await tokens.ensureBootstrap(FIRST);
  const access = await tokens.authenticate(FIRST);
  assert.deepEqual(access, {
    tokenId: BOOTSTRAP_TOKEN,
    tokenName: BOOTSTRAP_TOKEN,
    scopes: ['tickets:read', 'counters:read', 'sites:write'],
    enterprises: 'all',
    connections: 'all',
  });

  await tokens.ensureBootstrap(SECOND);
  assert.equal(await tokens.authenticate(FIRST), undefined);
  assert.ok(await tokens.authenticate(SECOND));

  await tokens.ensureBootstrap(undefined);
  assert.equal(await tokens.authenticate(SECOND), undefined);
});

testOnStores('a revoked bootstrap token stays revoked until its value changes', async (_t, { db }) => {
  const tokens = createTokens(db);
  await tokens.ensureBootstrap(FIRST);
  await tokens.revoke(BOOTSTRAP_TOKEN);
  await tokens.ensureBootstrap(FIRST);
  assert.equal(await tokens.authenticate(FIRST), undefined);
  await tokens.ensureBootstrap(SECOND);
  assert.ok(await tokens.authenticate(SECOND));
});

testOnStores("the bootstrap token cannot be another token's", async (_t, { db }) => {
  const tokens = createTokens(db);
  const { token } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] });
  await assert.rejects(tokens.ensureBootstrap(token), /VIGIE_BOOTSTRAP_TOKEN holds the token named "screen"/);
});

testOnStores('a token that is not there, or no longer, cannot be revoked', async (_t, { db }) => {
  const tokens = createTokens(db);
  const { id } = await tokens.create({ name: 'screen', scopes: ['tickets:read'] });
  await tokens.revoke(id);
  await assert.rejects(tokens.revoke(id), { code: 'not_found' });
  await assert.rejects(tokens.revoke('none'), { code: 'not_found' });
});

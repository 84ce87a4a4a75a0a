import assert from 'node:assert/strict';
import test from 'node:test';

import { send, withFolder } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';
import { newSecretKey, serverOn } from '../support/upstreams/connections.ts';

test('a token is alive and dead on every replica at once', { skip: skipReason('postgres') }, async (t) => {
  const DATABASE_URL = await newDatabase('migrated');
  const replica = async () =>
    serverOn(t, { DATABASE_URL, VIGIE_DATA_DIR: await withFolder(t), VIGIE_SECRET_KEY: newSecretKey() });
  const [one, other] = [await replica(), await replica()];
  const status = async (url: string, token: string): Promise<number> =>
    (await send(`${url}/v1/status`, { token })).status;

  const made = await one.call<{ id: string; token: string }>('POST', '/v1/tokens', {
    name: 'Écran',
    scopes: ['tickets:read'],
  });
  const { id, token } = made.body;
  // Each has seen it alive: nothing of that may be remembered.
  assert.deepEqual([await status(other.url, token), await status(one.url, token)], [200, 200]);
  assert.equal((await one.call('DELETE', `/v1/tokens/${id}`)).status, 204);
  assert.deepEqual([await status(other.url, token), await status(one.url, token)], [401, 401]);
  const { body } = await other.call<{ tokens: { id: string; state: string; lastUsedAt: string | null }[] }>(
    'GET',
    '/v1/tokens'
  );
  const listed = body.tokens.find((one) => one.id === id);
  assert.equal(listed?.state, 'revoked');
  assert.notEqual(listed.lastUsedAt, null);
});

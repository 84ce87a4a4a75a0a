import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import type { Status } from '../../src/doctor/status.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { newSecretKey, serverOn, storeOf, testOnStoresOfServers } from '../support/upstreams/connections.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

type Env = Record<string, string>;

/** A store with two connections whose credentials are encrypted with the first key, each read once. */
async function withTwoConnections(t: TestContext, env: Env, key: string): Promise<void> {
  const atera = await withAtera(t, { tickets: [buildTicket(Date.parse('2024-07-23T08:00:00Z'), { TicketID: 1 })] });
  const server = await serverOn(t, { ...env, VIGIE_SECRET_KEY: key });
  for (const name of ['lyon', 'nice']) {
    await server.add({ name, kind: 'atera', url: atera.url, secret: TEST_KEY });
  }
  assert.deepEqual(await server.sync(), { lyon: null, nice: null });
  await server.close();
}

/** The encrypted columns, of one connection or of all. */
async function sealed(t: TestContext, env: Env) {
  const store = await storeOf(t, env);
  const rows = await store.db
    .selectFrom('connections')
    .select(['name', 'secret_key_id', 'secret_nonce', 'secret_ciphertext', 'revision'])
    .orderBy('name')
    .execute();
  await store.close();
  return rows;
}

testOnStoresOfServers('a lost or wrong key is explained and destroys nothing', async (t, env) => {
  const key = newSecretKey();
  await withTwoConnections(t, env, key);
  const before = await sealed(t, env);

  for (const wrong of [{}, { VIGIE_SECRET_KEY: newSecretKey() }] as Env[]) {
    const server = await serverOn(t, { ...env, ...wrong });
    assert.deepEqual(await server.sync(), { lyon: 'credentials_unreadable', nice: 'credentials_unreadable' });
    const [lyon] = await server.list();
    assert.equal(lyon?.state, 'unreadable');
    assert.match(lyon.problem?.en ?? '', /^The credentials of "lyon" cannot be decrypted\./);
    assert.match(lyon.problem?.en ?? '', new RegExp(`encrypted with the key ${before[0]?.secret_key_id}`));
    assert.match(lyon.problem?.en ?? '', /vigie connections add lyon --replace/);
    const { body } = await server.call<Status>('GET', '/v1/status');
    assert.match(body.sources[0]?.error ?? '', /cannot be decrypted/);
    // What was read before stays on the board.
    assert.equal(body.sources[0]?.rowsRead, 1);
    assert.equal((await server.call('POST', '/v1/secrets/rotate')).status, 400);
    await server.close();
  }
  assert.deepEqual(await sealed(t, env), before);

  // The key is lost: one connection is entered again, the other one waits for the key.
  const newKey = newSecretKey();
  const replaced = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newKey });
  assert.deepEqual(await replaced.sync(), { lyon: 'credentials_unreadable', nice: 'credentials_unreadable' });
  await replaced.add({ name: 'lyon', secret: TEST_KEY, replace: true });
  assert.deepEqual(await replaced.sync(), { lyon: null, nice: 'credentials_unreadable' });
  await replaced.close();
  const found = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newKey, VIGIE_SECRET_KEY_PREVIOUS: key });
  assert.deepEqual(await found.sync(), { lyon: null, nice: null });
});

testOnStoresOfServers('rotation encrypts everything with the new key', async (t, env) => {
  const [oldKey, newKey] = [newSecretKey(), newSecretKey()];
  await withTwoConnections(t, env, oldKey);
  const before = await sealed(t, env);

  const both = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newKey, VIGIE_SECRET_KEY_PREVIOUS: oldKey });
  assert.deepEqual(await both.sync(), { lyon: null, nice: null });
  type Rotation = { keyId: string; reencrypted: number };
  const rotation = await both.call<Rotation>('POST', '/v1/secrets/rotate');
  // Both connections, and the key of the screens' links.
  assert.equal(rotation.body.reencrypted, 3);
  assert.equal((await both.call<Rotation>('POST', '/v1/secrets/rotate')).body.reencrypted, 0);
  await both.close();

  const after = await sealed(t, env);
  after.forEach((row, index) => {
    assert.equal(row.secret_key_id, rotation.body.keyId);
    assert.notEqual(row.secret_key_id, before[index]?.secret_key_id);
    assert.notDeepEqual(row.secret_nonce, before[index]?.secret_nonce);
    // Its readings go on undisturbed: nothing about the account changed.
    assert.equal(row.revision, before[index]?.revision);
  });
  const onlyNew = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newKey });
  assert.deepEqual(await onlyNew.sync(), { lyon: null, nice: null });
});

testOnStoresOfServers('a rotation that cannot open one of them changes none', async (t, env) => {
  const [oldKey, newKey] = [newSecretKey(), newSecretKey()];
  await withTwoConnections(t, env, oldKey);
  const store = await storeOf(t, env);
  await store.db
    .updateTable('connections')
    .set({ secret_key_id: 'ffffffffffffffff' })
    .where('name', '=', 'nice')
    .execute();
  await store.close();
  const before = await sealed(t, env);

  const server = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newKey, VIGIE_SECRET_KEY_PREVIOUS: oldKey });
  const answer = await server.call('POST', '/v1/secrets/rotate');
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /"nice" cannot be decrypted.*Nothing was changed/);
  await server.close();
  assert.deepEqual(await sealed(t, env), before);
});

testOnStoresOfServers('credentials copied to another connection do not open', async (t, env) => {
  const key = newSecretKey();
  await withTwoConnections(t, env, key);
  const store = await storeOf(t, env);
  const nice = await store.db
    .selectFrom('connections')
    .select(['secret_nonce', 'secret_ciphertext'])
    .where('name', '=', 'nice')
    .executeTakeFirstOrThrow();
  await store.db.updateTable('connections').set(nice).where('name', '=', 'lyon').execute();
  await store.close();

  const server = await serverOn(t, { ...env, VIGIE_SECRET_KEY: key });
  assert.deepEqual(await server.sync(), { lyon: 'credentials_unreadable', nice: null });
  assert.match((await server.list())[0]?.problem?.en ?? '', /altered or belongs to another connection/);
});

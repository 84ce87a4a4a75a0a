import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import {
  type GrafanaOrg,
  readGrafanaOrgs,
  removeGrafanaOrg,
  saveGrafanaOrg,
} from '../../src/store/settings/grafana-orgs.ts';
import { send, withApp } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const bash: GrafanaOrg = {
  id: randomUUID(),
  kind: 'tenant',
  key: 'BASH',
  orgId: null,
  orgName: 'BASH',
  tokenId: null,
};

testOnStores('an organisation is bound, changed and forgotten', async (_t, { db }) => {
  await saveGrafanaOrg(db, bash);
  const bound = { ...bash, orgId: 7, tokenId: 'token-1' };
  await saveGrafanaOrg(db, bound);
  assert.deepEqual(await readGrafanaOrgs(db), [bound]);

  const renamed = { ...bound, key: 'BASH SAS', orgName: 'BASH SAS' };
  await saveGrafanaOrg(db, renamed);
  assert.deepEqual(await readGrafanaOrgs(db), [renamed]);

  await removeGrafanaOrg(db, bash.id);
  assert.deepEqual(await readGrafanaOrgs(db), []);
  await assert.rejects(removeGrafanaOrg(db, bash.id), { code: 'not_found' });
});

testOnStores('an enterprise has one organisation, and an organisation one use', async (_t, { db }) => {
  await saveGrafanaOrg(db, { ...bash, orgId: 2 });
  await assert.rejects(saveGrafanaOrg(db, { ...bash, id: randomUUID(), orgId: 3 }), { code: 'conflict' });

  // Grafana was reinstalled: number 2 is another organisation now.
  const april = { ...bash, id: randomUUID(), key: 'APRIL', orgName: 'APRIL', orgId: 2 };
  await saveGrafanaOrg(db, april);
  assert.deepEqual(await readGrafanaOrgs(db), [{ ...bash, orgId: null }, april]);
});

test('over HTTP it takes the scope admin, and says what is wrong', async (t) => {
  const { url, token } = await withApp(t);
  const path = `${url}/v1/grafana/orgs`;
  const admin = await token(['admin']);
  const { id, ...body } = { ...bash, orgId: 4, tokenId: 'token-1' };

  const main = await token(['tickets:read', 'counters:read', 'sites:write']);
  for (const request of [
    { method: 'GET' },
    { method: 'PUT', at: `/${id}`, body },
    { method: 'DELETE', at: `/${id}` },
  ] as const) {
    const at = 'at' in request ? request.at : '';
    assert.equal((await send(path + at, { ...request, token: main })).status, 403, request.method);
  }

  assert.equal((await send(`${path}/${id}`, { method: 'PUT', token: admin, body })).status, 204);
  assert.deepEqual((await send(path, { token: admin })).body, { orgs: [{ id, ...body }] });
  for (const wrong of [{ orgId: 0 }, { orgId: 2 ** 31 }, { kind: 'main' }, { orgName: '' }, { secret: 'x' }]) {
    const { status } = await send(`${path}/${id}`, { method: 'PUT', token: admin, body: { ...body, ...wrong } });
    assert.equal(status, 400, JSON.stringify(wrong));
  }
  assert.equal((await send(`${path}/4`, { method: 'DELETE', token: admin })).status, 400);
  assert.equal((await send(`${path}/${id}`, { method: 'DELETE', token: admin })).status, 204);
  assert.equal((await send(`${path}/${id}`, { method: 'DELETE', token: admin })).status, 404);
});

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';

import { createLocalJWKSet, jwtVerify } from 'jose';

import { fixedClock } from '../../src/domain/clock/clock.ts';
import type { VigieError } from '../../src/domain/errors.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { type Keyring, parseSecretKey } from '../../src/identity/secret-key.ts';
import { createScreens, type Screens } from '../../src/screens/screens.ts';
import { readAudit } from '../../src/store/audit.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { saveGrafanaOrg } from '../../src/store/settings/grafana-orgs.ts';
import { createConnections } from '../../src/upstreams/connections/connections.ts';
import { TESTER } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const NOW = new Date('2024-07-24T08:00:00Z');
const REPORT = { page: 'vigie-board', width: 1920, height: 1080, version: '0.1.0' };
const ORG_ID = 4;
const TOKEN_ID = 'token-of-the-screens';

const newKey = () => parseSecretKey(randomBytes(32).toString('base64')) ?? assert.fail();

/** Screens whose organisation is in Grafana. */
async function withScreens(db: StoreDatabase, { keyring = { current: newKey(), previous: undefined } } = {}) {
  const binding = { id: randomUUID(), kind: 'screens', key: '', orgName: 'Écrans' } as const;
  await saveGrafanaOrg(db, { ...binding, orgId: ORG_ID, tokenId: TOKEN_ID });
  return screensAt(db, keyring);
}

const screensAt = (db: StoreDatabase, keyring: Keyring, now = NOW): Screens =>
  createScreens({ db, keyring, rules: DEFAULT_RULES, clock: fixedClock(now) });

async function made(screens: Screens, name: string) {
  const screen = await screens.begin({ name }, TESTER);
  return { screen, ...(await screens.link(screen.id, TESTER)) };
}

testOnStores(
  'a link is signed with a key that Grafana can check, for that account and that time only',
  async (_t, { db }) => {
    const screens = await withScreens(db);
    const screen = await screens.begin({ name: 'Plateau Toulon', page: 'clients', expiresInDays: 30 }, TESTER);
    assert.equal(screen.state, 'unfinished');
    const { token, path } = await screens.link(screen.id, TESTER);
    assert.equal(path, `/d/vigie-clients?orgId=${ORG_ID}&kiosk&autofitpanels&hideLogo&refresh=2m&auth_token=${token}`);
    const keySet = await screens.keySet();
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keySet as never), {
      audience: 'vigie-screen',
    });
    assert.deepEqual(Object.keys(payload).sort(), ['aud', 'exp', 'sub']);
    assert.equal(payload.sub, screen.login);
    assert.equal(payload.exp, Math.floor(screen.expiresAt.getTime() / 1000));
    assert.ok(Math.abs(screen.expiresAt.getTime() - Date.now() - 30 * 86_400_000) < 60_000);
    assert.equal(protectedHeader.kid, keySet.keys[0]?.['kid']);
    assert.equal((await screens.list())[0]?.state, 'never');
    // The public half alone.
    assert.equal(JSON.stringify(keySet).includes('"d"'), false);
  }
);

testOnStores('one name is one screen, however it is written; a revoked name is free again', async (_t, { db }) => {
  const screens = await withScreens(db);
  const first = await made(screens, 'Écran du plateau');
  for (const name of ['Écran du plateau', ' ecran  DU plateau ', 'E\u0301cran du plateau']) {
    await assert.rejects(screens.begin({ name }, TESTER), { code: 'conflict', message: /"Écran du plateau" already/ });
  }
  await screens.revoke(first.screen.id, TESTER);
  const again = await made(screens, 'ecran du plateau');
  assert.notEqual(again.screen.login, first.screen.login);
  assert.deepEqual((await screens.list()).map(({ state }) => state).sort(), ['never', 'revoked']);
  await assert.rejects(screens.revoke(first.screen.id, TESTER), { code: 'not_found' });
  await assert.rejects(screens.link(first.screen.id, TESTER), { code: 'not_found' });
  await assert.rejects(screens.rename(first.screen.id, 'x', TESTER), { code: 'not_found' });
});

testOnStores('what broke off is gone on with, under the same account; a link is made once', async (_t, { db }) => {
  const screens = await withScreens(db);
  const begun = await screens.begin({ name: 'Couloir' }, TESTER);
  const resumed = await screens.begin({ name: 'COULOIR', page: 'board', expiresInDays: 7 }, TESTER);
  assert.deepEqual([resumed.id, resumed.login, resumed.page], [begun.id, begun.login, 'board']);
  await screens.link(begun.id, TESTER);
  await assert.rejects(screens.link(begun.id, TESTER), { code: 'conflict' });
  const both = await Promise.allSettled(['Hall', 'hall'].map((name) => screens.begin({ name }, TESTER)));
  const ids = new Set(both.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : [])));
  assert.equal(ids.size, 1);
});

testOnStores('a screen is renamed to itself in other letters, not to another', async (_t, { db }) => {
  const screens = await withScreens(db);
  const { screen } = await made(screens, 'accueil');
  await made(screens, 'Couloir');
  assert.equal((await screens.rename(screen.id, 'Accueil', TESTER)).name, 'Accueil');
  await assert.rejects(screens.rename(screen.id, 'COULOIR', TESTER), { code: 'conflict', message: /"Couloir"/ });
  await assert.rejects(screens.rename(screen.id, ' ', TESTER), { code: 'invalid_request' });
  const { screen: other } = await made(screens, 'Atelier');
  const both = await Promise.allSettled([screen, other].map(({ id }) => screens.rename(id, 'Accueil 2', TESTER)));
  const refused = both.flatMap((result) => (result.status === 'rejected' ? [(result.reason as VigieError).code] : []));
  assert.deepEqual(refused, ['conflict']);
  assert.equal((await screens.list()).find(({ id }) => id === screen.id)?.login, screen.login);
});

testOnStores('reports of screens are kept, those of anybody else are not', async (_t, { db }) => {
  const keyring = { current: newKey(), previous: undefined };
  const screens = await withScreens(db, { keyring });
  const { screen } = await made(screens, 'Accueil');
  const from = { login: screen.login, tokenId: TOKEN_ID };
  const seen = async () => (await screens.list()).find(({ id }) => id === screen.id)?.seen ?? null;
  await screens.report({ ...from, login: 'zoe' }, REPORT, 3);
  await screens.report({ ...from, tokenId: 'another' }, REPORT, 3);
  assert.equal(await seen(), null);
  await screens.report(from, REPORT, 90);
  assert.deepEqual(await seen(), { ...REPORT, at: NOW, dataAt: new Date(NOW.getTime() - 90_000) });

  const later = (seconds: number) => screensAt(db, keyring, new Date(NOW.getTime() + seconds * 1000));
  await later(19).report(from, { ...REPORT, page: 'too-soon' }, null);
  assert.equal((await seen())?.page, 'vigie-board');
  await later(60).report(from, { ...REPORT, page: 'vigie-clients' }, null);
  assert.deepEqual([(await seen())?.page, (await seen())?.dataAt], ['vigie-clients', null]);
  // The clock was put back by an hour.
  await later(-3600).report(from, { ...REPORT, page: 'after' }, null);
  assert.equal((await seen())?.page, 'after');

  await screens.revoke(screen.id, TESTER);
  await later(600).report(from, { ...REPORT, page: 'ghost' }, null);
  assert.equal((await screens.list())[0]?.seen?.page, 'after');
});

testOnStores('without VIGIE_SECRET_KEY or an organisation no link is made, and it is said why', async (_t, { db }) => {
  const none = screensAt(db, { current: undefined, previous: undefined });
  assert.deepEqual(await none.keySet(), { keys: [] });
  const { id } = await none.begin({ name: 'Accueil' }, TESTER);
  await assert.rejects(none.link(id, TESTER), { code: 'invalid_request', message: /VIGIE_SECRET_KEY is not set/ });
  const keyed = screensAt(db, { current: newKey(), previous: undefined });
  await assert.rejects(keyed.link(id, TESTER), { code: 'invalid_request', message: /vigie grafana apply/ });
  // The public key goes on being written without the secret one.
  assert.deepEqual(await none.keySet(), await keyed.keySet());
});

testOnStores('secrets rotate covers the key of the links; another key ends them', async (_t, { db }) => {
  const [old, current] = [newKey(), newKey()];
  const before = await withScreens(db, { keyring: { current: old, previous: undefined } });
  await made(before, 'Accueil');
  const keySet = await before.keySet();
  const connectionsWith = (keyring: Keyring) =>
    createConnections({ db, keyring, rules: DEFAULT_RULES, clock: fixedClock(NOW), environment: [] });
  const lost = screensAt(db, { current, previous: undefined });
  const begun = await lost.begin({ name: 'Couloir' }, TESTER);
  await assert.rejects(lost.link(begun.id, TESTER), { code: 'invalid_request', message: /vigie screens key --rotate/ });
  await assert.rejects(connectionsWith({ current, previous: undefined }).rotateSecrets(TESTER), {
    code: 'invalid_request',
  });
  const { reencrypted } = await connectionsWith({ current, previous: old }).rotateSecrets(TESTER);
  assert.equal(reencrypted, 1);
  assert.deepEqual(await lost.keySet(), keySet);
  await lost.link(begun.id, TESTER);

  await lost.rotateKey(TESTER);
  const rotated = await lost.keySet();
  assert.equal(rotated.keys.length, 1);
  assert.notEqual(rotated.keys[0]?.['kid'], keySet.keys[0]?.['kid']);
});

testOnStores('the audit names what was done to a screen, and never holds its link', async (_t, { db }) => {
  const screens = await withScreens(db);
  const { screen, token } = await made(screens, 'Accueil');
  await screens.rename(screen.id, 'Hall', TESTER);
  await screens.revoke(screen.id, TESTER);
  await screens.rotateKey(TESTER);
  const entries = await readAudit(db, { limit: 100, action: 'screen' });
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['screen.key', 'screen.revoke', 'screen.rename', 'screen.link', 'screen.create']
  );
  assert.equal(JSON.stringify(entries).includes(token.split('.')[2] ?? ''), false);
  assert.deepEqual(entries[3]?.target, { id: screen.id, name: 'Accueil', login: screen.login });
});

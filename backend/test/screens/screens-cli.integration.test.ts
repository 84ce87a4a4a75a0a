import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import { FakeGrafana } from '../support/grafana/grafana.ts';
import { PAGES } from '../support/grafana/onboarding.ts';
import type { CliResult } from '../support/server/cli.ts';
import { withFolder, withServer } from '../support/server/server.ts';
import { newSecretKey } from '../support/upstreams/connections.ts';

interface Listed {
  name: string;
  login: string;
  email: string;
  state: string;
}

/** A server and a Grafana with the screens' organisation. */
async function withScreens(t: TestContext, { applied = true, key = newSecretKey() } = {}) {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const server = await withServer(t, { VIGIE_SECRET_KEY: key, SYNC_INTERVAL_SECONDS: '86400' });
  const variables = { VIGIE_DATA_DIR: server.dataDir, VIGIE_BACKEND_URL: 'http://backend.example:8787' };
  const vigie = (...args: string[]): Promise<CliResult> => grafana.vigie(args, variables);
  const screens = (...args: string[]): Promise<CliResult> => vigie('screens', ...args);
  if (applied) {
    const { code, stderr } = await grafana.command('apply', variables, ['--wait', '1']);
    assert.equal(code, 0, stderr);
  }
  return {
    grafana,
    server,
    vigie,
    screens,
    apply: (...flags: string[]) => grafana.command('apply', variables, flags),
    list: async () => (JSON.parse((await screens('list', '--json')).stdout) as { screens: Listed[] }).screens,
    accounts: () => grafana.orgs.users.filter(({ isGrafanaAdmin }) => !isGrafanaAdmin),
  };
}

/** The command ends with 1 and a sentence, and shows no link. */
function assertRefused({ code, stdout, stderr }: CliResult, sentence: RegExp): void {
  assert.equal(code, 1, stdout);
  assert.equal(stdout, '');
  assert.match(stderr, sentence);
}

test('add makes a viewer of that one organisation and shows its link once', async (t) => {
  const { grafana, screens, list, accounts, server } = await withScreens(t);
  const orgs = grafana.orgs.all().length;
  const added = await screens('add', 'Plateau "Été"', '--page', 'clients');
  assert.equal(added.code, 0, added.stderr);
  const url = new URL(added.stdout.trim());
  const org = grafana.orgs.named('Écrans');
  assert.equal(`${url.origin}${url.pathname}`, `${grafana.url}/d/vigie-clients`);
  assert.equal(url.searchParams.get('orgId'), String(org.id));
  const token = url.searchParams.get('auth_token') ?? '';
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  const [account, ...others] = accounts();
  assert.deepEqual([account?.login, others], [sub, []]);
  assert.match(sub, /^ecran-plateau-ete-[0-9a-f]{8}$/);
  assert.deepEqual(
    grafana.orgs.placesOf(account?.id ?? 0).map(({ name, role }) => [name, role]),
    [['Écrans', 'Viewer']]
  );
  // The organisation that Grafana made for the account is gone.
  assert.equal(grafana.orgs.all().length, orgs);
  assert.deepEqual(
    (await list()).map(({ name, state }) => [name, state]),
    [['Plateau "Été"', 'never']]
  );
  for (const args of [['list'], ['list', '--json']]) {
    const { stdout } = await screens(...args);
    assert.ok(!stdout.includes(token));
  }
  assert.ok(!server.log.text().includes(token));
});

test('names, options and a Grafana that cannot be had are refused with a sentence, and leave nothing', async (t) => {
  const { grafana, screens, list, accounts } = await withScreens(t);
  assert.equal((await screens('add')).code, 2);
  assert.equal((await screens('add', 'x', '--page', 'shop')).code, 2);
  assert.equal((await screens('add', 'x', '--page', 'board', '--playlist')).code, 2);
  assert.equal((await screens('add', 'x', '--expires', '11y')).code, 2);
  assertRefused(await screens('add', ' \u200B '), /needs a name of letters/);
  assertRefused(await screens('revoke', 'Nobody'), /no screen named "Nobody".*screens list/);
  assertRefused(await screens('rename', 'Nobody', 'x'), /no screen named "Nobody"/);
  assertRefused(await screens('add', 'Nobody', '--replace'), /no screen named "Nobody"/);
  grafana.linkAnswer = 'jwt.invalid';
  assertRefused(await screens('add', 'Accueil'), /does not know the key.*VIGIE_SCREEN_KEYS/);
  grafana.linkAnswer = 'auth.unauthorized';
  assertRefused(await screens('add', 'Accueil'), /does not take links.*GF_AUTH_JWT_ENABLED/);
  assert.deepEqual([await list(), accounts()], [[], []]);
  await grafana.close();
  assertRefused(await screens('add', 'Accueil'), /does it run, and is GRAFANA_URL right\?/);
  assert.deepEqual(await list(), []);
});

test('the doctor reports a Grafana that is gone once, with where to look, and the screens all the same', async (t) => {
  const { grafana, screens, vigie } = await withScreens(t);
  assert.equal((await screens('add', 'Accueil')).code, 0);
  await grafana.close();
  const { code, stdout } = await vigie('doctor');
  assert.equal(code, 1);
  assert.match(stdout, /^✔ screens: Screens known: 1\.$/m);
  assert.match(stdout, /^✘ grafana: Grafana cannot be reached .*\n {4}→ If it does not start, its log says why/m);
  assert.equal(stdout.match(/cannot be reached/g)?.length, 1, stdout);
});

test('before grafana apply there is nowhere to put a screen, and it says so', async (t) => {
  const { screens, list } = await withScreens(t, { applied: false });
  assertRefused(await screens('add', 'Accueil'), /vigie grafana apply/);
  assert.deepEqual(await list(), []);
});

test('a half-finished add is gone on with, whichever request failed', async (t) => {
  const { grafana, screens, list, accounts } = await withScreens(t);
  const orgs = grafana.orgs.all().length;
  for (const fault of ['refused', 'cut', 'unanswered'] as const) {
    for (let step = 1; step <= 4; step += 1) {
      const name = `${fault} ${step}`;
      let writes = 0;
      grafana.fault = () => (++writes === step ? fault : undefined);
      const broken = await screens('add', name);
      grafana.fault = () => undefined;
      if (broken.code === 0) {
        assert.ok(writes < step, `${name}: ${writes}`);
        continue;
      }
      assertRefused(broken, /Grafana/);
      assert.equal((await list()).find((screen) => screen.name === name)?.state, 'unfinished');
      const again = await screens('add', name);
      assert.equal(again.code, 0, again.stderr);
    }
  }
  const names = await list();
  assert.equal(accounts().length, names.length);
  assert.equal(grafana.orgs.all().length, orgs);
  for (const { id } of accounts()) {
    assert.deepEqual(
      grafana.orgs.placesOf(id).map(({ name, role }) => [name, role]),
      [['Écrans', 'Viewer']]
    );
  }
});

test('the organisation that Grafana left behind with a refused account does not stand in the way', async (t) => {
  const { grafana, screens, list, accounts } = await withScreens(t);
  grafana.fault = ({ url }) => (url === '/api/admin/users' ? 'refused' : undefined);
  assertRefused(await screens('add', 'Accueil'), /Grafana refuses/);
  grafana.fault = () => undefined;
  grafana.orgs.add((await list())[0]?.email ?? '');
  const again = await screens('add', 'Accueil');
  assert.equal(again.code, 0, again.stderr);
  assert.deepEqual([accounts().length, grafana.orgs.all().length], [1, 2]);
});

test('an account made by hand is never taken for the screen, nor removed', async (t) => {
  const { grafana, screens, list, accounts } = await withScreens(t);
  await screens('add', 'Accueil');
  const [account] = accounts();
  assert.ok(account);
  // Somebody removed the account, and made one of that login for a person.
  account.email = 'zoe@example.com';
  assertRefused(await screens('revoke', 'Accueil'), /is not the one that Vigie made.*nothing was changed/);
  assert.equal((await list())[0]?.state, 'never');
  assert.equal(accounts().length, 1);
  grafana.orgs.users.pop();
  assert.equal((await screens('revoke', 'Accueil')).code, 0);
});

test('revoke removes the account; a Grafana that fails meanwhile leaves the screen as it is', async (t) => {
  const { grafana, screens, list, accounts } = await withScreens(t);
  await screens('add', 'Accueil');
  grafana.fault = () => 'refused';
  assertRefused(await screens('revoke', 'accueil'), /Grafana refuses/);
  assert.deepEqual([(await list())[0]?.state, accounts().length], ['never', 1]);
  grafana.fault = () => undefined;
  assert.equal((await screens('revoke', 'ACCUEIL')).code, 0);
  assert.deepEqual([(await list())[0]?.state, accounts().length], ['revoked', 0]);
  assertRefused(await screens('revoke', 'Accueil'), /no screen named/);
});

test('a screen in the place of one whose link was lost has another account', async (t) => {
  const { screens, list, accounts } = await withScreens(t);
  await screens('add', 'Accueil');
  assertRefused(await screens('add', 'ACCUEIL'), /a screen named "Accueil" already.*--replace/s);
  const [before] = accounts();
  assert.equal((await screens('add', 'Accueil', '--replace')).code, 0);
  const [after, ...others] = accounts();
  assert.notEqual(after?.login, before?.login);
  assert.deepEqual(others, []);
  assert.equal((await screens('rename', 'accueil', 'Hall d’entrée')).code, 0);
  assert.deepEqual((await list()).map(({ name, state }) => [name, state]).sort(), [
    ['Accueil', 'revoked'],
    ['Hall d’entrée', 'never'],
  ]);
});

test('grafana apply --prune leaves screens alone', async (t) => {
  const { grafana, screens, accounts, apply, list } = await withScreens(t);
  await screens('add', 'Accueil');
  const pruned = await apply('--prune', '--yes', '--wait', '1');
  assert.equal(pruned.code, 0, pruned.stderr);
  assert.equal(accounts().length, 1);
  assert.equal(grafana.orgs.named('Écrans').members.size, 2);
  assert.equal((await list())[0]?.state, 'never');
});

test('the public key is where Grafana reads it from the start on, with or without a key in it', async (t) => {
  const { server, screens } = await withScreens(t, { applied: false });
  const file = join(server.dataDir, 'screen-keys.json');
  const written = JSON.parse(await readFile(file, 'utf8')) as { keys: { kid: string }[] };
  assert.equal(written.keys.length, 1);
  assert.deepEqual(JSON.parse((await screens('key')).stdout), written);
  const out = join(await withFolder(t), 'keys.json');
  assert.equal((await screens('key', '--out', out)).code, 0);
  assert.deepEqual(JSON.parse(await readFile(out, 'utf8')), written);
  const rotated = await screens('key', '--rotate');
  assert.match(rotated.stdout, /all links have ended/);
  const after = JSON.parse(await readFile(file, 'utf8')) as typeof written;
  assert.notEqual(after.keys[0]?.kid, written.keys[0]?.kid);
});

test('without VIGIE_SECRET_KEY Grafana still has a file to start with', async (t) => {
  const file = join(await withFolder(t), 'keys.json');
  await writeFile(file, 'from another time');
  const { log } = await withServer(t, { VIGIE_SCREEN_KEYS: file, SYNC_INTERVAL_SECONDS: '86400' });
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { keys: [] });
  assert.match(log.text(), /Grafana reads it when it starts/);
});

test('reports a folder that cannot be written, and starts the server', async (t) => {
  const file = join(await withFolder(t), 'missing', 'keys.json');
  const { log } = await withServer(t, { VIGIE_SCREEN_KEYS: file, SYNC_INTERVAL_SECONDS: '86400' });
  assert.match(log.text(), /could not be written \(VIGIE_SCREEN_KEYS\)/);
});

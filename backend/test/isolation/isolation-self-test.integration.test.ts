import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import { loadCounters } from '../../../tests/fixtures/counters/load.ts';
import type { CountersWorld } from '../../../tests/fixtures/counters/world.ts';
import type { Backend } from '../../src/cli/backend/backend.ts';
import { remoteBackend } from '../../src/cli/backend/remote.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import type { Check } from '../../src/doctor/check.ts';
import { testIsolation } from '../../src/doctor/isolation/self-test.ts';
import { readLocalServer } from '../../src/identity/local-token.ts';
import { withEmptyCounters } from '../support/counters/empty.ts';
import { hostileWorld } from '../support/models/isolation-world.ts';
import { runCommand } from '../support/server/cli.ts';
import { withDataDir, withServer } from '../support/server/server.ts';

const NAMES = ['BASH', 'bash', 'APRIL'];
const CLOCK = { VIGIE_NOW: '2024-07-23T08:00:00Z', VIGIE_ALLOW_FIXED_CLOCK: '1' };

/** A server over some counters, and how commands reach it. */
async function serve(t: TestContext, world: CountersWorld = hostileWorld(NAMES)) {
  const folder = await withDataDir(t);
  const env = { VIGIE_DATA_DIR: folder, COUNTERS_URL: await withEmptyCounters(t), ...CLOCK };
  const database = await openCounters({ url: env.COUNTERS_URL });
  await database.write((db) => loadCounters(db, world));
  await database.close();
  const { url } = await withServer(t, env);
  const local = await readLocalServer(folder);
  assert.ok(local);
  return { env, url, backend: remoteBackend(local) };
}

async function tokenStates(backend: Backend): Promise<string[]> {
  return (await backend.listTokens()).map(({ name, state }) => `${name}: ${state}`);
}

const WITHOUT_GRAFANA = { grafana: undefined, thorough: 0, signal: new AbortController().signal };

test('the command tries each enterprise, says what it proved, and leaves no valid token behind', async (t) => {
  const names = ['BASH', 'bash'];
  const { env, backend } = await serve(t, hostileWorld(names));
  const { stdout } = await runCommand(['doctor', '--isolation', '--json'], env);
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  const [check, ...others] = checks.filter(({ part }) => part === 'isolation');
  assert.ok(check);
  assert.deepEqual(others, []);
  assert.equal(check.state, 'ok', check.text.en);
  assert.match(
    check.text.en,
    /^2 enterprises \(2 with every attack\), \d\d datasets, [\d,]{5} queries, \d{3} other requests: no row of another/
  );
  assert.deepEqual((await tokenStates(backend)).sort(), [
    'self-test of isolation: BASH: revoked',
    'self-test of isolation: bash: revoked',
  ]);
  const audit = (await backend.audit({ limit: 1_000 })).filter(({ action }) => action.startsWith('token.'));
  assert.deepEqual(audit.map(({ action }) => action).sort(), [
    ...names.map(() => 'token.create'),
    ...names.map(() => 'token.revoke'),
  ]);
});

test('what leaks is named, and the tokens end all the same', async (t) => {
  const { url, backend } = await serve(t);
  const careless = {
    ...backend,
    createToken: (token: Parameters<Backend['createToken']>[0]) =>
      backend.createToken({ ...token, enterprises: NAMES }),
  };
  const checks = await testIsolation(careless, { url, ...WITHOUT_GRAFANA });
  assert.ok(checks.every(({ state, part }) => state === 'failed' && part === 'isolation'));
  assert.equal(checks.length, 11);
  assert.match(checks[0]?.text.en ?? '', /^"APRIL" asks counters\.alert_states \{\}: the answer /);
  assert.match(checks.at(-1)?.text.fr ?? '', / réponses qui n’auraient pas dû venir, chez 3 entreprises\.$/);
  assert.ok((await tokenStates(backend)).every((state) => state.endsWith(': revoked')));
});

test('Ctrl-C and a server that goes away end the test, and the token of the moment with it', async (t) => {
  const { url, backend } = await serve(t);
  const interrupted = new AbortController();
  const interrupting = {
    ...backend,
    createToken: async (token: Parameters<Backend['createToken']>[0]) => {
      const created = await backend.createToken(token);
      interrupted.abort();
      return created;
    },
  };
  const checks = await testIsolation(interrupting, { url, grafana: undefined, signal: interrupted.signal });
  assert.deepEqual(
    checks.map(({ state, text }) => `${state} ${text.en}`.replace(/\d+ datasets/, 'n datasets')),
    ['failed Interrupted after 0 enterprises (0 with every attack), n datasets, 0 queries, 0 other requests.']
  );
  await assert.rejects(testIsolation(backend, { url: 'http://127.0.0.1:1', ...WITHOUT_GRAFANA }), /ECONNREFUSED/);
  assert.deepEqual(await tokenStates(backend), [
    'self-test of isolation: APRIL: revoked',
    'self-test of isolation: APRIL: revoked',
  ]);
});

test('without a server, without counters and with one enterprise the command says that nothing was proved', async (t) => {
  const folder = await withDataDir(t);
  const isolation = async (env: Record<string, string>): Promise<string[]> => {
    const { code, stdout } = await runCommand(['doctor', '--isolation', '--json'], env);
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    assert.equal(code, checks.some(({ state }) => state === 'failed') ? 1 : 0);
    return checks.filter(({ part }) => part === 'isolation').map(({ state, text }) => `${state} ${text.en}`);
  };
  assert.match((await isolation({ VIGIE_DATA_DIR: folder })).join(), /^failed Isolation is tested on a running server/);
  const { dataDir } = await withServer(t, { VIGIE_DATA_DIR: folder });
  assert.deepEqual(await isolation({ VIGIE_DATA_DIR: dataDir }), [
    'ok The counters are off: there is no enterprise to be kept apart.',
  ]);
  const { env } = await serve(t, hostileWorld(['BASH']));
  assert.deepEqual(await isolation(env), ['warning A single enterprise in the database: nothing can be proved.']);
});

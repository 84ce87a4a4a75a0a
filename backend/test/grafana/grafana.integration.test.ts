import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import type { GrafanaReport } from '../../src/cli/grafana/report.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { withEnterprises } from '../support/models/tenants.ts';
import { runCommand } from '../support/server/cli.ts';
import { withFolder, withServer, withStoreVariables } from '../support/server/server.ts';

const PAGES = ['vigie-board', 'vigie-clients'];
const BACKEND_URL = 'http://backend.example:8787';
const MAIN = ['rename organisation 1', 'update preferences', 'create playlist vigie'];

/** A Grafana, and the command on it. Everything the command prints is searched for tokens. */
interface Scene {
  grafana: FakeGrafana;
  run: (command: string, flags?: string[]) => ReturnType<typeof runCommand>;
  report: (command: string, flags?: string[]) => Promise<GrafanaReport>;
  setRules: (rules: string) => Promise<void>;
}

async function scene(t: TestContext, { enterprises }: { enterprises?: string[] } = {}): Promise<Scene> {
  const file = join(await withFolder(t), 'rules.yaml');
  await writeFile(file, '# The defaults\n');
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  // No server: its watch over an overloaded process would now and then refuse what a test and a Grafana beside it ask.
  const variables = {
    ...(await withStoreVariables(t)),
    VIGIE_BACKEND_URL: BACKEND_URL,
    VIGIE_RULES: file,
    ...(enterprises ? { COUNTERS_URL: await withEnterprises(t, enterprises) } : {}),
  };
  const run: Scene['run'] = async (command, flags = []) => {
    const result = await grafana.command(command, variables, flags);
    assert.ok(!`${result.stdout}${result.stderr}`.includes('vig_'), 'a token was printed');
    return result;
  };
  return {
    grafana,
    run,
    setRules: (text) => writeFile(file, text),
    async report(command, flags = []) {
      const { code, stdout, stderr } = await run(command, ['--json', ...flags]);
      assert.equal(code, 0, stderr + stdout);
      return JSON.parse(stdout) as GrafanaReport;
    },
  };
}

const lines = ({ changes }: GrafanaReport, org: string): string[] =>
  changes.filter((change) => change.org === org).map(({ action, object }) => `${action} ${object}`);

test('apply makes what plan shows for twelve enterprises, once', async (t) => {
  const enterprises = Array.from({ length: 12 }, (_, index) => `Enseigne ${index + 1}`);
  const { grafana, report, run } = await scene(t, { enterprises });

  const planned = await report('plan');
  assert.deepEqual(lines(planned, 'Agitel'), MAIN);
  assert.deepEqual(
    planned.changes.filter(({ object }) => object === 'organisation').map(({ org }) => org),
    ['Écrans', ...[...enterprises].sort()]
  );
  assert.equal(grafana.writes, 0);

  const applied = await report('apply');
  assert.deepEqual([applied.problems, applied.failures], [[], []]);
  assert.equal(grafana.main.name, 'Agitel');
  assert.deepEqual(grafana.main.preferences, {
    theme: 'dark',
    homeDashboardUID: 'vigie-board',
    language: 'fr-FR',
    timezone: 'Europe/Paris',
  });
  assert.deepEqual(grafana.main.playlists.get('vigie')?.spec, {
    title: 'Mode A : les deux pages en alternance',
    interval: '2m',
    items: PAGES.map((value) => ({ type: 'dashboard_by_uid', value })),
  });
  const one = grafana.orgs.named('Enseigne 7').dataSources.get('vigie');
  assert.equal(one?.jsonData['backendUrl'], BACKEND_URL);

  const { writes } = grafana;
  assert.deepEqual((await report('plan')).changes, []);
  assert.match((await run('apply')).stdout, /^Nothing to do\.\n/);
  assert.equal(grafana.writes, writes);
  assert.match((await run('status')).stdout, /as it should be/);
});

test('what differs is changed alone, and status fails until then', async (t) => {
  const { grafana, report, run } = await scene(t);
  const { notes } = await report('apply');
  assert.match(notes[0]?.text.en ?? '', /The counters are off/);
  const playlist = grafana.main.playlists.get('vigie') ?? assert.fail();
  playlist.spec = { ...playlist.spec, interval: '5m' };

  const status = await run('status');
  assert.equal(status.code, 1);
  assert.match(status.stdout, /not as it should be[^]*\nAgitel\n {2}update playlist vigie: interval 5m → 2m\n/);
  await report('apply');
  assert.equal(grafana.main.playlists.get('vigie')?.spec.interval, '2m');
});

test('prints the links of the office screens, those of their own organisation first', async (t) => {
  const { grafana, report } = await scene(t);
  await report('apply');
  const { kiosk } = await report('plan');
  assert.deepEqual(
    kiosk.slice(0, 4).map(({ org, mode, url }) => [org, mode, url.replace(grafana.url, '')]),
    [
      ['Écrans', 'A', '/playlists/play/vigie?orgId=2&kiosk&autofitpanels&hideLogo'],
      ['Écrans', 'B', '/d/vigie-board?orgId=2&kiosk&autofitpanels&hideLogo&refresh=2m'],
      ['Écrans', 'B', '/d/vigie-clients?orgId=2&kiosk&autofitpanels&hideLogo&refresh=2m'],
      ['Agitel', 'A', '/playlists/play/vigie?orgId=1&kiosk&autofitpanels&hideLogo'],
    ]
  );
});

test('the links of the office screens have the address that browsers know, where Grafana says one', async (t) => {
  const { grafana, report } = await scene(t);
  grafana.rootUrl = 'https://grafana.example/board/';
  const { grafana: asked, kiosk } = await report('plan');
  assert.equal(asked.url, grafana.url);
  assert.deepEqual(
    kiosk.filter(({ url }) => !url.startsWith('https://grafana.example/board/')),
    []
  );
});

test('reports a failure with the name of its organisation, and ends with 1; makes the rest', async (t) => {
  const { grafana, run, report } = await scene(t, { enterprises: ['APRIL', 'BASH'] });
  grafana.fault = ({ url, headers }) => {
    const bash = grafana.orgs.all().find(({ name }) => name === 'BASH');
    return url === '/api/folders' && headers['x-grafana-org-id'] === String(bash?.id) ? 'refused' : undefined;
  };
  const { code, stdout } = await run('apply');
  assert.equal(code, 1);
  assert.match(stdout, /\nBASH\n[^]*failed: Grafana refuses POST \/api\/folders \(500\): Internal server error/);
  grafana.fault = () => undefined;
  await report('apply');
  assert.deepEqual((await report('plan')).changes, []);
});

test('what is no longer wanted is listed, and goes only when somebody says so', async (t) => {
  const { grafana, run, report, setRules } = await scene(t, { enterprises: ['APRIL', 'BASH'] });
  await report('apply');
  await setRules('grafana: { tenants: [{ enterprise: APRIL, org: APRIL }] }\n');
  assert.match((await run('plan')).stdout, /No longer wanted[^]*\n {2}BASH \(organisation \d\)/);
  assert.equal((await run('apply')).code, 0);
  assert.ok(grafana.orgs.named('BASH'));
  assert.match(
    (await run('plan', ['--prune'])).stdout,
    /\nBASH\n {2}remove tokens: end at once \(1\)\n {2}remove organisation/
  );

  const { writes } = grafana;
  grafana.main.preferences['language'] = 'de-DE';
  const unasked = await run('apply', ['--prune']);
  assert.equal(grafana.writes, writes);
  assert.equal(unasked.code, 2);
  assert.match(
    unasked.stderr,
    /Remove what Vigie made in "BASH"\? Accounts stay\. Not a terminal: pass --yes to confirm/
  );
  assert.ok(grafana.orgs.named('BASH'));

  assert.equal((await run('apply', ['--prune', '--yes'])).code, 0);
  assert.throws(() => grafana.orgs.named('BASH'));
  assert.doesNotMatch((await run('plan')).stdout, /No longer wanted/);
});

test('without an address the data sources get that of the server that runs', async (t) => {
  const { dataDir, url } = await withServer(t);
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const { code, stderr } = await grafana.command('apply', { VIGIE_DATA_DIR: dataDir });
  assert.equal(code, 0, stderr);
  assert.equal(grafana.orgs.named('Écrans').dataSources.get('vigie')?.jsonData['backendUrl'], url);
});

test('what is in the way is said in a sentence, without the password', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const gone = await FakeGrafana.start(t, { dashboards: [] });
  await gone.close();
  const given = { ...(await withStoreVariables(t)), VIGIE_BACKEND_URL: 'http://127.0.0.1:8787' };
  const cases: [Record<string, string>, RegExp, number][] = [
    [{ ...given, GRAFANA_ADMIN_PASSWORD: 'wrong-password' }, /refuses the log-in \(401\)/, 1],
    [{ ...given, GRAFANA_URL: gone.url }, /cannot be reached at .*ECONNREFUSED/, 1],
    [{ ...given, GRAFANA_URL: '' }, /Set GRAFANA_URL, GRAFANA_ADMIN_USER/, 2],
    [{ ...given, GRAFANA_URL: `${grafana.url}/elsewhere` }, /redirects/, 1],
    [{ ...given, VIGIE_BACKEND_URL: '' }, /Say where Grafana reaches this backend: VIGIE_BACKEND_URL/, 2],
  ];
  for (const [variables, message, code] of cases) {
    const result = await grafana.command('plan', variables);
    assert.match(result.stderr, message);
    assert.equal(result.code, code);
    assert.ok(!`${result.stdout}${result.stderr}`.includes('wrong-password'));
  }
  assert.equal((await runCommand(['grafana', 'aply'])).code, 2);
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { runCommand } from './support/cli.ts';
import { FakeGrafana } from './support/grafana.ts';
import { withFolder } from './support/server.ts';

interface Report {
  changes: { action: string; object: string; org: string; detail: string }[];
  notes: string[];
  kiosk: { mode: string; page: string; url: string }[];
}

const PAGES = ['vigie-board', 'vigie-clients'];

test('apply makes what plan shows, once', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });

  const planned = await report(grafana, 'plan');
  assert.deepEqual(
    planned.changes.map(({ action, object }) => `${action} ${object}`),
    ['rename organisation 1', 'update preferences', 'create playlist vigie']
  );
  assert.equal(grafana.writes, 0);

  assert.deepEqual((await report(grafana, 'apply')).changes, planned.changes);
  assert.equal(grafana.orgName, 'Agitel');
  assert.deepEqual(grafana.preferences, {
    theme: 'dark',
    homeDashboardUID: 'vigie-board',
    language: 'fr-FR',
    timezone: 'Europe/Paris',
  });
  assert.deepEqual(grafana.playlists.get('vigie')?.spec, {
    title: 'Mode A : les deux pages en alternance',
    interval: '2m',
    items: PAGES.map((value) => ({ type: 'dashboard_by_uid', value })),
  });

  const writes = grafana.writes;
  assert.deepEqual((await report(grafana, 'apply')).changes, []);
  assert.equal(grafana.writes, writes);
  assert.equal((await grafana.command('status')).code, 0);
});

test('what differs is changed alone, and status fails until then', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  await report(grafana, 'apply');
  const playlist = grafana.playlists.get('vigie');
  assert.ok(playlist);
  playlist.spec = { ...playlist.spec, interval: '5m' };

  const status = await grafana.command('status');
  assert.equal(status.code, 1);
  assert.match(status.stdout, /not as it should be[^]*update playlist vigie of "Agitel": interval 5m → 2m/);
  await report(grafana, 'apply');
  assert.equal(grafana.playlists.get('vigie')?.spec.interval, '2m');
});

test('a name that a person gave stays, and is told', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES, orgName: 'Notre maison' });
  const { changes, notes } = await report(grafana, 'plan');
  assert.ok(!changes.some(({ action }) => action === 'rename'));
  assert.match(notes.join(), /"Notre maison", not "Agitel"/);
});

test('rules choose name, language and time zone', async (t) => {
  const folder = await withFolder(t);
  const rules = join(folder, 'rules.yaml');
  await writeFile(rules, 'grafana: { mainOrg: Nord, language: en-US, timezone: America/Toronto }\n');
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES, orgName: 'Main Org.' });
  const { code } = await grafana.command('apply', { VIGIE_RULES: rules });
  assert.equal(code, 0);
  assert.equal(grafana.orgName, 'Nord');
  assert.equal(grafana.preferences['language'], 'en-US');
  assert.equal(grafana.preferences['timezone'], 'America/Toronto');
  assert.equal(grafana.playlists.get('vigie')?.spec.title, 'Mode A: both pages in turn');
});

test('without the dashboards, what needs them waits and says so', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: ['vigie-board'] });
  const { code, stdout } = await grafana.command('apply');
  assert.equal(code, 1);
  assert.match(stdout, /lacks the dashboards vigie-clients/);
  assert.equal(grafana.playlists.size, 0);
});

test('prints the links of the office screens', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const { kiosk } = await report(grafana, 'plan');
  assert.deepEqual(
    kiosk.map(({ mode, url }) => [mode, url.replace(grafana.url, '')]),
    [
      ['A', '/playlists/play/vigie?orgId=1&kiosk&autofitpanels'],
      ['B', '/d/vigie-board?orgId=1&kiosk&autofitpanels&refresh=2m'],
      ['B', '/d/vigie-clients?orgId=1&kiosk&autofitpanels&refresh=2m'],
    ]
  );
});

test('what is in the way is said in a sentence, without the password', async (t) => {
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const gone = await FakeGrafana.start(t, { dashboards: [] });
  await gone.close();
  const cases: [Record<string, string>, RegExp, number][] = [
    [{ GRAFANA_ADMIN_PASSWORD: 'wrong-password' }, /refuses the log-in \(401\)/, 1],
    [{ GRAFANA_URL: gone.url }, /cannot be reached at .*ECONNREFUSED/, 1],
    [{ GRAFANA_URL: '' }, /Say which Grafana: GRAFANA_URL/, 2],
    [{ GRAFANA_URL: `${grafana.url}/elsewhere` }, /redirects/, 1],
  ];
  for (const [variables, message, code] of cases) {
    const result = await grafana.command('plan', variables);
    assert.match(result.stderr, message);
    assert.equal(result.code, code);
    assert.ok(!`${result.stdout}${result.stderr}`.includes('wrong-password'));
  }
  assert.equal((await runCommand(['grafana', 'aply'])).code, 2);
});

async function report(grafana: FakeGrafana, command: 'plan' | 'apply'): Promise<Report> {
  const { code, stdout, stderr } = await grafana.command(command, {}, ['--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Report;
}

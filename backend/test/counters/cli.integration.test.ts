import assert from 'node:assert/strict';
import test from 'node:test';

import { withEmbeddedCounters } from '../support/counters/embedded.ts';
import { runCommand } from '../support/server/cli.ts';
import { send, withDataDir, withServer } from '../support/server/server.ts';

const TOKEN = 'vig_token-of-the-main-org-of-this-test';
const ADMIN = { 'x-vigie-user': 'zo%C3%A9', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

test('the command line shows sites, what was changed by whom, and what is odd, through a running server and without', async (t) => {
  const env = {
    VIGIE_DATA_DIR: await withDataDir(t),
    COUNTERS_URL: await withEmbeddedCounters(t),
    VIGIE_BOOTSTRAP_TOKEN: TOKEN,
  };
  const server = await withServer(t, env);
  const body = { enterprise: 'BASH', code: '001', city: 'Lyon', timezone: 'Mars/Phobos' };
  const refused = await send(`${server.url}/v1/sites`, { method: 'POST', token: TOKEN, headers: ADMIN, body });
  assert.equal(refused.status, 400);
  const sent = { method: 'POST', token: TOKEN, headers: ADMIN, body: { ...body, timezone: '' } };
  const created = await send<{ id: string }>(`${server.url}/v1/sites`, sent);
  assert.equal(created.status, 201, created.text);
  const change = { method: 'PATCH', token: TOKEN, headers: { ...ADMIN, 'if-match': '*' }, body: { city: 'Bron' } };
  assert.equal((await send(`${server.url}/v1/sites/${created.body.id}`, change)).status, 200);

  const look = async () => {
    const audit = await runCommand(['audit', '--action', 'site'], env);
    assert.equal(audit.code, 0, audit.stderr);
    const [, newest, oldest, ...others] = audit.stdout.trimEnd().split('\n');
    assert.match(
      newest ?? '',
      /zoé \(Admin, org 1\) +bootstrap +site\.update +code 001, enterprise BASH +city: "Lyon" → "Bron"/
    );
    assert.match(oldest ?? '', /site\.create +code 001, enterprise BASH +city: "Lyon", operational: true/);
    assert.deepEqual(others, []);
    const { stdout } = await runCommand(['audit', '--action', 'site.update', '--limit', '2', '--json'], env);
    const { entries } = JSON.parse(stdout) as { entries: { action: string; user: string }[] };
    assert.deepEqual(
      entries.map(({ action, user }) => [action, user]),
      [['site.update', 'zoé']]
    );
    const sites = await runCommand(['query', 'counters.sites', '--format', 'csv'], env);
    assert.match(sites.stdout, /^enterprise,code,.*\nBASH,001,,,Bron,/);
    const doctor = await runCommand(['doctor'], env);
    assert.match(doctor.stdout, /counters: The embedded counters database answers: 0 rows/);
    assert.match(doctor.stdout, /counters: 1 sites have no time zone.*"BASH" 001/);
  };
  await look();
  await server.close();
  await look();
});

test('an address of the counters that cannot be used is named, without its password', async () => {
  const { code, stderr } = await runCommand(['audit'], { COUNTERS_URL: 'mysql://u:s3cret@h/d?sslmode=on' });
  assert.equal(code, 1);
  assert.match(stderr, /COUNTERS_URL cannot be used: it has an unknown option 'sslmode'/);
  assert.doesNotMatch(stderr, /s3cret/);
});

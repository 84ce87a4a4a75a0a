import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startDemo } from '../../../tests/compose/demo-run.ts';
import { buildHere, notAskedToBuild } from '../../../tests/compose/image.ts';
import { mariadbMissing } from '../../../tests/servers/databases/mariadb.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { PAGES } from '../support/grafana/onboarding.ts';
import { postgresBinaries } from '../support/store/postgres-server.ts';

/* What docker/backend.Dockerfile does, and what compose starts with the profile `demo`, as processes of this machine. */

const missing = postgresBinaries === undefined ? 'SKIPPED: no PostgreSQL on this machine' : mariadbMissing();
const skip = notAskedToBuild() ?? missing ?? false;

test('backend.Dockerfile makes an image in which the demo runs as compose starts it', { skip }, async (t) => {
  const image = await buildHere(t, 'docker/backend.Dockerfile', 'demo');
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const run = await startDemo(t, image, grafana.settings);

  const first = await run.demo();
  assert.deepEqual([first.code, first.stderr], [0, '']);
  assert.match(first.stdout, /the board +http\S+\/d\/vigie-board\n/);
  assert.match(first.stdout, new RegExp(`log-in +admin / ${grafana.settings.password}\n`));
  assert.match(first.stdout, /what a client sees +http\S+\/d\/vigie-counters\?orgId=\d+\n +log-in +bash \/ \w{48} /);
  const org = grafana.orgs.all().find(({ name }) => name === 'BASH')!;
  const viewer = grafana.orgs.users.find(({ login }) => login === 'bash')!;
  assert.deepEqual(
    grafana.orgs.placesOf(viewer.id).map(({ orgId, role }) => [orgId, role]),
    [[org.id, 'Viewer']]
  );

  const rows = async (...args: string[]) => {
    const { code, stdout, stderr } = await run.vigie('query', ...args, '--format', 'json');
    assert.equal(code, 0, stderr);
    return (JSON.parse(stdout) as { rows: Record<string, unknown>[] }).rows;
  };
  const [summary] = await rows('tickets.summary');
  assert.equal(Number(summary!['open']) + Number(summary!['pending']), 180);
  assert.deepEqual(
    (await rows('tickets.by_queue')).map(({ queue }) => queue),
    ['support', 'admin', 'sysadmin']
  );
  assert.equal((await rows('counters.top_sites')).length, 10);

  const [writes, users, orgs] = [grafana.writes, grafana.orgs.users.length, grafana.orgs.all().length];
  const second = await run.demo();
  assert.deepEqual([second.code, second.stdout], [0, first.stdout]);
  assert.deepEqual([grafana.writes, grafana.orgs.users.length, grafana.orgs.all().length], [writes, users, orgs]);
  assert.match(await run.shops(), /brought up to this minute/);

  await run.counters("INSERT INTO sites (enterprise, code) VALUES ('ACME', '001')");
  assert.match(await run.shops(), /shops that the demo has not invented \(of "ACME"\): nothing was written/);
});

import assert from 'node:assert/strict';
import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { goMissing } from '../../../scripts/go-version.ts';
import { readText, ROOT } from '../../../tests/compose/compose.ts';
import { startDemo } from '../../../tests/compose/demo-run.ts';
import { buildContext, readRules } from '../../../tests/compose/dockerignore.ts';
import { buildImage } from '../../../tests/compose/image.ts';
import { mariadbMissing } from '../../../tests/servers/mariadb.ts';
import { tiedFolder } from '../../../tests/servers/tied-folder.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { PAGES } from '../support/grafana/onboarding.ts';
import { postgresBinaries } from '../support/store/postgres-server.ts';

/* What the Dockerfiles do, and what compose starts with the profile `demo`, as processes of this machine. */

/** Why nothing is built here; false when it is. */
function reasonToSkip(): string | false {
  if (process.env['VIGIE_TEST_PACKAGES'] !== '1') {
    return 'SKIPPED: it installs packages and builds the plugin, which takes minutes: set VIGIE_TEST_PACKAGES=1';
  }
  return postgresBinaries === undefined ? 'SKIPPED: no PostgreSQL on this machine' : (mariadbMissing() ?? false);
}
const skip = reasonToSkip();

const folder = skip === false ? tiedFolder({ prefix: 'vigie-images-', mode: 0o755 }) : undefined;
const context = path.join(folder?.path ?? '', 'context');
test.before(async () => {
  if (skip === false) {
    for (const file of await buildContext(ROOT, readRules(readText('.dockerignore')))) {
      await mkdir(path.dirname(path.join(context, file)), { recursive: true });
      await cp(path.join(ROOT, file), path.join(context, file));
    }
  }
});
test.after(() => folder?.remove());

test('backend.Dockerfile makes an image in which the demo runs as compose starts it', { skip }, async (t) => {
  const into = path.join(folder!.path, 'backend');
  const image = await buildImage(readText('docker/backend.Dockerfile'), { context, into, target: 'demo' });
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

const noGo = goMissing(ROOT);
test('grafana.Dockerfile makes the plugin whole', { skip: skip || noGo }, async () => {
  const into = path.join(folder!.path, 'grafana');
  const image = await buildImage(readText('docker/grafana.Dockerfile'), { context, into });
  const plugin = path.join(image.root, image.env['GF_PATHS_PLUGINS']!, 'agitel-vigie-app');
  const files = await readdir(plugin, { recursive: true });
  const platform = process.arch === 'arm64' ? 'arm64' : 'amd64';
  for (const file of [
    'plugin.json',
    'module.js',
    'datasource/plugin.json',
    'datasource/module.js',
    `datasource/gpx_vigie_datasource_linux_${platform}`,
    'datasource/go_plugin_build_manifest',
    'panels/list/plugin.json',
  ]) {
    assert.ok(files.includes(file), `${file} is missing`);
  }
});

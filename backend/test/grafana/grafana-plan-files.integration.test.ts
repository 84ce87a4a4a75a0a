import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import type { GrafanaReport } from '../../src/cli/grafana/report.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { withEnterprises } from '../support/models/tenants.ts';
import type { CliResult } from '../support/server/cli.ts';
import { withFolder, withStoreVariables } from '../support/server/server.ts';

const PAGES = ['vigie-board', 'vigie-clients'];
const VARIABLES = { VIGIE_BACKEND_URL: 'http://backend.example:8787' };

/** A Grafana, the command on it, and a place for plans. */
interface Scene {
  grafana: FakeGrafana;
  /** Runs `vigie grafana …`; what it prints is searched for secrets. */
  run: (command: string, flags?: string[], variables?: Record<string, string>) => Promise<CliResult>;
  setRules: (rules: string) => Promise<void>;
  /** Plans into a new file. */
  plan: (flags?: string[]) => Promise<string>;
}

async function scene(t: TestContext, enterprises: string[]): Promise<Scene> {
  const folder = await withFolder(t);
  const rules = join(folder, 'rules.yaml');
  await writeFile(rules, '# The defaults\n');
  const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
  const given = {
    ...VARIABLES,
    ...(await withStoreVariables(t)),
    VIGIE_RULES: rules,
    COUNTERS_URL: await withEnterprises(t, enterprises),
  };
  let plans = 0;
  const run: Scene['run'] = (command, flags = [], variables = {}) =>
    grafana.command(command, { ...given, ...variables }, flags);
  return {
    grafana,
    run,
    setRules: (text) => writeFile(rules, text),
    async plan(flags = []) {
      plans += 1;
      const file = join(folder, `plan-${plans}.json`);
      const { code, stdout, stderr } = await run('plan', ['--out', file, ...flags]);
      assert.equal(code, 0, stdout + stderr);
      return file;
    },
  };
}

/** Applies a plan that must be refused, with nothing done. */
async function assertRefused({ grafana, run }: Scene, args: string[], message: RegExp, code = 1): Promise<void> {
  const { writes } = grafana;
  const result = await run('apply', args);
  assert.match(result.stderr, message);
  assert.equal(result.code, code);
  assert.equal(grafana.writes, writes, 'something was written');
}

test('a saved plan makes what it lists, once, and holds no secret', async (t) => {
  const it = await scene(t, ['APRIL', 'BASH']);
  const file = await it.plan();
  assert.equal(it.grafana.writes, 0);
  const saved = JSON.parse(await readFile(file, 'utf8')) as {
    grafana: { url: string };
    changes: { action: string; object: string; org: string }[];
  };
  assert.equal(saved.grafana.url, it.grafana.url);
  assert.deepEqual(
    saved.changes
      .filter(({ action, object }) => action === 'create' && object === 'organisation')
      .map(({ org }) => org),
    ['Écrans', 'APRIL', 'BASH']
  );

  const { code, stdout, stderr } = await it.run('apply', [file, '--json']);
  assert.equal(code, 0, stderr);
  const { changes } = JSON.parse(stdout) as GrafanaReport;
  const done = changes.map(({ action, object, org }) => `${action} ${object} ${org}`);
  assert.ok(saved.changes.every(({ action, object, org }) => done.includes(`${action} ${object} ${org}`)));
  assert.match((await it.run('plan')).stdout, /^Nothing to do\./);
  await assertRefused(
    it,
    [file],
    /no longer holds, nothing was done\. .*create organisation of "APRIL" \(no longer to do\)/
  );

  const second = await readFile(await it.plan(['--rotate']), 'utf8');
  for (const { dataSources } of it.grafana.orgs.all()) {
    const token = dataSources.get('vigie')?.secrets['token'];
    assert.ok(token === undefined || !second.includes(token));
  }
  assert.doesNotMatch(second, /vig_|password/i);
});

test('decisions are part of a plan, and cannot be given beside it', async (t) => {
  const it = await scene(t, ['APRIL', 'BASH']);
  assert.equal((await it.run('apply')).code, 0);
  await it.setRules('grafana: { tenants: [{ enterprise: APRIL, org: APRIL }] }\n');
  const file = await it.plan(['--prune']);
  await assertRefused(it, [file, '--prune'], /A plan says itself what to adopt, forget, rotate and prune/, 2);
  const { code, stderr } = await it.run('apply', [file]);
  assert.equal(code, 0, stderr);
  assert.throws(() => it.grafana.orgs.named('BASH'));
});

test('a plan that no longer holds is refused with what differs, and nothing is done', async (t) => {
  const it = await scene(t, ['APRIL', 'BASH']);
  assert.equal((await it.run('apply')).code, 0);
  const bash = it.grafana.orgs.named('BASH');
  bash.preferences['language'] = 'de-DE';
  const file = await it.plan();

  // Somebody's edit of what the plan would replace, which it did not see.
  bash.preferences['timezone'] = 'Asia/Tokyo';
  await assertRefused(it, [file], /Changed since: update preferences of "BASH" \(differs\)\. Make a new one\./);
  bash.preferences['timezone'] = 'Europe/Paris';

  const playlist = it.grafana.main.playlists.get('vigie') ?? assert.fail();
  playlist.spec = { ...playlist.spec, interval: '5m' };
  await assertRefused(it, [file], /update playlist vigie of "Agitel" \(was not to do\)/);
  playlist.spec = { ...playlist.spec, interval: '2m' };

  await it.setRules('grafana: { timezone: Europe/Brussels }\n');
  await assertRefused(it, [file], /update preferences of "APRIL" \(was not to do\)/);
  await it.setRules('# The defaults\n');

  assert.equal((await it.run('apply', [file])).code, 0);
  assert.equal(bash.preferences['language'], 'fr-FR');
});

test('a file that is damaged, of another version or for another Grafana is refused in a sentence', async (t) => {
  const it = await scene(t, ['BASH']);
  const file = await it.plan();
  const text = await readFile(file, 'utf8');
  const change = async (from: string | RegExp, to: string): Promise<void> => {
    assert.notEqual(text.replace(from, to), text);
    await writeFile(file, text.replace(from, to));
  };

  await writeFile(file, text.slice(0, text.length / 2));
  await assertRefused(it, [file], /is not a plan of "vigie grafana plan --out", or is damaged/);
  await writeFile(file, '[]');
  await assertRefused(it, [file], /is not a plan of/);
  await change('create', 'remove');
  await assertRefused(it, [file], /was damaged or edited after it was written/);
  await change(/"detail"/, '"details"');
  await assertRefused(it, [file], /was damaged or edited after it was written/);
  await change('"rotate": false', '"rotate": true');
  await assertRefused(it, [file], /was damaged or edited after it was written/);
  await change('"form": 1', '"form": 2');
  await assertRefused(it, [file], /was made by another version of Vigie \(form 2\)/);
  await assertRefused(it, [`${file}.gone`], /cannot be read \(ENOENT\)/, 2);

  await writeFile(file, text);
  const other = await FakeGrafana.start(t, { dashboards: PAGES });
  const elsewhere = await it.run('apply', [file], { GRAFANA_URL: other.url });
  assert.equal(elsewhere.code, 1);
  assert.ok(elsewhere.stderr.includes(`for the Grafana at ${it.grafana.url}, and GRAFANA_URL is ${other.url}`));
  assert.equal(other.writes, 0);
  assert.equal((await it.run('plan', ['--out', file])).code, 2, 'a plan replaced another one');
  assert.equal((await it.run('apply', [file])).code, 0);
});

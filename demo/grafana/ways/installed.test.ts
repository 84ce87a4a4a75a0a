import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { fromEnvironment, inHome } from './installed.ts';
import type { GrafanaInstallation } from './way.ts';

/** A folder that looks like a Grafana, less the named parts. */
async function grafanaHome(t: TestContext, missing: string[] = []): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), 'vigie-home-'));
  t.after(() => rm(home, { recursive: true }));
  for (const folder of ['bin', 'conf', 'public']) {
    if (!missing.includes(folder)) {
      await mkdir(path.join(home, folder));
    }
  }
  if (!missing.includes('conf')) {
    await writeFile(path.join(home, 'conf', 'defaults.ini'), '');
  }
  await writeFile(path.join(home, 'bin', 'grafana'), '');
  await chmod(path.join(home, 'bin', 'grafana'), 0o755);
  return home;
}

test('a home is a binary, the default settings and the frontend', async (t) => {
  const home = await grafanaHome(t);
  assert.deepEqual(inHome(home), { kind: 'process', binary: path.join(home, 'bin', 'grafana'), home });
});

test('a folder without settings or frontend is none', async (t) => {
  assert.equal(inHome(await grafanaHome(t, ['conf'])), undefined);
  assert.equal(inHome(await grafanaHome(t, ['public'])), undefined);
});

test('GRAFANA_HOME that holds no Grafana says what was looked for', async (t) => {
  const before = process.env.GRAFANA_HOME;
  t.after(() => {
    if (before === undefined) {
      delete process.env.GRAFANA_HOME;
    } else {
      process.env.GRAFANA_HOME = before;
    }
  });
  process.env.GRAFANA_HOME = await grafanaHome(t, ['public']);
  assert.match(sentence(await fromEnvironment.find()), /holds no Grafana \(looked for bin\/grafana/);
});

/** Why a way led nowhere. */
function sentence(found: GrafanaInstallation | string): string {
  return typeof found === 'string' ? found : assert.fail(`found ${JSON.stringify(found)}`);
}

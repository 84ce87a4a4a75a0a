import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { inHome } from '../../demo/grafana/installed.ts';
import { startStack } from '../../demo/stack.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * Builds the plugin and starts the whole product with a data set that holds still, once for all tests.
 * Tests read where it is from the environment: `VIGIE_E2E_*`. With `GRAFANA_URL` the caller has started it already and gives
 * `VIGIE_E2E_BACKEND_URL`, `VIGIE_E2E_TOKEN` and the log-in likewise.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.GRAFANA_URL) {
    return async () => undefined;
  }
  const home = process.env.GRAFANA_HOME ?? '';
  const grafana = inHome(home);
  if (!grafana) {
    throw new Error(`GRAFANA_HOME=${home} holds no Grafana (looked for bin/grafana, conf/defaults.ini and public/).`);
  }
  const built = spawnSync(process.execPath, [path.join(root, 'scripts', 'build-plugin.ts'), '--if-stale', '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) {
    throw new Error('The plugin could not be built (see above).');
  }
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'vigie-e2e-'));
  const stack = await startStack({
    root,
    dataFolder,
    seed: 7,
    activeTickets: 180,
    doneTickets: 400,
    openLeads: 60,
    tickEveryMs: 0,
    past: true,
    grafana,
    grafanaPort: 0,
  });
  await stack.backend.vigie(['sync', '--full']);
  Object.assign(process.env, {
    VIGIE_E2E_GRAFANA_URL: stack.grafana?.url,
    VIGIE_E2E_BACKEND_URL: stack.backend.url,
    VIGIE_E2E_TOKEN: stack.bootstrapToken,
    VIGIE_E2E_USER: stack.admin.user,
    VIGIE_E2E_PASSWORD: stack.admin.password,
  });
  return async () => {
    await stack.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
}

import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { inHome } from '../../demo/grafana/ways/installed.ts';
import { startStack } from '../../demo/stack.ts';
import { ENTERPRISES, MORE_ENTERPRISES } from '../fixtures/counters/world.ts';
import { RECIPIENTS, startMailServer } from './support/mailbox.ts';
import { startChannel } from './support/messages.ts';
import { serveControl } from './support/stack-control.ts';

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
  const messages = path.join(dataFolder, 'messages');
  const channel = await startChannel(messages);
  const mails = path.join(dataFolder, 'mails');
  const mailServer = await startMailServer(mails);
  // Grafana reads these from its environment, as in production.
  Object.assign(process.env, {
    VIGIE_TEAMS_WEBHOOK_URL: channel.url,
    VIGIE_ALERT_TEAMS: 'on',
    VIGIE_ALERT_EMAIL: RECIPIENTS.join(';'),
    GF_SMTP_ENABLED: 'true',
    GF_SMTP_HOST: mailServer.host,
  });
  const stack = await startStack({
    root,
    dataFolder,
    seed: 7,
    activeTickets: 180,
    // Six weeks of history, for the pages that look back.
    doneTickets: 2400,
    openLeads: 60,
    // A dozen enterprises, each with more shops than a top 10 has.
    counters: { sites: 144, days: 400, enterprises: [...ENTERPRISES, ...MORE_ENTERPRISES] },
    tickEveryMs: 0,
    provisioning: await impatientProvisioning(dataFolder),
    past: true,
    // Links lead to Odoo's web pages, which are elsewhere than its API: the recordings tell them apart.
    variables: {
      ODOO_APP_URL: 'https://odoo.example.com',
      SMTP_URL: `smtp://${mailServer.host}`,
      SMTP_FROM: 'Vigie <vigie@agitel.example>',
    },
    grafana,
    grafanaPort: 0,
  });
  await stack.backend.vigie(['sync', '--full']);
  const control = await serveControl(stack);
  Object.assign(process.env, {
    VIGIE_E2E_CONTROL_URL: control.url,
    VIGIE_E2E_GRAFANA_URL: stack.grafana?.url,
    VIGIE_E2E_BACKEND_URL: stack.backend.url,
    VIGIE_E2E_TOKEN: stack.bootstrapToken,
    VIGIE_E2E_BACKEND_VARIABLES: JSON.stringify(stack.backend.variables),
    VIGIE_E2E_MESSAGES: messages,
    VIGIE_E2E_MAILS: mails,
    ...(stack.counters?.shared ? { VIGIE_E2E_COUNTERS_URL: stack.counters.url } : {}),
    VIGIE_E2E_USER: stack.admin.user,
    VIGIE_E2E_PASSWORD: stack.admin.password,
  });
  return async () => {
    await control.close();
    await stack.close();
    await channel.close();
    await mailServer.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
}

/** The checkout's provisioning, with rules that are evaluated every 10 seconds, the shortest interval Grafana knows. */
async function impatientProvisioning(dataFolder: string): Promise<string> {
  const folder = path.join(dataFolder, 'provisioning');
  await cp(path.join(root, 'provisioning'), folder, { recursive: true });
  const file = path.join(folder, 'alerting', 'vigie.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^( +(?:group_)?interval:) \d+m$/gm, '$1 10s'));
  return folder;
}

// `npm run demo`: the whole product on this machine with invented data. `-- --once` prints the board and exits.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { findGrafana } from './grafana/find.ts';
import type { GrafanaInstallation } from './grafana/way.ts';
import { orgNumber, startStack } from './stack.ts';

const root = path.dirname(import.meta.dirname);
const say = (line: string) => console.log(`• ${line}`);

const { values: flags } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    seed: { type: 'string', default: '7' },
    'grafana-port': { type: 'string', default: '3000' },
  },
});

const grafanaInstallation = flags.once ? undefined : await prepareGrafana();

const dataFolder = path.join(root, '.vigie', flags.once ? 'demo-once' : 'demo');
// Each demo starts from nothing, as a newcomer's does: the data set is invented anew anyway.
await rm(dataFolder, { recursive: true, force: true });

say('simulated Atera and Odoo, shop counters, and backend: starting…');
const stack = await startStack({
  root,
  dataFolder,
  seed: Number(flags.seed),
  activeTickets: 180,
  doneTickets: 1200,
  openLeads: 60,
  // The text board has no counters.
  ...(flags.once ? {} : { counters: { sites: 60, days: 400 } }),
  tickEveryMs: flags.once ? 0 : 5_000,
  past: grafanaInstallation !== undefined,
  grafanaPort: Number(flags['grafana-port']),
  ...(grafanaInstallation ? { grafana: grafanaInstallation } : {}),
});

await stack.backend.vigie(['sync']);
const exitCode = await stack.backend.vigie(['board']);

if (flags.once) {
  await stack.close();
  process.exit(exitCode);
}

console.log('');
if (stack.grafana) {
  say(`board in Grafana   ${stack.grafana.url}/d/vigie-board   (log-in ${stack.admin.user} / ${stack.admin.password})`);
  say(`shop counters      ${stack.grafana.url}/d/vigie-counters-admin`);
  say(
    `what a client sees ${stack.grafana.url}/d/vigie-counters?orgId=${await orgNumber(stack.grafana, stack.admin, 'BASH')}   (the organisation of BASH)`
  );
  say(`office screen      ${stack.grafana.url}/playlists/play/vigie?kiosk&autofitpanels   (both pages in turn)`);
} else {
  say('real screens: put a Grafana ≥ 12.2 on this machine (or GRAFANA_HOME=/its/folder) and run `npm run demo` again.');
}
say(`backend            ${stack.backend.url}   (log ${stack.backend.logFile})`);
say('the board as text  npx vigie board, in the folder of this checkout with VIGIE_DATA_DIR=.vigie/demo/backend');
say('Ctrl-C stops all of it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say('stopping…');
    void stack.close().then(() => process.exit(0));
  });
}

/** The plugin first (a Grafana without it shows nothing), then a Grafana; without either the text board still comes. */
async function prepareGrafana(): Promise<GrafanaInstallation | undefined> {
  const built = spawnSync(process.execPath, [path.join(root, 'scripts', 'build-plugin.ts'), '--if-stale', '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) {
    say('Grafana: left out, because the plugin could not be built whole (see above).');
    return undefined;
  }
  return findGrafana(say);
}

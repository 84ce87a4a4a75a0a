// `npm run demo`: the whole product on this machine with invented data. `-- --once` prints the board and exits.
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { type Clock, fixedClock, systemClock } from '../backend/src/domain/clock/clock.ts';
import { stopOnSignals } from '../tests/servers/processes/stop-on-signals.ts';
import { isStopping, refuseWhileStopping } from '../tests/servers/processes/tied.ts';
import { tiedFolder } from '../tests/servers/processes/tied-folder.ts';
import { runTied } from '../tests/servers/processes/tied-process.ts';
import { takeDataFolder } from './data-folder.ts';
import { reportOf } from './failure.ts';
import { rangeAt } from './grafana/dashboards-at.ts';
import { prepareScreens } from './grafana/prepare-screens.ts';
import { findGrafana } from './grafana/ways/find.ts';
import { type DemoOptions, readOptions, USAGE } from './options.ts';
import { startReload } from './reload/reload.ts';
import { grafanaVariables, orgNumber, startStack } from './stack.ts';

const root = path.dirname(import.meta.dirname);
const say = (line: string) => console.log(`• ${line}`);

const options = optionsOrEnd();
let isComplete = false;
let dataFolder: Promise<string> | undefined;
stopOnSignals({
  announce: () => say('stopping…'),
  // The way to end a demo that runs is no failure of it.
  exitCode: () => (isComplete ? 0 : undefined),
  last: removeData,
});
// What is built and started writes its temporary files here, and they go with the demo.
process.env.TMPDIR = tiedFolder().path;
try {
  await run(options);
} catch (error) {
  // Whatever was being started when a signal came fails because of it.
  if (!isStopping()) {
    console.error(reportOf(error));
    process.exit(1);
  }
}

/** Ends the process for `--help`, and with exit code 2 for wrong options. */
function optionsOrEnd(): DemoOptions {
  try {
    const wanted = readOptions(process.argv.slice(2));
    if (wanted !== undefined) {
      return wanted;
    }
  } catch (error) {
    console.error(`${(error as Error).message} (npm run demo -- --help lists the options.)`);
    process.exit(2);
  }
  console.log(USAGE);
  process.exit(0);
}

async function run({ once, reload, withoutGrafana, seed, language, grafanaPort, now }: DemoOptions): Promise<void> {
  const screens =
    once || withoutGrafana ? undefined : await prepareScreens({ find: findGrafana, build: buildPlugin, say });
  const grafanaInstallation = screens?.grafana;
  const clock = now === undefined ? systemClock : fixedClock(now);

  dataFolder = takeDataFolder(path.join(root, '.vigie', once ? 'demo-once' : 'demo'));
  const folder = await dataFolder;
  refuseWhileStopping();

  say(
    `language           ${language} (\`-- --language ${language === 'fr-FR' ? 'en-US' : 'fr-FR'}\` for the other one)`
  );
  say(
    `simulated Atera and Odoo, shop counters${grafanaInstallation ? ', backend and Grafana: starting (usually 1 to 2 minutes)…' : ' and backend: starting (usually 10 to 30 seconds)…'}`
  );
  const stack = await startStack({
    root,
    dataFolder: folder,
    seed,
    language,
    clock,
    activeTickets: 180,
    doneTickets: 2400,
    openLeads: 60,
    // The text board has no counters.
    ...(once ? {} : { counters: { sites: 60, days: 400 } }),
    tickEveryMs: once || clock.fixed ? 0 : 5_000,
    past: grafanaInstallation !== undefined,
    grafanaPort,
    usualBackendPorts: true,
    ...(grafanaInstallation ? { grafana: grafanaInstallation } : {}),
  });

  await stack.backend.vigie(['sync']);
  const exitCode = await stack.backend.vigie(['board', '--language', language]);

  if (once) {
    await stack.close();
    await removeData();
    process.exit(exitCode);
  }

  console.log('');
  if (stack.grafana) {
    const page = (uid: string) => `${stack.grafana?.url}/d/${uid}`;
    say(`board in Grafana   ${page('vigie-board')}   (log-in ${stack.admin.user} / ${stack.admin.password})`);
    say(`shop counters      ${page('vigie-counters-admin')}`);
    const bash = await orgNumber(stack.grafana, stack.admin, 'BASH');
    say(`what a client sees ${page('vigie-counters')}?orgId=${bash}${monthOf(clock)}   (the organisation of BASH)`);
    say('office screen      both pages in turn, by a link that logs its browser in:');
    const variables = grafanaVariables(stack.grafana, stack.admin);
    await stack.backend.vigie(['screens', 'add', 'Plateau'], { variables });
  } else if (screens) {
    say(`real screens: ${screens.missing}, then run \`npm run demo\` again.`);
  }
  say(`backend            ${stack.backend.url}   (log ${stack.backend.logFile})`);
  say('the board as text  npx vigie board, in the folder of this checkout with VIGIE_DATA_DIR=.vigie/demo/backend');
  if (clock.fixed) {
    say(`The clock stands at ${clock.now().toISOString()}: nothing changes, and every panel says so.`);
  }
  if (reload) {
    startReload(stack, { root, say });
    say('Changes of sources are followed: open pages load the React part again, the others start again.');
  }
  say('Ctrl-C stops all of it.');

  isComplete = true;
}

/** Not after a failure, whose sentence names a log in there. Waits for a folder that is being taken; one refused stays. */
async function removeData(): Promise<void> {
  const folder = await dataFolder?.catch(() => undefined);
  if (folder !== undefined) {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The month up to a clock that stands still, for an address: what files provision has it already, this page has not. */
function monthOf(clock: Clock): string {
  if (!clock.fixed) {
    return '';
  }
  const { from, to } = rangeAt({ from: 'now/M', to: 'now' }, clock.now());
  return `&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
}

/** Whether the plugin is built whole. A build that a signal ended has not failed, and nothing comes after it. */
async function buildPlugin(): Promise<boolean> {
  const { code } = await runTied(
    process.execPath,
    [path.join(root, 'scripts', 'build-plugin.ts'), '--if-stale', '--quiet'],
    { cwd: root, output: ['inherit', 'inherit'] }
  );
  refuseWhileStopping();
  return code === 0;
}

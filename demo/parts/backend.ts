import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readLocalServer } from '../../backend/src/identity/local-token.ts';
import { runTied, startTied } from '../../tests/servers/processes/tied-process.ts';
import { freePort } from './free-port.ts';

export interface BackendProcess {
  url: string;
  logFile: string;
  /** The process, for those who measure it. */
  pid: number;
  /** What a `vigie` command, or a search for secrets, needs to know of it: its environment without the machine's. */
  variables: Record<string, string>;
  /**
   * Runs a `vigie` command against this backend; its output goes to the terminal unless quiet.
   * @returns the exit code
   */
  vigie(args: string[], options?: { quiet?: boolean; variables?: Record<string, string> }): Promise<number>;
  close(): Promise<void>;
  /** Starts it again after {@link close}, on the same address and data. */
  startAgain(): Promise<BackendProcess>;
}

/** A first start makes the embedded database; slow machines take their time over it. */
const START_TIMEOUT_MS = 180_000;

/** Longer than `vigie serve` gives the answers under way. */
const STOP_TIMEOUT_MS = 25_000;

/** The usual ports first; between the look at them and the start they may go to somebody else, then any free ones. */
const WANTED_PORTS = [
  [8787, 8788],
  [0, 0],
  [0, 0],
] as const;

/**
 * Starts `vigie serve` as the process it is in production, with the given variables on top of a clean environment.
 *
 * @param usualPorts - those that people know, where they are free. Whatever runs beside it and knows them calls it too, so that
 *   tests and measurements take others.
 */
export async function startBackend(
  root: string,
  dataFolder: string,
  variables: Record<string, string>,
  { usualPorts = false }: { usualPorts?: boolean } = {}
): Promise<BackendProcess> {
  await mkdir(dataFolder, { recursive: true });
  let failure: unknown;
  for (const [wanted, wantedManagement] of usualPorts ? WANTED_PORTS : WANTED_PORTS.slice(1)) {
    const ports = { port: await freePort(wanted), managementPort: await freePort(wantedManagement) };
    try {
      return await launch(root, dataFolder, variables, ports);
    } catch (error) {
      failure = error;
      if (!PORT_TAKEN.test(String(error))) {
        break;
      }
    }
  }
  throw failure;
}

const PORT_TAKEN = /Port \d+ of \S+ is taken/;

async function launch(
  root: string,
  dataFolder: string,
  variables: Record<string, string>,
  { port, managementPort }: { port: number; managementPort: number }
): Promise<BackendProcess> {
  const own = {
    PORT: String(port),
    MANAGEMENT_PORT: String(managementPort),
    VIGIE_DATA_DIR: dataFolder,
    ...variables,
  };
  const env = { ...withoutVigie(process.env), ...own };
  const program = path.join(root, 'backend', 'bin', 'vigie.js');
  const logFile = path.join(dataFolder, 'backend.log');
  // The process writes into the file itself: its last words are there when it has ended.
  const log = await open(logFile, 'w');
  const server = startTied(process.execPath, [program, 'serve'], {
    cwd: root,
    env,
    output: [log.fd, log.fd],
    graceMs: STOP_TIMEOUT_MS,
  });
  await log.close();

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  // Its port may be somebody else's by now: only what it writes into its own folder says that this one answers, and from
  // then on commands find it.
  while ((await readLocalServer(dataFolder))?.pid !== server.pid) {
    if (server.child.exitCode !== null || Date.now() > deadline) {
      await server.stop();
      throw new Error(`the backend did not start: ${await lastWords(logFile)} Its log: ${logFile}`);
    }
    await sleep(100);
  }
  return {
    url,
    logFile,
    pid: server.pid,
    variables: own,
    vigie: async (args, { quiet = false, variables: more = {} } = {}) => {
      const output = quiet ? 'ignore' : 'inherit';
      const { code } = await runTied(process.execPath, [program, ...args], {
        cwd: root,
        env: { ...env, ...more },
        output: [output, output],
      });
      return code ?? 1;
    },
    close: () => server.stop(),
    startAgain: () => launch(root, dataFolder, variables, { port, managementPort }),
  };
}

/** What `vigie serve` says to people when it ends, unlike its log, which is JSON. */
async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.startsWith('vigie: '));
  return lines.at(-1)?.slice('vigie: '.length) ?? 'it said nothing.';
}

/** The demo must not read somebody's real accounts because a shell happens to export them. */
function withoutVigie(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(VIGIE_|ATERA_|ODOO_|COUNTERS_URL|DATABASE_URL|SYNC_|RECONCILE_|HOST$|LOG_LEVEL$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

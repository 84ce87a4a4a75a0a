import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startTied, type TiedProcess } from '../../tests/servers/processes/tied-process.ts';
import type { Language } from '../language.ts';
import { freePort } from '../parts/free-port.ts';
import type { GrafanaInstallation } from './ways/way.ts';

export interface LaunchOptions {
  /** Root of the checkout: its `dist/`, `provisioning/` and `dashboards/` are used as they are. */
  root: string;
  /** Folder for Grafana's own database, logs and plugin link. */
  dataFolder: string;
  /** Taken when it is free, else any other. */
  port: number;
  backendUrl: string;
  bootstrapToken: string;
  language: Language;
  /** File of the public keys of the screens' links. */
  screenKeys: string;
  /** Folder in the place of the checkout's `provisioning/`; for a Grafana that is a process of this machine. */
  provisioning?: string | undefined;
  /** Folder in the place of the checkout's `dashboards/generated`. */
  dashboards?: string | undefined;
  admin: { user: string; password: string };
}

export interface RunningGrafana {
  url: string;
  /** Where this Grafana reaches the backend. */
  backendUrl: string;
  logFile: string;
  close(): Promise<void>;
  /** Starts it again after {@link close}, on the same address and data. */
  startAgain(): Promise<RunningGrafana>;
}

/** A first start makes the database; slow machines take their time over it. */
const START_TIMEOUT_MS = 180_000;

/** Starts Grafana on loopback with the plugin, the provisioning and the settings of `provisioning/grafana.ini`. */
export async function launchGrafana(
  installation: GrafanaInstallation,
  options: LaunchOptions
): Promise<RunningGrafana> {
  const plugins = path.join(options.dataFolder, 'plugins');
  await mkdir(plugins, { recursive: true });
  const link = path.join(plugins, 'agitel-vigie-app');
  await rm(link, { force: true, recursive: true });
  await symlink(path.join(options.root, 'dist'), link, 'junction');

  const logFile = path.join(options.dataFolder, 'grafana.log');
  // Between the look for a free port and its use another stack may have taken it: then any other one.
  for (const wanted of [options.port, 0]) {
    const own = { ...options, port: await freePort(wanted), instance: randomUUID() };
    const server = installation.kind === 'process' ? spawnProcess(installation, own) : spawnDocker(installation, own);
    const log = createWriteStream(logFile, { flags: 'a' });
    server.child.stdout?.pipe(log, { end: false });
    server.child.stderr?.pipe(log, { end: false });
    void server.ended.then(() => log.end());

    const url = `http://127.0.0.1:${own.port}`;
    if (await untilReady(url, server, own)) {
      return {
        url,
        backendUrl: backendSeenBy(installation, own),
        logFile,
        close: () => server.stop(),
        startAgain: () => launchGrafana(installation, { ...options, port: own.port }),
      };
    }
  }
  throw new Error(`Grafana stopped at its start; its log: ${logFile}`);
}

/** The options of one attempt, with the name by which its Grafana differs from any other. */
type Attempt = LaunchOptions & { instance: string };

function spawnProcess(installation: { binary: string; home: string }, options: Attempt): TiedProcess {
  const config = path.join(options.root, 'provisioning', 'grafana.ini');
  return startTied(installation.binary, ['server', '--homepath', installation.home, '--config', config], {
    cwd: options.dataFolder,
    output: ['pipe', 'pipe'],
    env: { ...process.env, ...settings(options, options.root, options.dataFolder) },
  });
}

function sharesNetwork(): boolean {
  return process.platform === 'linux';
}

function backendSeenBy({ kind }: { kind: GrafanaInstallation['kind'] }, { backendUrl }: LaunchOptions): string {
  return kind === 'process' || sharesNetwork() ? backendUrl : backendUrl.replace('127.0.0.1', 'host.docker.internal');
}

/** In a container the checkout stands at /vigie; Linux shares the host's network so that loopback stays loopback. */
function spawnDocker(installation: { kind: 'docker'; image: string }, options: Attempt): TiedProcess {
  const inside = { root: '/vigie', data: '/var/lib/grafana', screenKeys: '/etc/vigie/screen-keys.json' };
  const hostNetwork = sharesNetwork();
  const variables = {
    ...settings(
      {
        ...options,
        backendUrl: backendSeenBy(installation, options),
        dashboards: undefined,
        screenKeys: inside.screenKeys,
      },
      inside.root,
      inside.data
    ),
    GF_PATHS_CONFIG: `${inside.root}/provisioning/grafana.ini`,
    ...(hostNetwork ? {} : { GF_SERVER_HTTP_ADDR: '0.0.0.0' }),
  };
  const name = `vigie-demo-grafana-${process.pid}`;
  return startTied(
    'docker',
    [
      'run',
      '--rm',
      '--name',
      name,
      ...(hostNetwork ? ['--network', 'host'] : ['-p', `127.0.0.1:${options.port}:${options.port}`]),
      // Values go through the environment of `docker run`, not its arguments, where other users could read the token.
      ...Object.keys(variables).flatMap((variable) => ['-e', variable]),
      '-v',
      `${path.join(options.root, 'dist')}:${inside.data}/plugins/agitel-vigie-app:ro`,
      '-v',
      `${path.join(options.root, 'provisioning')}:${inside.root}/provisioning:ro`,
      '-v',
      `${options.dashboards ?? path.join(options.root, 'dashboards', 'generated')}:${inside.root}/dashboards/generated:ro`,
      '-v',
      `${options.screenKeys}:${inside.screenKeys}:ro`,
      installation.image,
    ],
    { output: ['pipe', 'pipe'], env: { ...process.env, ...variables } }
  );
}

function settings(options: Attempt, root: string, data: string): Record<string, string> {
  return {
    GF_DEFAULT_INSTANCE_NAME: options.instance,
    GF_PATHS_DATA: `${data}/data`,
    GF_PATHS_LOGS: `${data}/logs`,
    GF_PATHS_PLUGINS: `${data}/plugins`,
    GF_PATHS_PROVISIONING: provisioningIn(options.language, options.provisioning ?? `${root}/provisioning`),
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(options.port),
    GF_AUTH_JWT_ENABLED: 'true',
    GF_AUTH_JWT_JWK_SET_FILE: options.screenKeys,
    GF_SECURITY_ADMIN_USER: options.admin.user,
    GF_SECURITY_ADMIN_PASSWORD: options.admin.password,
    // A new organisation has its alerting within seconds instead of a minute, which nobody would wait for here.
    GF_UNIFIED_ALERTING_ALERTMANAGER_CONFIG_POLL_INTERVAL: '5s',
    VIGIE_LANGUAGE: options.language,
    VIGIE_DASHBOARDS_PATH: options.dashboards ?? `${root}/dashboards/generated`,
    VIGIE_BACKEND_URL: options.backendUrl,
    VIGIE_BOOTSTRAP_TOKEN: options.bootstrapToken,
  };
}

/** English has a folder of its own in that of the files: the main organisation's alert rules have one language. */
function provisioningIn(language: Language, folder: string): string {
  return language === 'en-US' ? `${folder}/${language}` : folder;
}

/**
 * Waits until this very Grafana answers: on a port that it wanted, another program may answer as well.
 * @returns false when it ended instead
 * @throws when it does neither in time
 */
async function untilReady(url: string, server: TiedProcess, { instance, admin }: Attempt): Promise<boolean> {
  let isRunning = true;
  void server.ended.then(() => (isRunning = false));
  const authorization = `Basic ${Buffer.from(`${admin.user}:${admin.password}`).toString('base64')}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isRunning) {
    if ((await instanceAt(url, authorization)) === instance) {
      return true;
    }
    if (Date.now() > deadline) {
      await server.stop();
      throw new Error(`Grafana did not answer in ${START_TIMEOUT_MS / 1000} s.`);
    }
    await sleep(500);
  }
  return false;
}

/** Name of the Grafana that answers there; undefined while none does. */
async function instanceAt(url: string, authorization: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/api/admin/settings`, { headers: { authorization } });
    const settings = (await answer.json()) as { DEFAULT?: { instance_name?: string } };
    return settings.DEFAULT?.instance_name;
  } catch {
    return undefined;
  }
}

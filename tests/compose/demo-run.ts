import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';

import { newPlace, runPostgresProgram, startIn } from '../../backend/test/support/store/postgres-server.ts';
import { startMariadb } from '../servers/databases/mariadb.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { runTied, startTied, type TiedProcess } from '../servers/processes/tied-process.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { readCompose, ROOT } from './compose.ts';
import { environmentIn, type Image } from './image.ts';

interface Grafana {
  url: string;
  password: string;
}

/** What ended, and what it wrote. */
type Ended = Awaited<ReturnType<typeof runTied>>;

/** The profile `demo` of docker-compose.yml as processes of this machine. */
export interface DemoRun {
  /** Runs the service `demo` to its end. */
  demo: () => Promise<Ended>;
  /** `docker compose exec backend vigie …` */
  vigie: (...args: string[]) => Promise<Ended>;
  /** Starts `shops` once more, and waits for its end or for the shops. */
  shops: () => Promise<string>;
  /** Runs statements on the database of the counters, as root. */
  counters: (...statements: string[]) => Promise<void>;
}

const compose = readCompose();

/**
 * Starts what docker-compose.yml starts with the profile `demo`, in the same order and with the same commands: secrets, databases, their
 * set-up, simulators, shops, backend. Addresses of containers become those of this machine.
 *
 * @param image - the stage `demo`, which is also what `backend` holds
 * @param grafana - one that runs
 */
export async function startDemo(t: TestContext, image: Image, grafana: Grafana): Promise<DemoRun> {
  const folder = tiedFolder({ mode: 0o711 });
  t.after(() => folder.remove());
  const secrets = path.join(folder.path, 'secrets');
  execFileSync('sh', [path.join(ROOT, 'docker/secrets.sh')], {
    env: { PATH: process.env['PATH'], SECRETS_DIR: secrets, GRAFANA_ADMIN_PASSWORD: grafana.password },
  });
  const secret = (file: string): Promise<string> => readFile(path.join(secrets, file), 'utf8');
  const move = async (file: string, from: string, to: string): Promise<void> => {
    const address = await secret(file);
    assert.ok(address.includes(from), file);
    await rm(path.join(secrets, file));
    await writeFile(path.join(secrets, file), address.replace(from, to));
  };
  const run = (script: string, env: Record<string, string>): string =>
    execFileSync('sh', [path.join(ROOT, 'docker', script)], {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });

  const place = newPlace();
  await runPostgresProgram('initdb', ['-D', place.data, '-U', 'postgres', '-A', 'trust', '--no-sync'], place);
  const postgres = await startIn(place);
  t.after(() => postgres.stop());
  run('postgres-setup.sh', { PGHOST: postgres.folder, SECRETS_DIR: path.join(secrets, 'postgres-setup') });
  await move(
    'backend/DATABASE_URL',
    '@postgres:5432/vigie',
    `@localhost/vigie?host=${encodeURIComponent(postgres.folder)}`
  );

  const mariadb = await startMariadb();
  t.after(() => mariadb.close());
  await mariadb.run(`ALTER USER root@localhost IDENTIFIED BY '${await secret('counters-setup/root')}'`);
  run('counters-setup.sh', {
    SECRETS_DIR: path.join(secrets, 'counters-setup'),
    SCHEMA: path.join(ROOT, 'sql/counters/mysql.sql'),
    COUNTERS_SOCKET: mariadb.socket,
  });
  const socket = `@localhost/counters?socket=${encodeURIComponent(mariadb.socket)}`;
  await move('backend/COUNTERS_URL', '@counters:3306/counters', socket);
  await move('shops/COUNTERS_URL', '@counters:3306/counters', socket);

  const app = path.join(image.root, image.workdir);
  const environment = { ...environmentIn(image), TMPDIR: folder.path };
  const start = (service: string, env: Record<string, string> = {}): TiedProcess => {
    const [program = '', ...args] = compose.services[service]?.command ?? ['vigie', 'serve'];
    const own = args.map((arg) => (/^890\d$/.test(arg) ? '0' : arg === '0.0.0.0' ? '127.0.0.1' : arg));
    const started = startTied(program, own, { cwd: app, env: { ...environment, ...env }, output: ['pipe', 'pipe'] });
    t.after(() => started.stop());
    return started;
  };
  const atera = await addressOf(start('atera-simulator'));
  const odoo = await addressOf(start('odoo-simulator'));

  const ready = path.join(folder.path, 'ready');
  const shops = async (): Promise<string> => {
    await rm(ready, { force: true });
    const running = start('shops', { SECRETS_DIR: path.join(secrets, 'shops'), READY_FILE: ready });
    let said = '';
    running.child.stdout?.on('data', (chunk) => (said += String(chunk)));
    running.child.stderr?.on('data', (chunk) => (said += String(chunk)));
    await waitUntil('the shops are written', () => running.child.exitCode !== null || existsSync(ready));
    await running.stop();
    return said;
  };
  assert.match(await shops(), /60 shops with 400 days/);

  const data = path.join(folder.path, 'data');
  await mkdir(data);
  const dataFolder = { VIGIE_DATA_DIR: data, SECRETS_DIR: path.join(secrets, 'backend') };
  const serverVariables = { HOST: '127.0.0.1', PORT: '0', MANAGEMENT_PORT: '0', SYNC_INTERVAL_SECONDS: '2' };
  const backend = start('backend', { ...dataFolder, ...serverVariables });
  let log = '';
  backend.child.stdout?.on('data', (chunk) => (log += String(chunk)));
  backend.child.stderr?.on('data', (chunk) => (log += String(chunk)));
  await waitUntil('the backend has started', () => log.includes('"msg":"started"') || backend.child.exitCode !== null);
  const url = /"url":"([^"]+)"/.exec(log)?.[1];
  assert.ok(url, log);

  const runIn = (program: string, args: readonly string[], env: Record<string, string>): Promise<Ended> =>
    runTied(program, args, { cwd: app, env: { ...environment, ...env }, output: ['pipe', 'pipe'] });
  return {
    shops,
    counters: (...statements) => mariadb.run('USE counters', ...statements),
    vigie: (...args) => runIn('vigie', args, dataFolder),
    demo: () => {
      const [program = '', ...args] = compose.services['demo']?.command ?? [];
      return runIn(program, args, {
        VIGIE_DATA_DIR: data,
        SECRETS_DIR: path.join(secrets, 'demo'),
        GRAFANA_URL: grafana.url,
        VIGIE_BACKEND_URL: url,
        SIMULATED_ATERA: atera,
        SIMULATED_ODOO: odoo,
      });
    },
  };
}

/** What a simulator says when it listens. */
async function addressOf({ child }: TiedProcess): Promise<string> {
  let said = '';
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  await waitUntil('the simulator listens', () => said.includes('\n') || child.exitCode !== null);
  return (JSON.parse(said) as { url: string }).url;
}

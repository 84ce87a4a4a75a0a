import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { createConnection } from 'mysql2/promise';
import pg from 'pg';

import {
  newPlace,
  postgresBinaries,
  runPostgresProgram,
  startIn,
  startPostgres,
} from '../../backend/test/support/store/postgres-server.ts';
import { mariadbMissing, startMariadb } from '../servers/databases/mariadb.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { ROOT } from './compose.ts';

/* The scripts that set up the databases of docker-compose.yml, on real servers: new ones, and those of earlier versions. */

const noPostgres = postgresBinaries === undefined && 'SKIPPED: no PostgreSQL on this machine';
const noMariadb = mariadbMissing() ?? false;

/** The secrets of all services, as the service of that name makes them. */
function makeSecrets(t: TestContext) {
  const folder = tiedFolder();
  t.after(() => folder.remove());
  const secrets = (env: Record<string, string> = {}): void => {
    execFileSync('sh', [path.join(ROOT, 'docker', 'secrets.sh')], {
      env: { PATH: process.env['PATH'], SECRETS_DIR: folder.path, ...env },
    });
  };
  secrets();
  return { folder: folder.path, secrets };
}

function runScript(name: string, env: Record<string, string>): void {
  const { status, stderr } = spawnSync('sh', [path.join(ROOT, 'docker', name)], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  assert.deepEqual([status, stderr], [0, '']);
}

async function ask(socket: string, user: string, database: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ host: socket, user, database });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

const PASSWORDS = "SELECT rolpassword FROM pg_authid WHERE rolname IN ('vigie', 'grafana') ORDER BY rolname";

test('postgres-setup.sh makes two databases that know nothing of each other', { skip: noPostgres }, async (t) => {
  const place = newPlace();
  await runPostgresProgram('initdb', ['-D', place.data, '-U', 'postgres', '-A', 'trust', '--no-sync'], place);
  const server = await startIn(place);
  t.after(() => server.stop());
  const { folder, secrets } = makeSecrets(t);
  const setUp = () =>
    runScript('postgres-setup.sh', { PGHOST: server.folder, SECRETS_DIR: path.join(folder, 'postgres-setup') });
  setUp();
  const superusers = await ask(server.folder, 'postgres', 'postgres', 'SELECT rolname FROM pg_roles WHERE rolsuper');
  assert.deepEqual(superusers, ['postgres']);
  for (const [user, other] of [
    ['vigie', 'grafana'],
    ['grafana', 'vigie'],
  ] as const) {
    await ask(server.folder, user, user, 'CREATE TABLE mine (id integer)');
    for (const database of [other, 'postgres', 'template1']) {
      await assert.rejects(ask(server.folder, user, database, 'SELECT 1'), /permission denied for database/);
    }
  }

  const before = await ask(server.folder, 'postgres', 'postgres', PASSWORDS);
  assert.ok(before.every((password) => String(password).startsWith('SCRAM-SHA-256$')));
  secrets({ POSTGRES_PASSWORD: String.raw`it's "new" \ $HOME` });
  setUp();
  const after = await ask(server.folder, 'postgres', 'postgres', PASSWORDS);
  assert.notEqual(after[1], before[1]);
  assert.deepEqual(await ask(server.folder, 'vigie', 'vigie', 'SELECT count(*) FROM mine'), ['0']);
});

test('postgres-setup.sh goes on with a volume whose superuser is vigie', { skip: noPostgres }, async (t) => {
  const server = await startPostgres();
  t.after(() => server.stop());
  await ask(server.folder, 'vigie', 'postgres', 'CREATE DATABASE vigie');
  await ask(server.folder, 'vigie', 'vigie', 'CREATE TABLE tickets (id integer)');
  const { folder } = makeSecrets(t);
  runScript('postgres-setup.sh', { PGHOST: server.folder, SECRETS_DIR: path.join(folder, 'postgres-setup') });
  assert.deepEqual(await ask(server.folder, 'vigie', 'vigie', 'SELECT count(*) FROM tickets'), ['0']);
  assert.deepEqual(await ask(server.folder, 'grafana', 'grafana', 'SELECT current_user'), ['grafana']);
  await assert.rejects(ask(server.folder, 'grafana', 'vigie', 'SELECT 1'), /permission denied for database/);
});

test(
  'counters-setup.sh makes the tables, one account that reads and one that fills',
  { skip: noMariadb },
  async (t) => {
    const server = await startMariadb();
    t.after(() => server.close());
    const { folder, secrets } = makeSecrets(t);
    const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
    await server.run(`ALTER USER root@localhost IDENTIFIED BY '${read('counters-setup/root')}'`);
    const setUp = () =>
      runScript('counters-setup.sh', {
        SECRETS_DIR: path.join(folder, 'counters-setup'),
        SCHEMA: path.join(ROOT, 'sql', 'counters', 'mysql.sql'),
        COUNTERS_SOCKET: server.socket,
      });
    const as = async (user: string, ...statements: string[]) => {
      const connection = await createConnection({
        socketPath: server.socket,
        user,
        password: read(`counters-setup/${user}`),
        database: 'counters',
      });
      try {
        for (const statement of statements) {
          await connection.query(statement);
        }
      } finally {
        await connection.end();
      }
    };
    setUp();
    const row = "INSERT INTO counting VALUES ('BASH', '001', '2026-11-26', 3)";
    await as(
      'feed',
      row,
      "INSERT INTO sites (enterprise, code) VALUES ('BASH', '001')",
      "DELETE FROM counting WHERE code = '001'",
      row
    );
    await as('vigie', 'SELECT * FROM counting', "UPDATE sites SET city = 'Toulon'");
    await assert.rejects(as('vigie', 'DELETE FROM sites'), /denied/);
    await assert.rejects(as('vigie', 'UPDATE counting SET count = 0'), /denied/);
    await assert.rejects(as('feed', 'DROP TABLE counting'), /denied/);

    secrets({ COUNTERS_PASSWORD: String.raw`it's "new" \ $HOME` });
    setUp();
    await as('vigie', 'SELECT * FROM counting');
  }
);

test('counters.sh starts the server, or leaves it where COUNTERS_URL names another one', (t) => {
  const folder = tiedFolder();
  t.after(() => folder.remove());
  const secrets = path.join(folder.path, 'secrets');
  const started = path.join(folder.path, 'start');
  mkdirSync(secrets);
  writeFileSync(started, '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  // `sleep` in front of the machine's: it would not end.
  writeFileSync(path.join(folder.path, 'sleep'), '#!/bin/sh\necho sleeps\n', { mode: 0o755 });
  const run = (): string =>
    execFileSync('sh', [path.join(ROOT, 'docker', 'counters.sh'), '--skip-name-resolve'], {
      env: { PATH: `${folder.path}:${process.env['PATH']}`, SECRETS_DIR: secrets, COUNTERS_START: started },
      encoding: 'utf8',
    });
  assert.equal(run(), 'mariadbd --skip-name-resolve\n');
  writeFileSync(path.join(secrets, 'elsewhere'), 'COUNTERS_URL');
  assert.match(run(), /not started\.\nsleeps\n$/);
  rmSync(path.join(secrets, 'elsewhere'));
  assert.equal(run(), 'mariadbd --skip-name-resolve\n');
});

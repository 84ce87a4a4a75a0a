import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

import { createPool, type Pool } from 'mysql2/promise';

import { suspend } from '../processes/suspend.ts';
import { type TiedFolder, tiedFolder } from '../processes/tied-folder.ts';
import { runTied, startTied, type TiedProcess } from '../processes/tied-process.ts';
import { type SharedServer, sharedServer } from './broker.ts';

const MYSQL_SCHEMA = new URL('../../../sql/counters/mysql.sql', import.meta.url);

/** A MariaDB in a temporary folder, reached by its socket only. */
export interface Mariadb {
  socket: string;
  /** `mysql://…` of a database, as `COUNTERS_URL` takes it; `extra` are further options, `ssl-mode=DISABLED&…`. */
  url(database: string, options?: { user?: string; password?: string; extra?: string }): string;
  /** Runs statements as root, one after the other. */
  run(...statements: string[]): Promise<void>;
  /** Makes an empty database of a collation. */
  createDatabase(name: string, collation: string): Promise<void>;
  close(): Promise<void>;
}

/** A MariaDB, or a MySQL, of one process alone. */
export interface PrivateMariadb extends Mariadb {
  /** Stops the server's process where it is: it keeps its connections and answers nothing. */
  freeze: () => void;
  /** Lets a frozen server go on. */
  thaw: () => void;
  /** Ends the server's process as a crash does. */
  kill: () => Promise<void>;
  /** Starts a killed server again, over what it had written. */
  restart: () => Promise<void>;
}

/** Folders that hold server programs but are not on every PATH. */
const PROGRAM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/usr/bin', '/opt/homebrew/bin'];
const SUFFIX = randomBytes(4).toString('hex');
const READY = /ready for connections/;
/** The user that the server runs as. */
const USER = `--user=${userInfo().username}`;

/** Why there is no MariaDB to test on; undefined when there is one. A test takes it as its `skip`. */
export function mariadbMissing(): string | undefined {
  const missing = ['mariadbd', 'mariadb-install-db'].filter((name) => findProgram(name) === undefined);
  return missing.length === 0
    ? undefined
    : `SKIPPED: no ${missing.join(', no ')} on this machine; install mariadb-server to run the tests on MariaDB`;
}

/**
 * Installs and starts a server of its own; it is gone, with its files, after `close()` and when this process ends.
 * @param serverOptions further options of `mariadbd`.
 */
export async function startMariadb(serverOptions: readonly string[] = []): Promise<PrivateMariadb> {
  return startInstalled(await installMariadb(), ['--skip-networking', ...serverOptions]);
}

/** The files of a server that was never started. */
export async function installMariadb(): Promise<TiedFolder> {
  // Not in a folder of the caller's: the path of a socket holds a hundred bytes at most.
  const tied = tiedFolder({ prefix: 'vigie-mariadb-' });
  const installed = await runTied(
    program('mariadb-install-db'),
    [
      '--no-defaults',
      `--datadir=${join(tied.path, 'data')}`,
      USER,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    { output: ['pipe', 'pipe'], env: { ...process.env, TMPDIR: tied.path } }
  );
  if (installed.code !== 0) {
    await tied.remove();
    throw new Error(`mariadb-install-db failed: ${installed.stderr || installed.stdout}`);
  }
  return tied;
}

/** Starts a server over its files, which go with it. */
export async function startInstalled(tied: TiedFolder, serverOptions: readonly string[]): Promise<PrivateMariadb> {
  const folder = tied.path;
  const socket = join(folder, 'socket');
  const start = async (): Promise<TiedProcess> => {
    const server = startTied(
      program('mariadbd'),
      [
        '--no-defaults',
        `--datadir=${join(folder, 'data')}`,
        `--socket=${socket}`,
        `--pid-file=${join(folder, 'pid')}`,
        // A server that starts removes what others have left in a shared folder, be they still running or not.
        `--tmpdir=${folder}`,
        USER,
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-buffer-pool-size=256M',
        ...serverOptions,
      ],
      // Its data goes with it: there is nothing to save.
      { output: ['ignore', 'pipe'], stopSignal: 'SIGKILL' }
    );
    await untilReady(server);
    return server;
  };
  const first = await start();
  const pool = createPool({ socketPath: socket, user: 'root', connectionLimit: 1 });
  return privateServer(pool, socket, { first, start, remove: tied.remove });
}

/** How the processes of a run of tests reach the MariaDB that they share. */
interface SharedMariadb {
  socket: string;
}

/** Starts the MariaDB of a run of tests. */
export async function startSharedMariadb(): Promise<SharedServer & { address: SharedMariadb }> {
  const server = await startMariadb();
  return { address: { socket: server.socket }, stop: () => server.close() };
}

/** Joins the MariaDB of the run, else starts one. What is made there is the process's own by its names ({@link ownName}). */
export async function joinMariadb(): Promise<Mariadb> {
  const shared = await sharedServer<SharedMariadb>('mariadb');
  if (shared === undefined) {
    return startMariadb();
  }
  const pool = createPool({ socketPath: shared.socket, user: 'root', connectionLimit: 1 });
  const server = serverAt(pool, shared.socket);
  const made: string[] = [];
  return {
    ...server,
    async createDatabase(name, collation) {
      made.push(name);
      await server.createDatabase(name, collation);
    },
    async close() {
      await server.run(...made.map((name) => `drop database if exists \`${name}\``));
      await server.close();
    },
  };
}

/** A name for a database or a user that no other process has on a server they share. */
export function ownName(name: string): string {
  return `${name}_${SUFFIX}`;
}

/** How a server runs: its process, how to start it once more over the same files, and how to remove them. */
export interface Running {
  first: TiedProcess;
  start: () => Promise<TiedProcess>;
  remove: () => Promise<void>;
}

/** A server behind a socket, whichever program it is. */
export function privateServer(pool: Pool, socket: string, { first, start, remove }: Running): PrivateMariadb {
  const server = serverAt(pool, socket);
  let running = first;
  let frozen = false;
  const thaw = () => {
    if (frozen) {
      process.kill(running.pid, 'SIGCONT');
    }
    frozen = false;
  };
  return {
    ...server,
    freeze: () => {
      suspend(running.pid);
      frozen = true;
    },
    thaw,
    kill: () => running.stop(),
    restart: async () => {
      running = await start();
    },
    close: async () => {
      // One that is frozen would never end its connections. One that has ended is nobody's any more.
      thaw();
      await server.close();
      await running.stop();
      await remove();
    },
  };
}

function serverAt(pool: Pool, socket: string): Mariadb {
  const run = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) {
      await pool.query(statement);
    }
  };
  return {
    socket,
    url: (database, { user: name = 'root', password = '', extra } = {}) =>
      `mysql://${name}:${password}@localhost/${database}?socket=${encodeURIComponent(socket)}${extra ? `&${extra}` : ''}`,
    run,
    createDatabase: (name, collation) =>
      run(`create database \`${name}\` character set ${collation.split('_')[0]} collate ${collation}`),
    close: () => pool.end(),
  };
}

/** Resolves when the server says so on its error log; rejects, with what it said, when it ends instead. */
function untilReady({ child, ended }: TiedProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    void ended.then(({ code }) => reject(new Error(`mariadbd ended with code ${code}:\n${said.join('\n')}`)));
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        said.push(line);
        if (READY.test(line)) {
          resolve();
        }
      });
    }
  });
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined) {
    throw new Error(`${name} is not on this machine`);
  }
  return path;
}

function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...PROGRAM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Makes a database with the two empty tables of the counters and gives its `COUNTERS_URL`. */
export async function createCountersDatabase(server: Mariadb, name: string, collation: string): Promise<string> {
  await server.createDatabase(name, collation);
  const schema = await readFile(MYSQL_SCHEMA, 'utf8');
  const statements = schema
    .replace(/--.*$/gm, '')
    .split(';')
    .filter((statement) => statement.trim() !== '');
  await server.run(`use \`${name}\``, ...statements);
  return server.url(name);
}

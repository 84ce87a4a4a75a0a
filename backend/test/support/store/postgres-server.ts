import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, chownSync, constants, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

import pg from 'pg';

import { suspend } from '../../../../tests/servers/processes/suspend.ts';
import { tiedFolder } from '../../../../tests/servers/processes/tied-folder.ts';
import { runTied, startTied, type TiedProcess } from '../../../../tests/servers/processes/tied-process.ts';

/** Test files run side by side, and each of their servers holds up to ten. */
const MAX_CONNECTIONS = 300;

/** A PostgreSQL server for tests, reachable through a socket in its own temporary folder only. */
export interface PostgresServer {
  /** Folder of the socket. */
  folder: string;
  /** Makes a database, empty or a copy of another one, and returns its `postgres://` address. */
  createDatabase: (template?: string) => Promise<string>;
  /** Stops it, or drops the databases made here on a server that was joined. */
  stop(): Promise<void>;
}

/** A PostgreSQL server of one process alone. */
export interface PrivatePostgres extends PostgresServer {
  /** Stops all its processes where they are: it keeps its connections and answers nothing. */
  freeze: () => void;
  /** Lets a frozen server go on. */
  thaw: () => void;
  /** Ends all its processes as a crash does. */
  kill: () => Promise<void>;
  /** Starts a killed server again: it first recovers what it had written. */
  restart: () => Promise<void>;
}

/** Folder of PostgreSQL's server programs: on PATH, else where Linux distributions and Homebrew put them. */
export const postgresBinaries: string | undefined = findBinaries();

function findBinaries(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...versionsIn('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
    '/opt/homebrew/opt/postgresql/bin',
  ];
  return folders.find((folder) => ['postgres', 'initdb'].every((name) => isExecutable(path.join(folder, name))));
}

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root: root lends its programs another user, as the packages do. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user && { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Where a server of its own has its files, and how its programs are started there. */
export interface ServerPlace {
  /** Folder of its socket. */
  folder: string;
  data: string;
  options: { cwd: string; uid?: number; gid?: number };
  remove: () => Promise<void>;
}

/** A new folder for a server. @param given - its path; a temporary one by default */
export function newPlace(given?: string): ServerPlace {
  const user = serverUser();
  const { path: folder, remove } = tiedFolder(given === undefined ? { prefix: 'vigie-postgres-' } : { folder: given });
  if (user) {
    chownSync(folder, user.uid, user.gid);
  }
  return { folder, data: path.join(folder, 'data'), options: { ...user, cwd: folder }, remove };
}

/** Runs one of PostgreSQL's programs to its end. @throws Error with what it said when it fails */
export async function runPostgresProgram(name: string, args: readonly string[], place: ServerPlace): Promise<void> {
  // Where the server's programs are links, the others stand beside what these lead to.
  const folder = path.dirname(realpathSync(path.join(postgresBinaries ?? '', 'initdb')));
  const { code, stderr } = await runTied(path.join(folder, name), args, {
    ...place.options,
    output: ['ignore', 'pipe'],
  });
  if (code !== 0) {
    throw new Error(`${name} ended with ${code}: ${stderr}`);
  }
}

/**
 * Starts a server of its own, gone with its files after `stop()` or with this process.
 *
 * @param folder - where its files are; a temporary folder by default
 * @throws Error where the machine has no PostgreSQL ({@link postgresBinaries}), or it does not start
 */
export async function startPostgres(folder?: string): Promise<PrivatePostgres> {
  const place = newPlace(folder);
  const { data } = place;
  await runPostgresProgram(
    'initdb',
    ['-D', data, '-U', 'vigie', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    place
  );
  return startIn(place);
}

/** Starts a server over the files of its place. */
export async function startIn({ folder, data, options, remove }: ServerPlace): Promise<PrivatePostgres> {
  // Throw-away data need not survive a crash of the machine.
  const settings = ['fsync=off', 'full_page_writes=off', 'listen_addresses=', `max_connections=${MAX_CONNECTIONS}`];
  const start = async (): Promise<TiedProcess> => {
    const started = startTied(
      path.join(postgresBinaries ?? '', 'postgres'),
      ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
      {
        ...options,
        output: ['ignore', 'pipe'],
        // "Immediate shutdown" (PostgreSQL's manual, 18.5): it waits for nobody and gives its shared memory back.
        stopSignal: 'SIGQUIT',
      }
    );
    await ready(started);
    return started;
  };
  let server = await start();

  const { admin, createDatabase } = databasesOf(folder);
  let frozen: number[] = [];
  const thaw = () => {
    frozen.forEach((pid) => process.kill(pid, 'SIGCONT'));
    frozen = [];
  };
  return {
    folder,
    createDatabase,
    freeze: () => {
      // The first process, which starts the others, comes first.
      suspend(server.pid);
      frozen = [server.pid, ...childrenOf(server.pid)];
      frozen.forEach(suspend);
    },
    thaw,
    kill: () => server.stop(),
    restart: async () => {
      server = await start();
    },
    async stop() {
      thaw();
      await admin.end();
      await server.stop();
      await remove();
    },
  };
}

/** Each connection has a process of its own, which leads a group of its own. */
function childrenOf(parent: number): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}

/** Joins a server that another process has started. @param folder - that of its socket */
export function joinPostgres(folder: string): PostgresServer {
  const { admin, createDatabase, made } = databasesOf(folder);
  return {
    folder,
    createDatabase,
    async stop() {
      for (const name of made) {
        await admin.query(`drop database if exists ${name} with (force)`);
      }
      await admin.end();
    },
  };
}

/** How one process makes databases; their names are no other process's. */
function databasesOf(folder: string) {
  const urlOf = (database: string) => `postgres://vigie@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const admin = new pg.Pool({ connectionString: urlOf('postgres'), max: 1 });
  admin.on('error', () => undefined);
  const prefix = `test_${randomBytes(4).toString('hex')}`;
  const made: string[] = [];
  return {
    admin,
    made,
    createDatabase: async (template = 'template1'): Promise<string> => {
      const name = `${prefix}_${made.length + 1}`;
      made.push(name);
      await admin.query(`create database ${name} template ${template}`);
      return urlOf(name);
    },
  };
}

/** What a primary server and a standby say when they take connections. */
const READY = /ready to accept (read-only )?connections/;

/** Resolves when the server's log says that it takes connections. */
function ready({ child, ended }: TiedProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let messages = '';
    child.stderr?.on('data', (chunk) => {
      messages += String(chunk);
      if (READY.test(messages)) {
        resolve();
      }
    });
    void ended.then(({ code }) => reject(new Error(`postgres ended with ${code}: ${messages}`)));
  });
}

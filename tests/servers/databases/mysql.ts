import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { createPool } from 'mysql2/promise';

import { tiedFolder } from '../processes/tied-folder.ts';
import { runTied, startTied, type TiedProcess } from '../processes/tied-process.ts';
import { waitUntil } from '../wait-until.ts';
import { type PrivateMariadb, privateServer } from './mariadb.ts';

/** Where a folder of MySQL has its server: its own archive, an installation, unpacked Debian packages. */
const PROGRAMS = ['bin/mysqld', 'sbin/mysqld', 'libexec/mysqld', 'usr/sbin/mysqld'];
/** Packages unpacked beside an older system bring its loader and libraries along. */
const LOADERS = ['usr/lib64/ld-linux-x86-64.so.2', 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'];
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'usr/lib', 'lib'];

/** Why there is no MySQL to test on; undefined when `MYSQL_HOME` names one. */
export function mysqlMissing(): string | undefined {
  return mysqlProgram() === undefined
    ? 'SKIPPED: MYSQL_HOME names no folder of MySQL 8 or 9 (its archive, or unpacked packages); set it to run the tests on MySQL'
    : undefined;
}

/** Installs and starts a MySQL of its own from `MYSQL_HOME`; it is gone, with its files, after `close()`. */
export async function startMysql(serverOptions: readonly string[] = []): Promise<PrivateMariadb> {
  const command = mysqlProgram();
  if (command === undefined) {
    throw new Error(mysqlMissing());
  }
  const [program = '', ...before] = command;
  const tied = tiedFolder({ prefix: 'vigie-mysql-' });
  const folder = tied.path;
  const socket = join(folder, 'socket');
  const share = join(process.env['MYSQL_HOME'] ?? '', 'usr/share/mysql');
  const common = [
    ...before,
    '--no-defaults',
    '--secure-file-priv=NULL',
    `--datadir=${join(folder, 'data')}`,
    `--user=${userInfo().username}`,
    ...(existsSync(share) ? [`--lc-messages-dir=${share}`, `--character-sets-dir=${join(share, 'charsets')}`] : []),
  ];
  const installed = await runTied(program, [...common, '--initialize-insecure'], { output: ['ignore', 'pipe'] });
  if (installed.code !== 0) {
    await tied.remove();
    throw new Error(`mysqld --initialize-insecure failed: ${installed.stderr}`);
  }
  const pool = createPool({ socketPath: socket, user: 'root', connectionLimit: 1 });
  const answers = () =>
    pool.query('select 1').then(
      () => true,
      () => false
    );
  const start = async (): Promise<TiedProcess> => {
    const server = startTied(
      program,
      [
        ...common,
        `--socket=${socket}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--tmpdir=${folder}`,
        '--skip-networking',
        '--mysqlx=OFF',
        '--innodb-flush-log-at-trx-commit=0',
        ...serverOptions,
      ],
      // Its data goes with it: there is nothing to save.
      { output: ['ignore', 'pipe'], stopSignal: 'SIGKILL' }
    );
    const said: string[] = [];
    server.child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    await waitUntil('mysqld answers', () => {
      if (server.child.exitCode !== null) {
        throw new Error(`mysqld ended with code ${server.child.exitCode}:\n${said.join('')}`);
      }
      return answers();
    });
    return server;
  };
  return privateServer(pool, socket, { first: await start(), start, remove: tied.remove });
}

function mysqlProgram(): string[] | undefined {
  const home = process.env['MYSQL_HOME'] ?? '';
  const find = (paths: readonly string[]) => paths.map((path) => join(home, path)).find((path) => existsSync(path));
  const program = home === '' ? undefined : find(PROGRAMS);
  const loader = find(LOADERS);
  if (program === undefined) {
    return undefined;
  }
  return loader === undefined
    ? [program]
    : [loader, '--library-path', LIBRARIES.map((path) => join(home, path)).join(':'), program];
}

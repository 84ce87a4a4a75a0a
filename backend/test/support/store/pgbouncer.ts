import { accessSync, chownSync, constants, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { tiedFolder } from '../../../../tests/servers/processes/tied-folder.ts';
import { startTied } from '../../../../tests/servers/processes/tied-process.ts';
import type { Closing } from './store.ts';

const PROGRAMS = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'];
const program = PROGRAMS.find((file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** Why nothing can be tested behind a pooler here; false when it can. */
export const skipPooler: string | false =
  program === undefined ? 'NO PGBOUNCER FOUND: nothing was tested behind it; install pgbouncer' : false;

/**
 * A PgBouncer in transaction mode in front of a server, gone when the test ends. Its settings are its own defaults, so that it
 * refuses what it refuses elsewhere.
 * @returns the address of the same database through it
 */
export async function withPooler(t: Closing, databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-pgbouncer-' });
  const file = path.join(folder, 'pgbouncer.ini');
  const users = path.join(folder, 'users.txt');
  writeFileSync(users, '"vigie" ""\n');
  writeFileSync(
    file,
    [
      '[databases]',
      `* = host=${url.searchParams.get('host') ?? url.hostname}`,
      '[pgbouncer]',
      `unix_socket_dir = ${folder}`,
      'listen_port = 6432',
      'pool_mode = transaction',
      'auth_type = trust',
      `auth_file = ${users}`,
      // Fewer than the clients, so that transactions of one client get several sessions.
      'default_pool_size = 4',
    ].join('\n')
  );
  // It refuses to be root, and the folder of the server's socket is open to the server's user alone.
  const { uid, gid } = statSync(url.searchParams.get('host') ?? folder);
  const user = process.getuid?.() === 0 ? { uid, gid } : {};
  if (user.uid !== undefined) {
    [folder, file, users].forEach((name) => chownSync(name, uid, gid));
  }
  const server = startTied(program ?? '', [file], { ...user, cwd: folder });
  t.after(async () => {
    await server.stop();
    await remove();
  });
  url.searchParams.set('host', folder);
  url.port = '6432';
  await answering(url.href);
  return url.href;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      if (attempt === 100) {
        throw error;
      }
      await sleep(100);
    } finally {
      await client.end();
    }
  }
}

import pg from 'pg';

import { newPlace, type PostgresServer, type PrivatePostgres, runPostgresProgram, startIn } from './postgres-server.ts';

/** A copy of a server that follows it and takes readings only, until it is promoted. */
export interface Standby extends PrivatePostgres {
  /** Makes it a primary server. */
  promote(): Promise<void>;
}

/**
 * Starts a standby that follows a server by streaming. From then on the server acknowledges a commit once the standby has it.
 *
 * Source: PostgreSQL's manual, "Log-Shipping Standby Servers" and "Synchronous Replication".
 */
export async function startStandby(primary: PostgresServer): Promise<Standby> {
  const place = newPlace();
  await runPostgresProgram(
    'pg_basebackup',
    ['-D', place.data, '-h', primary.folder, '-U', 'vigie', '-X', 'stream', '-c', 'fast', '-R', '--no-sync'],
    place
  );
  const server = await startIn(place);
  await on(primary.folder, "alter system set synchronous_standby_names = '*'", 'select pg_reload_conf()');
  return { ...server, promote: () => on(place.folder, 'select pg_promote()') };
}

/** The address of a database that is on several servers. */
export function addressOn(servers: readonly PostgresServer[], databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('host', servers.map(({ folder }) => folder).join(','));
  url.searchParams.set('target_session_attrs', 'read-write');
  return url.href;
}

async function on(folder: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ host: folder, user: 'vigie', database: 'postgres' });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

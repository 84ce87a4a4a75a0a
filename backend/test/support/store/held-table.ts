import pg from 'pg';

import { waitUntil } from '../../../../tests/servers/wait-until.ts';

/** Holds those who write into a table of a PostgreSQL database, in the midst of what they do. */
export interface HeldTables extends AsyncDisposable {
  /** From now on, those who do that to the table wait. */
  hold(table: string, operation: 'insert' | 'update' | 'delete'): Promise<void>;
  /** Resolves when somebody waits there. */
  reached(): Promise<unknown>;
  /** Lets everybody go on. */
  release(): Promise<void>;
  query<T extends object>(statement: string): Promise<T[]>;
}

/** Any number that nobody else locks. */
const LOCK = 718_281_828;

export async function heldTables(databaseUrl: string): Promise<HeldTables> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const query = async <T extends object>(statement: string): Promise<T[]> => (await client.query<T>(statement)).rows;
  await query(`create function held() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(${LOCK}); return null; end $$`);
  let table: string | undefined;
  return {
    query,
    hold: async (name, operation) => {
      table = name;
      await query(`select pg_advisory_lock(${LOCK})`);
      await query(`create trigger held before ${operation} on ${name} for each statement execute function held()`);
    },
    reached: () =>
      waitUntil(`somebody waits at ${table}`, async () => {
        const waiting = await query(
          `select 1 from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`
        );
        return waiting.length > 0;
      }),
    release: async () => {
      await query(`select pg_advisory_unlock(${LOCK})`);
      // Waits for those who were held: their transactions have a lock on the table.
      await query(`drop trigger held on ${table}`);
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

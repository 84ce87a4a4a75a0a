import pg from 'pg';

/** Asks PostgreSQL itself about a store. */
async function query<T extends object>(databaseUrl: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Brings a store that was just filled to where autovacuum has it a minute later, as any store in use is. */
export async function settleStore(databaseUrl: string): Promise<void> {
  await query(databaseUrl, 'vacuum (analyze)');
}

/** What a store takes on disk, in megabytes. */
export async function storeMegabytes(databaseUrl: string): Promise<number> {
  const [size] = await query<{ bytes: string }>(databaseUrl, 'select pg_database_size(current_database()) as bytes');
  return Number(size?.bytes) / 1_000_000;
}

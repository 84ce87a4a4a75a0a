import { sql } from 'kysely';

import type { StoreDatabase } from './schema.ts';

/**
 * Takes a lease, or renews it when the same holder has it already. Time is the database's, one clock for all holders.
 * @returns false while somebody else holds it
 */
export async function takeLease(
  db: StoreDatabase,
  { name, holder, durationMs }: { name: string; holder: string; durationMs: number }
): Promise<boolean> {
  const { rows } = await sql`
    insert into leases (name, holder, expires_at)
    values (${name}, ${holder}, clock_timestamp() + ${durationMs}::double precision * interval '1 millisecond')
    on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
    where leases.holder = excluded.holder or leases.expires_at < clock_timestamp()
    returning name
  `.execute(db);
  return rows.length > 0;
}

/** Gives a lease back at once, if this holder has it. */
export async function releaseLease(
  db: StoreDatabase,
  { name, holder }: { name: string; holder: string }
): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}

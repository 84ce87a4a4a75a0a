import { sql } from 'kysely';

import { TABLES } from '../columns/information.ts';
import type { Counters } from '../counters.ts';

/** How the tables are stored, as far as it deserves a warning. */
export interface Storage {
  /** Tables whose engine has no transactions, such as MyISAM. */
  withoutTransactions: string[];
  /** The server's time zone, where `day_date` is a TIMESTAMP and its days depend on it; else null. */
  timestampZone: string | null;
}

/** Asks the server about the two tables; a view has no engine. */
export async function readStorage({ database }: Counters): Promise<Storage> {
  if (database.kind !== 'mysql') {
    return { withoutTransactions: [], timestampZone: null };
  }
  return database.read(async (db, { information }) => {
    const tables = await sql<{ name: string }>`
      select table_name as ${sql.ref('name')} from information_schema.tables
      where table_schema = database() and table_name in (${sql.join(TABLES)}) and engine in
        (select engine from information_schema.engines where transactions = 'NO')`.execute(db);
    const zone = await sql<{ zone: string }>`select if(@@session.time_zone = 'SYSTEM',
      concat('SYSTEM, ', @@system_time_zone), @@session.time_zone) as ${sql.ref('zone')}`.execute(db);
    const isTimestamp = information.some(
      ({ table, column, type }) => table === 'counting' && column === 'day_date' && type === 'timestamp'
    );
    return {
      withoutTransactions: tables.rows.map(({ name }) => name).sort(),
      timestampZone: isTimestamp ? (zone.rows[0]?.zone ?? '') : null,
    };
  });
}

import { sql } from 'kysely';

import type { CountersDatabase } from './database.ts';
import { CountersError } from './failures/failures.ts';

/**
 * False when the user of `COUNTERS_URL` may only read.
 * @throws {CountersError} when the database gives no answer.
 */
export async function isWritable(database: CountersDatabase): Promise<boolean> {
  try {
    // A change of no row: the server looks at the user's rights before it looks for rows.
    await database.write((db) => sql`update sites set last_update = last_update where 1 = 0`.execute(db));
    return true;
  } catch (error) {
    if (error instanceof CountersError && error.failure === 'denied') {
      return false;
    }
    throw error;
  }
}

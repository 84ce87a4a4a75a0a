import { sql } from 'kysely';

import type { Counters } from './counters.ts';
import { CountersError } from './failures.ts';
import { readQuality } from './quality.ts';
import type { CountersQuality } from './quality.ts';

/** What `doctor` tells of the counters database. */
export interface CountersExamination {
  database: 'mysql' | 'pglite';
  /** False when the user of `COUNTERS_URL` may only read. */
  writable: boolean;
  quality: CountersQuality;
}

/**
 * Looks at the whole counters database. Reads every row once.
 * @throws {CountersError} when the database gives no answer.
 */
export async function examineCounters(counters: Counters, now: Date): Promise<CountersExamination> {
  const quality = await readQuality(counters, now);
  return { database: counters.database.dialect.kind, writable: await isWritable(counters), quality };
}

/** A change of no row: the server looks at the user's rights before it looks for rows. */
async function isWritable({ database }: Counters): Promise<boolean> {
  try {
    await database.write((db) => sql`update sites set last_update = last_update where 1 = 0`.execute(db));
    return true;
  } catch (error) {
    if (error instanceof CountersError && error.failure === 'denied') {
      return false;
    }
    throw error;
  }
}

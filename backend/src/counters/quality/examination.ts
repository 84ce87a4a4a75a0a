import { isWritable } from '../connection/writable.ts';
import type { Counters } from '../counters.ts';
import { type CountersQuality, readQuality } from './quality.ts';

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
  return { database: counters.database.kind, writable: await isWritable(counters.database), quality };
}

import { isWritable } from '../connection/writable.ts';
import type { Counters } from '../counters.ts';
import { type CountersQuality, type QualityProgress, readQuality } from './quality.ts';

/** What `doctor` tells of the counters database. */
export interface CountersExamination {
  database: 'mysql' | 'pglite';
  /** False when the user of `COUNTERS_URL` may only read. */
  writable: boolean;
  quality: CountersQuality;
}

/** The same while it is going on. */
export interface UnfinishedExamination extends Omit<CountersExamination, 'quality'> {
  progress: QualityProgress;
}

/**
 * Looks at the whole counters database. Reads every row once, which takes minutes where there are very many.
 * @param onProgress told what is known each time that more is
 * @throws {CountersError} when the database gives no answer.
 */
export async function examineCounters(
  counters: Counters,
  now: Date,
  onProgress: (examination: UnfinishedExamination) => void = () => undefined
): Promise<CountersExamination> {
  const seen = { database: counters.database.kind, writable: await isWritable(counters.database) };
  const quality = await readQuality(counters, now, (progress) => onProgress({ ...seen, progress }));
  return { ...seen, quality };
}

import type { Kysely } from 'kysely';

import type { CountersTables } from '../columns/tables.ts';
import type { CountersWork } from './database.ts';
import { isDeadlock } from './failures/error-numbers.ts';
import { CountersError, isLostConnection, isNoAnswer } from './failures/failures.ts';
import type { CountersSchema } from './schema.ts';

/** How often a transaction is tried that others win over. */
const ATTEMPTS = 3;

/**
 * Runs work in a transaction, and all of it once more when the server undid it in favour of another one.
 * @throws {CountersError} `unconfirmed` when the server fell silent over the commit; else what ended the work, of the driver
 */
export async function writeInTransaction<T>(
  db: Kysely<CountersSchema>,
  work: CountersWork<T>,
  tables: CountersTables
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(db, work, tables);
    } catch (error) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) {
        throw error;
      }
    }
  }
}

/** Runs work in a transaction; on a fresh connection when the first one was lost before the transaction had begun. */
async function writeOnce<T>(db: Kysely<CountersSchema>, work: CountersWork<T>, tables: CountersTables): Promise<T> {
  let begun = false;
  let committing = false;
  /** What ended the work; the failing roll-back on a lost connection would hide it. */
  let cause: unknown;
  const attempt = () =>
    db.transaction().execute(async (transaction) => {
      begun = true;
      try {
        const result = await work(transaction, tables);
        committing = true;
        return result;
      } catch (error) {
        cause = error;
        throw error;
      }
    });
  try {
    return await attempt().catch((error: unknown) => {
      if (begun || !isLostConnection(error)) {
        throw error;
      }
      return attempt();
    });
  } catch (error) {
    // The server may have read the commit, and may act on it whenever it goes on.
    throw committing && isNoAnswer(error) ? new CountersError('unconfirmed', error) : (cause ?? error);
  }
}

import { checkedUntil, setCheckedUntil } from '../store/schedule/schedules.ts';
import type { StoreDatabase } from '../store/schema.ts';
import type { Occurrences, Schedule } from './cron.ts';
import type { Leading } from './leader.ts';

/** Something that is done at the times of a schedule. */
export interface Scheduled {
  /** Unique; names it in the store. */
  name: string;
  schedule: Schedule;
  occurrences: Occurrences;
}

/** Due times that have come since they were looked at last. */
export interface CameDue {
  times: Date[];
  /** Notes, in the transaction that makes them somebody's work, that they are dealt with. */
  done(transaction: StoreDatabase): Promise<void>;
}

/** Finds out which due times have come, without asking the store until one has. */
export interface DueTimes {
  /** @returns undefined while there are none */
  since(scheduled: Scheduled, leading: Leading, now: Date): Promise<CameDue | undefined>;
}

/** What was missed for longer is not made up. */
export const MAKE_UP_MS = 24 * 60 * 60_000;

/** What is older is not even a line of the ledger. */
const OLDEST_MS = 31 * 86_400_000;

export function createDueTimes(): DueTimes {
  /** When each is due next, as long as this backend leads: another leader may have gone on meanwhile. */
  let term: AbortSignal | undefined;
  const next = new Map<string, Date | undefined>();

  return {
    async since({ name, schedule, occurrences }, { db, signal }, now) {
      if (signal !== term) {
        term = signal;
        next.clear();
      }
      if (!next.has(name)) {
        next.set(name, occurrences.next(await checkedUntil(db, { name, ...schedule }, now)));
      }
      const due = next.get(name);
      if (due === undefined || due > now) {
        return undefined;
      }
      const oldest = new Date(now.getTime() - OLDEST_MS);
      const from = due < oldest ? oldest : new Date(due.getTime() - 1);
      return {
        times: occurrences.between(from, now),
        async done(transaction) {
          await setCheckedUntil(transaction, name, now);
          next.delete(name);
        },
      };
    },
  };
}

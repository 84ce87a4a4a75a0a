import type { Clock } from '../clock.ts';
import type { Rules } from '../config/rules.ts';
import type { Logger } from '../logger.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { purgeTickets } from '../store/tickets-repository.ts';
import { Due } from './due.ts';

const DAY_MS = 24 * 60 * 60_000;
const FIRST_AFTER_MS = 10 * 60_000;

/** Removes, once a day, done tickets older than `retention.doneDays` on the business clock. */
export function createPurge(options: { db: StoreDatabase; rules: Rules; clock: Clock; logger: Logger }): {
  runIfDue(): Promise<void>;
} {
  const { db, rules, clock, logger } = options;
  const due = new Due(DAY_MS, FIRST_AFTER_MS);
  return {
    async runIfDue() {
      if (due.isDue()) {
        due.succeeded();
        const before = new Date(clock.now().getTime() - rules.retention.doneDays * DAY_MS);
        const removed = await purgeTickets(db, before);
        logger.info({ removed, before }, 'done tickets older than the retention were removed');
      }
    },
  };
}

import type { Clock } from '../domain/clock/clock.ts';
import { firstWholeDay, type LocalDay, localDays } from '../domain/clock/local-days.ts';
import { retentionLimit } from '../domain/history/retention.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Logger } from '../main/logger.ts';
import { purgeAudit } from '../store/audit.ts';
import { purgeSourceGaps } from '../store/history/source-gaps.ts';
import { keepFlow } from '../store/history/ticket-flow.ts';
import { purgeDeliveries } from '../store/reports/deliveries.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { purgeTickets } from '../store/upstream-rows/tickets-repository.ts';
import { Due } from './due.ts';

const DAY_MS = 24 * 60 * 60_000;
const FIRST_AFTER_MS = 10 * 60_000;

/**
 * Removes, once a day, done tickets older than `retention.doneDays` on the business clock; before that, it keeps the
 * figures of each day whose tickets are all still there. The audit and the ledger of reports go by real time. What fails is tried again soon.
 */
export function createPurge(options: {
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  logger: Logger;
  /** When it is due for the first time, from now on, in milliseconds. */
  firstAfterMs?: number;
}): {
  runIfDue(): Promise<void>;
} {
  const { db, rules, clock, logger, firstAfterMs = FIRST_AFTER_MS } = options;
  const due = new Due(DAY_MS, firstAfterMs);

  async function purge(): Promise<void> {
    const now = clock.now();
    const before = retentionLimit(rules, now);
    await keepFlow(db, finishedDays(before, now, rules.grafana.timezone));
    const removed = await purgeTickets(db, before);
    await purgeSourceGaps(db, before);
    logger.info({ removed, before }, 'done tickets older than the retention were removed');
    const auditLimit = new Date(Date.now() - rules.retention.auditDays * DAY_MS);
    await purgeDeliveries(db, auditLimit);
    const entries = await purgeAudit(db, auditLimit);
    logger.info({ entries }, 'entries of the audit older than the retention were removed');
  }

  return {
    async runIfDue() {
      if (!due.isDue()) {
        return;
      }
      try {
        await purge();
        due.succeeded();
      } catch (error) {
        due.failed();
        throw error;
      }
    },
  };
}

/** Whole days from an instant on, up to yesterday. */
function finishedDays(from: Date, now: Date, timezone: string): LocalDay[] {
  return localDays(firstWholeDay(from, timezone), now, timezone).slice(0, -1);
}

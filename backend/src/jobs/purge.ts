import type { Clock } from '../domain/clock/clock.ts';
import { firstWholeDay, type LocalDay, localDays } from '../domain/clock/local-days.ts';
import { retentionLimit } from '../domain/history/retention.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { purgeAudit } from '../store/audit.ts';
import { purgeSourceGaps } from '../store/history/source-gaps.ts';
import { keepFlow } from '../store/history/ticket-flow.ts';
import { purgeDeliveries } from '../store/reports/deliveries.ts';
import { purgeTickets } from '../store/upstream-rows/tickets-repository.ts';
import type { Job } from './job.ts';
import { JOB_TEXTS } from './texts.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Removes done tickets older than `retention.doneDays` on the business clock; before that, it keeps the figures of each day whose
 * tickets are all still there. The audit and the ledger of reports go by real time.
 */
export function createPurge({ rules, clock }: { rules: Rules; clock: Clock }): Job {
  return {
    name: 'purge',
    async run({ db }) {
      const now = clock.now();
      const before = retentionLimit(rules, now);
      await keepFlow(db, finishedDays(before, now, rules.grafana.timezone));
      const tickets = await purgeTickets(db, before);
      await purgeSourceGaps(db, before);
      const auditLimit = new Date(Date.now() - rules.retention.auditDays * DAY_MS);
      const deliveries = await purgeDeliveries(db, auditLimit);
      const entries = await purgeAudit(db, auditLimit);
      return { summary: JOB_TEXTS.purged({ tickets, deliveries, entries }), checks: null };
    },
  };
}

/** Whole days from an instant on, up to yesterday. */
function finishedDays(from: Date, now: Date, timezone: string): LocalDay[] {
  return localDays(firstWholeDay(from, timezone), now, timezone).slice(0, -1);
}

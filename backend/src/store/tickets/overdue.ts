import { type RawBuilder, sql } from 'kysely';

import { overdueThreshold } from '../../domain/clock/business-clock.ts';
import type { Rules } from '../../domain/rules/rules.ts';

export type OverdueRules = Pick<Rules, 'queues' | 'businessClock'>;

/**
 * Whether a ticket is overdue, as a condition on `tickets`: open, and created before the threshold of its queue.
 * Never null: without a creation date, or without a queue, a ticket is not.
 */
export function isOverdue(rules: OverdueRules, now: Date): RawBuilder<boolean> {
  const thresholds = rules.queues.map((queue) => {
    const threshold = overdueThreshold(queue, now, rules);
    return sql`when ${queue.id} then ${threshold}::timestamptz`;
  });
  if (thresholds.length === 0) {
    return sql<boolean>`false`;
  }
  const threshold = sql`case tickets.queue ${sql.join(thresholds, sql` `)} end`;
  return sql<boolean>`coalesce(tickets.status_class = 'open' and tickets.created_at < ${threshold}, false)`;
}

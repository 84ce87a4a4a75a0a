import { type RawBuilder, sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { workingTimeBefore } from '../../domain/clock/business-clock.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { ATTENTION, type Attention } from '../../domain/tickets/attention.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeAteraTickets } from '../visible.ts';
import { isRepliedTo } from './answers.ts';
import { nearestDue } from './due-dates.ts';
import { narrowTickets, type TicketScope } from './scope.ts';

/*
 * Active tickets that somebody should look at. Atera only, as "Tableau de bord": Odoo's leads tell neither comments nor due
 * dates.
 */

export type AttentionRules = Pick<Rules, 'board' | 'businessClock'>;

/**
 * Nothing has happened for longer than the rules allow: it is older, no technician has commented since, and no reading has shown
 * another status, priority or technician since. What happened before the first reading of a ticket, its comments apart, is not known and
 * counts as nothing. A ticket of which no date is known is not idle.
 */
function isIdle(rules: AttentionRules, now: Date): RawBuilder<boolean> {
  const since = workingTimeBefore(rules.board.idleAfter, now, rules);
  const lastSign = sql`greatest(
    tickets.created_at, tickets.first_comment_at, tickets.last_technician_comment_at, tickets.changed_at)`;
  return sql<boolean>`${lastSign} < ${since}`;
}

/** Whether an active Atera ticket calls for attention for a reason, as a condition on `tickets` that may be null. */
export function callsForAttention(reason: Attention, rules: AttentionRules, now: Date): RawBuilder<boolean> {
  switch (reason) {
    case 'unassigned':
      return sql<boolean>`tickets.unassigned`;
    case 'idle':
      return isIdle(rules, now);
    case 'replied':
      return isRepliedTo;
    case 'breached':
      return sql<boolean>`${nearestDue} < ${now}::timestamptz`;
  }
}

/** How many active tickets call for attention, by reason. */
export async function countAttention(
  db: StoreDatabase,
  access: Access,
  scope: TicketScope,
  { rules, now }: { rules: AttentionRules; now: Date }
): Promise<Record<Attention, number>> {
  const query = await narrowTickets(activeAteraTickets(db, access), scope);
  return query
    .select(
      ATTENTION.map((reason) =>
        sql<number>`count(*) filter (where ${callsForAttention(reason, rules, now)})`.as(reason)
      )
    )
    .executeTakeFirstOrThrow();
}

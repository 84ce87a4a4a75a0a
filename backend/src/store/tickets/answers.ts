import { sql } from 'kysely';

/* Conditions on `tickets` about the comments that people exchange. Atera only: Odoo's leads tell none. */

/** Never answered: neither the first comment of a technician nor a later one is known. */
export const isUnanswered = sql<boolean>`(tickets.first_comment_at is null and tickets.last_technician_comment_at is null)`;

/** The first comment of a technician; where Atera leaves it out, the later one that shows that there was one. */
export const firstKnownAnswer = sql<Date | null>`coalesce(tickets.first_comment_at, tickets.last_technician_comment_at)`;

/** Atera may leave one of the dates out: the later one that is known counts. */
export const lastAnswer = sql<Date | null>`greatest(tickets.first_comment_at, tickets.last_technician_comment_at)`;

/** The end user has written since a technician last did; false or null without a comment of either. */
export const isRepliedTo = sql<boolean>`tickets.last_end_user_comment_at > ${lastAnswer}`;

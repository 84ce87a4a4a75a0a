import { type ErrorCode, VigieError } from './errors.ts';
import type { LocalizedText } from './tickets/labels.ts';

/**
 * - `queue_full`: a token has more queries waiting than may wait;
 * - `waited_too_long`: a query's turn did not come in time;
 * - `late`: the whole process is late with its work.
 */
export type BusyReason = 'queue_full' | 'waited_too_long' | 'late';

const CODES: Record<BusyReason, ErrorCode> = {
  queue_full: 'rate_limited',
  waited_too_long: 'rate_limited',
  late: 'overloaded',
};

/** When somebody who was refused may try again. */
const RETRY_AFTER_SECONDS = 5;

const TEXTS: Record<BusyReason, LocalizedText> = {
  queue_full: {
    fr: `Trop de requêtes sur les compteurs attendent déjà avec ce jeton. Réessayez dans ${RETRY_AFTER_SECONDS} secondes, avec moins de requêtes à la fois.`,
    en: `Too many queries of the counters are waiting with this token already. Try again in ${RETRY_AFTER_SECONDS} seconds, with fewer queries at a time.`,
  },
  waited_too_long: {
    fr: `Cette requête sur les compteurs a attendu trop longtemps derrière d’autres. Réessayez dans ${RETRY_AFTER_SECONDS} secondes, avec moins de requêtes à la fois ou des périodes plus courtes.`,
    en: `This query of the counters waited too long behind others. Try again in ${RETRY_AFTER_SECONDS} seconds, with fewer queries at a time or shorter ranges.`,
  },
  late: {
    fr: `Vigie a plus de travail qu’elle n’en peut faire en ce moment. Réessayez dans ${RETRY_AFTER_SECONDS} secondes.`,
    en: `Vigie has more work than it can do at the moment. Try again in ${RETRY_AFTER_SECONDS} seconds.`,
  },
};

/** Somebody asks for more than can be done now; it is no fault of what is asked. */
export class BusyError extends VigieError {
  readonly reason: BusyReason;
  readonly retryAfterSeconds = RETRY_AFTER_SECONDS;

  constructor(reason: BusyReason) {
    super(CODES[reason], TEXTS[reason]);
    this.reason = reason;
  }
}

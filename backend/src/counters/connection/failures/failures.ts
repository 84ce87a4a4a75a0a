import { type ErrorCode, VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { failureOf } from './error-numbers.ts';
import { type CountersFailure, FAILURE_SENTENCES, MAYBE_TLS } from './sentences.ts';

/** Failures that are no outage: the database answers, and says no. */
const CODES: Partial<Record<CountersFailure, ErrorCode>> = {
  denied: 'counters_denied',
  read_only: 'counters_denied',
  view_not_writable: 'counters_denied',
  value: 'value_refused',
};

/**
 * The counters database gave no answer, or said no: a sentence without its address, its user or its own words.
 * What the driver said is the `cause`, for the log.
 */
export class CountersError extends VigieError {
  readonly failure: CountersFailure;

  /** @param detail follows the sentence */
  constructor(failure: CountersFailure, cause: unknown, detail?: LocalizedText) {
    const { fr, en } = FAILURE_SENTENCES[failure];
    super(
      CODES[failure] ?? 'source_unavailable',
      {
        fr: `La base des compteurs ${fr}${detail ? ` : ${detail.fr}` : ''}.`,
        en: `The counters database ${en}${detail ? `: ${detail.en}` : ''}.`,
      },
      { cause }
    );
    this.failure = failure;
  }
}

/**
 * Turns a driver's error into a `CountersError`; an error that already is one for the caller stays.
 * @param encrypted whether the connection uses TLS: without, a server tells an account that requires it that its password is
 *   wrong
 */
export function toCountersError(error: unknown, { encrypted }: { encrypted: boolean }): VigieError {
  if (error instanceof VigieError) {
    return error;
  }
  const failure = failureOf(error);
  return new CountersError(failure, error, failure === 'credentials' && !encrypted ? MAYBE_TLS : undefined);
}

/** True when the same statement may well succeed on a fresh connection. */
export function isLostConnection(error: unknown): boolean {
  return failureOf(error) === 'lost';
}

/** What a whole server is down with. A connection lost twice in a row is a server that is not there. */
const OUTAGES: ReadonlySet<CountersFailure> = new Set(['unreachable', 'lost', 'out_of_cluster']);

/** True when the next statement would meet the same. */
export function isOutage(error: unknown): boolean {
  return OUTAGES.has(error instanceof CountersError ? error.failure : failureOf(error));
}

/** True when the server never said what became of a statement. */
export function isNoAnswer(error: unknown): boolean {
  return isOutage(error) || failureOf(error) === 'timeout';
}

import type { AttemptOutcome, Delivery } from '../store/reports/deliveries.ts';
import type { DeliveryRecipient } from '../store/schema.ts';
import { DELIVERY_TEXTS } from './delivery-texts.ts';
import type { MailOutcome } from './mail/mailer.ts';

const MINUTE_MS = 60_000;

/** How long after each attempt the next one comes: all of them within five hours. */
export const RETRIES_MS: readonly number[] = [1, 5, 15, 60, 180].map((minutes) => minutes * MINUTE_MS);

/**
 * Who is still to get a report. A retry leaves out who has it and who was refused for good; what a person asks for again goes to
 * those who have not got it, or to everybody when all have.
 *
 * @param wanted - the addresses of the rules
 */
export function stillToReach(
  { recipients, requestedBy, attempts }: Pick<Delivery, 'recipients' | 'requestedBy' | 'attempts'>,
  wanted: readonly string[]
): string[] {
  const byState = (...states: DeliveryRecipient['state'][]): Set<string> =>
    new Set(recipients.filter(({ state }) => states.includes(state)).map(({ address }) => address));
  const asked = requestedBy !== null && attempts === 0;
  const done = asked ? byState('accepted') : byState('accepted', 'refused');
  const left = wanted.filter((address) => !done.has(address));
  return asked && left.length === 0 ? [...wanted] : left;
}

/**
 * What the ledger notes of an attempt.
 *
 * @param attempt - its number, from 1 on
 * @param before - what earlier attempts came to
 */
export function outcomeOf(
  { result, recipients, problem }: MailOutcome,
  attempt: number,
  before: readonly DeliveryRecipient[],
  retriesMs: readonly number[] = RETRIES_MS
): AttemptOutcome {
  const reached = new Set(recipients.map(({ address }) => address));
  const all = [...before.filter(({ address }) => !reached.has(address)), ...recipients];
  // Told to wait by an earlier attempt. This one got as far as the message, so that what was said of the address is over.
  const waiting = ({ state }: DeliveryRecipient): boolean => state === 'deferred';
  const retryInMs = retriesMs[attempt - 1] ?? null;
  switch (result) {
    case 'unknown':
      return {
        state: 'maybe_sent',
        recipients: all.filter((recipient) => !waiting(recipient)),
        error: DELIVERY_TEXTS.unknown(problem ?? ''),
        retryInMs: null,
      };
    case 'refused': {
      const error = problem === null ? DELIVERY_TEXTS.noneAccepted : DELIVERY_TEXTS.refused(problem);
      // Others may have it since an earlier attempt.
      const state = all.some((recipient) => recipient.state === 'accepted') ? 'sent' : 'failed';
      const ended = all.map((each): DeliveryRecipient =>
        waiting(each) ? { ...each, state: 'refused', detail: null } : each
      );
      return { state, recipients: ended, error, retryInMs: null };
    }
    case 'deferred':
    case 'taken': {
      const left = result === 'deferred' || all.some(waiting);
      if (!left) {
        return { state: 'sent', recipients: all, error: null, retryInMs: null };
      }
      const error = problem === null ? DELIVERY_TEXTS.someDeferred : DELIVERY_TEXTS.deferred(problem);
      if (retryInMs !== null) {
        return { state: 'pending', recipients: all, error, retryInMs };
      }
      const state = all.some((recipient) => recipient.state === 'accepted') ? 'sent' : 'failed';
      return { state, recipients: all, error, retryInMs: null };
    }
  }
}

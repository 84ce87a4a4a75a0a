import { setTimeout as sleep } from 'node:timers/promises';

import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  ExponentialBackoff,
  handleWhen,
  isTaskCancelledError,
  retry,
  timeout,
  TimeoutStrategy,
} from 'cockatiel';

import { type MakeError, UpstreamError } from './errors.ts';
import type { Priority, RequestBudget } from './request-budget.ts';
import { HTTP_TEXTS, PATIENCE_TEXTS } from './texts.ts';

export interface ResilienceSettings {
  /** Tries of one request in all. */
  attempts: number;
  /** Time for one try, from sending to the last byte, in milliseconds. */
  attemptTimeoutMs: number;
  /** Median of the first back-off, in milliseconds; the following ones grow with decorrelated jitter. */
  initialDelayMs: number;
  maxDelayMs: number;
  /** Pause after a 429 that does not say how long, in milliseconds. */
  rateLimitPauseMs: number;
  /** Longest pause that an upstream's Retry-After is followed for, in milliseconds; then one request asks again. */
  longestPauseMs: number;
  /** A request does not wait for pauses longer than this: it fails at once and says until when, in milliseconds. */
  maxPauseMs: number;
  /** Failures in a row that open the circuit, and how long it stays open, in milliseconds. */
  breakerFailures: number;
  breakerOpenMs: number;
}

export const DEFAULT_RESILIENCE: ResilienceSettings = {
  attempts: 4,
  attemptTimeoutMs: 20_000,
  initialDelayMs: 500,
  maxDelayMs: 10_000,
  rateLimitPauseMs: 5_000,
  // Limits of this kind count minutes, and a source is shown as late after two of them. One request every two minutes
  // costs an upstream nothing, even where it asks for an hour.
  longestPauseMs: 120_000,
  maxPauseMs: 25_000,
  breakerFailures: 10,
  breakerOpenMs: 10_000,
};

export interface Call {
  priority: Priority;
  signal?: AbortSignal | undefined;
}

export interface Resilience {
  /** Runs one request with budget, time limit, circuit breaker and retries. Every try takes from the budget. */
  execute<T>(attempt: (signal: AbortSignal) => Promise<T>, call: Call): Promise<T>;
}

/** The one way in which requests to an upstream are repeated and held back. */
export function createResilience(
  service: string,
  budget: RequestBudget,
  makeError: MakeError,
  settings: ResilienceSettings = DEFAULT_RESILIENCE
): Resilience {
  const isTransient = (error: unknown): boolean => error instanceof UpstreamError && error.transient;
  const timeLimit = timeout(settings.attemptTimeoutMs, TimeoutStrategy.Aggressive);
  // A 429 says that the upstream is well: it pauses the budget instead of opening the circuit.
  const isOutage = (error: unknown): error is UpstreamError =>
    isTransient(error) && (error as UpstreamError).kind !== 'rate_limited';
  const breaker = circuitBreaker(handleWhen(isOutage), {
    breaker: new ConsecutiveBreaker(settings.breakerFailures),
    halfOpenAfter: settings.breakerOpenMs,
  });
  // The library's own delay cannot be aborted, so a try sleeps before it starts instead.
  const retries = retry(handleWhen(isTransient), {
    maxAttempts: settings.attempts - 1,
    backoff: new ConstantBackoff(0),
  });

  /** The last failure that paused the requests, and the last one that counts towards opening the circuit. */
  let pausedBy: UpstreamError | undefined;
  let lastFailure: UpstreamError | undefined;

  function refuseLongPause(): void {
    const pausedForMs = budget.pausedForMs;
    if (pausedForMs > settings.maxPauseMs) {
      const seconds = Math.ceil(pausedForMs / 1000);
      const text = PATIENCE_TEXTS.paused(service, seconds, pausedBy?.text);
      throw makeError(pausedBy?.kind ?? 'rate_limited', text, { retryAfterMs: pausedForMs, transient: false });
    }
  }

  /** Pauses every request of the connection when an answer asks for it, however it does. */
  function pauseIfAsked(error: UpstreamError): void {
    if (error.kind === 'rate_limited' || error.retryAfterMs !== undefined) {
      pausedBy = error;
      budget.pause(Math.min(error.retryAfterMs ?? settings.rateLimitPauseMs, settings.longestPauseMs));
    }
  }

  async function tryOnce<T>(attempt: (signal: AbortSignal) => Promise<T>, call: Call): Promise<T> {
    refuseLongPause();
    const release = await budget.acquire(call.priority, call.signal);
    try {
      const result = await timeLimit.execute(({ signal }) => attempt(signal), call.signal);
      release(true);
      return result;
    } catch (error) {
      if (call.signal?.aborted !== true && isTimeUp(error)) {
        throw makeError('timeout', PATIENCE_TEXTS.timeout(service, settings.attemptTimeoutMs / 1000));
      }
      if (error instanceof UpstreamError) {
        pauseIfAsked(error);
      }
      throw error;
    } finally {
      // What failed for another reason than a pause is the circuit breaker's business: it holds nobody back here.
      release(call.signal?.aborted !== true);
    }
  }

  return {
    async execute(attempt, call) {
      let delays = new ExponentialBackoff({
        initialDelay: settings.initialDelayMs,
        maxDelay: settings.maxDelayMs,
      }).next();
      try {
        return await retries.execute(async ({ attempt: retried }) => {
          if (retried > 0) {
            delays = delays.next(undefined);
            // On top of a pause that was asked for, which every request waits for in the budget.
            await sleep(delays.duration, undefined, abortable(call.signal));
          }
          try {
            return await breaker.execute(() => tryOnce(attempt, call), call.signal);
          } catch (error) {
            lastFailure = isOutage(error) ? error : lastFailure;
            throw error;
          }
        }, call.signal);
      } catch (error) {
        throw asOwnError(error, service, makeError, lastFailure, call.signal);
      }
    },
  };
}

function abortable(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The time limit either ends the race itself or makes the request fail as aborted, whichever comes first. */
function isTimeUp(error: unknown): boolean {
  return error instanceof UpstreamError
    ? error.kind === 'aborted'
    : error instanceof Error && isTaskCancelledError(error);
}

/** @param lastFailure what kept the circuit open: the cause that people must hear of, whatever stands in front of it */
function asOwnError(
  error: unknown,
  service: string,
  makeError: MakeError,
  lastFailure: UpstreamError | undefined,
  signal: AbortSignal | undefined
): unknown {
  if (signal?.aborted === true) {
    return makeError('aborted', HTTP_TEXTS.givenUp(service));
  }
  if (!(error instanceof BrokenCircuitError)) {
    return error;
  }
  return makeError(lastFailure?.kind ?? 'unavailable', PATIENCE_TEXTS.broken(service, lastFailure?.text), {
    transient: false,
  });
}

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
  const breaker = circuitBreaker(
    handleWhen((error) => isTransient(error) && (error as UpstreamError).kind !== 'rate_limited'),
    { breaker: new ConsecutiveBreaker(settings.breakerFailures), halfOpenAfter: settings.breakerOpenMs }
  );
  // The library's own delay cannot be aborted, so a try sleeps before it starts instead.
  const retries = retry(handleWhen(isTransient), {
    maxAttempts: settings.attempts - 1,
    backoff: new ConstantBackoff(0),
  });

  function refuseLongPause(): void {
    const pausedForMs = budget.pausedForMs;
    if (pausedForMs > settings.maxPauseMs) {
      const seconds = Math.ceil(pausedForMs / 1000);
      throw makeError('rate_limited', `${service} asked for no request during the next ${seconds} s`, {
        retryAfterMs: pausedForMs,
        transient: false,
      });
    }
  }

  async function tryOnce<T>(attempt: (signal: AbortSignal) => Promise<T>, call: Call): Promise<T> {
    refuseLongPause();
    const release = await budget.acquire(call.priority, call.signal);
    try {
      return await timeLimit.execute(({ signal }) => attempt(signal), call.signal);
    } catch (error) {
      if (call.signal?.aborted !== true && isTimeUp(error)) {
        throw makeError('timeout', `${service} did not answer within ${settings.attemptTimeoutMs / 1000} s`);
      }
      if (error instanceof UpstreamError && error.kind === 'rate_limited') {
        budget.pause(error.retryAfterMs ?? settings.rateLimitPauseMs);
      }
      throw error;
    } finally {
      release();
    }
  }

  return {
    async execute(attempt, call) {
      let delays = new ExponentialBackoff({
        initialDelay: settings.initialDelayMs,
        maxDelay: settings.maxDelayMs,
      }).next();
      let lastError: unknown;
      try {
        return await retries.execute(async ({ attempt: retried }) => {
          if (retried > 0) {
            delays = delays.next(undefined);
            await sleep(waitBefore(delays.duration, lastError, settings), undefined, abortable(call.signal));
          }
          try {
            return await breaker.execute(() => tryOnce(attempt, call), call.signal);
          } catch (error) {
            lastError = error;
            throw error;
          }
        }, call.signal);
      } catch (error) {
        throw asOwnError(error, service, makeError, call.signal);
      }
    },
  };
}

/** A 429 waits in the budget's pause; a 5xx with Retry-After waits here as long as it asks, within reason. */
function waitBefore(backOffMs: number, error: unknown, settings: ResilienceSettings): number {
  const asked = error instanceof UpstreamError && error.kind !== 'rate_limited' ? error.retryAfterMs : undefined;
  return Math.max(backOffMs, Math.min(asked ?? 0, settings.maxPauseMs));
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

function asOwnError(error: unknown, service: string, makeError: MakeError, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) {
    return makeError('aborted', `The request to ${service} was given up`);
  }
  return error instanceof BrokenCircuitError
    ? makeError('unavailable', `${service} failed many times in a row: it is not asked for a few seconds`)
    : error;
}

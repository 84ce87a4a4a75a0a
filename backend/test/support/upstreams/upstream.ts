import type { TestContext } from 'node:test';

import type { ResilienceSettings } from '../../../src/upstreams/http/resilience.ts';

/** The key of simulators and clients in tests: long and odd enough to be searched for in logs. */
export const TEST_KEY = 'kEy-7f3a91c2d4-never-to-be-seen';

/** Retries and pauses of milliseconds, and no circuit breaker: tests see each failure by itself. */
export const QUICK: Partial<ResilienceSettings> = {
  initialDelayMs: 1,
  maxDelayMs: 2,
  rateLimitPauseMs: 1,
  attemptTimeoutMs: 5_000,
  breakerFailures: 1_000_000,
};

/** Options of a client of a simulator, whichever system it plays: the key, room for requests, quick retries. */
export function optionsFor<Options extends { resilience?: Partial<ResilienceSettings> }>(
  simulator: { url: string },
  options: Options
) {
  return {
    url: simulator.url,
    apiKey: TEST_KEY,
    requestsPerMinute: 10_000,
    ...options,
    resilience: { ...QUICK, ...options.resilience },
  };
}

/** Closes a simulator or a client when the test ends. */
export function closedAfter<Resource extends { close: () => unknown }>(t: TestContext, resource: Resource): Resource {
  t.after(() => resource.close());
  return resource;
}

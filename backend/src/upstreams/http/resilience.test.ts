import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type MakeError, UpstreamError } from './errors.ts';
import { RequestBudget } from './request-budget.ts';
import { createResilience, DEFAULT_RESILIENCE, type ResilienceSettings } from './resilience.ts';

const makeError: MakeError = (kind, text, detail) => new UpstreamError(kind, text, detail);

/** The same in both languages. */
const told = (text: string): LocalizedText => ({ fr: text, en: text });

function setUp(settings: Partial<ResilienceSettings> = {}) {
  const budget = new RequestBudget({ perMinute: 1_000, maxConcurrent: 10 });
  const quick = { ...DEFAULT_RESILIENCE, initialDelayMs: 1, maxDelayMs: 2, rateLimitPauseMs: 1, ...settings };
  return { budget, resilience: createResilience('Upstream', budget, makeError, quick) };
}

/** Fails as given, one kind a try, then succeeds; counts the tries. */
function failing(...kinds: UpstreamError['kind'][]) {
  const attempt = async (): Promise<string> => {
    const kind = kinds[attempt.tries];
    attempt.tries += 1;
    if (kind !== undefined) {
      throw makeError(kind, told(`try ${attempt.tries}: ${kind}`));
    }
    return 'answer';
  };
  attempt.tries = 0;
  return attempt;
}

test('what may pass is tried again, within bounds', async () => {
  const { resilience } = setUp();
  const attempt = failing('unavailable', 'invalid_answer', 'rate_limited');
  assert.equal(await resilience.execute(attempt, { priority: 'refresh' }), 'answer');
  assert.equal(attempt.tries, 4);

  const endless = failing(...Array<'timeout'>(9).fill('timeout'));
  await assert.rejects(resilience.execute(endless, { priority: 'refresh' }), {
    kind: 'timeout',
    message: 'try 4: timeout',
  });
  assert.equal(endless.tries, 4);
});

test('what a person must change is not tried again', async () => {
  for (const kind of ['unauthorized', 'forbidden', 'not_found'] as const) {
    const { resilience } = setUp();
    const attempt = failing(kind);
    await assert.rejects(resilience.execute(attempt, { priority: 'refresh' }), { kind });
    assert.equal(attempt.tries, 1);
  }
});

test('a 429 pauses every request of the connection for as long as asked', async () => {
  const { budget, resilience } = setUp({ attempts: 1 });
  const limited = async (): Promise<never> => {
    throw makeError('rate_limited', told('slow down'), { retryAfterMs: 20_000 });
  };
  await assert.rejects(resilience.execute(limited, { priority: 'refresh' }), { kind: 'rate_limited' });
  assert.ok(budget.pausedForMs > 19_000);
});

test('a pause longer than anybody would wait fails at once, without a request', async () => {
  const { budget, resilience } = setUp({ maxPauseMs: 1_000 });
  budget.pause(3_600_000);
  const attempt = failing();
  await assert.rejects(resilience.execute(attempt, { priority: 'refresh' }), {
    kind: 'rate_limited',
    message: 'Upstream asked for no request during the next 3600 s',
  });
  assert.equal(attempt.tries, 0);
});

test('an attempt without end is cut off', async () => {
  const { resilience } = setUp({ attempts: 2, attemptTimeoutMs: 5 });
  let aborted = 0;
  const hanging = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted += 1;
        reject(makeError('aborted', told('given up')));
      });
    });
  await assert.rejects(resilience.execute(hanging, { priority: 'refresh' }), {
    kind: 'timeout',
    message: 'Upstream did not answer within 0.005 s',
  });
  assert.equal(aborted, 2);
});

test('stopping ends a back-off at once', { timeout: 10_000 }, async () => {
  const { resilience } = setUp({ initialDelayMs: 60_000, maxDelayMs: 60_000 });
  const stop = new AbortController();
  const attempt = async (): Promise<never> => {
    setImmediate(() => stop.abort());
    throw makeError('unavailable', told('down'));
  };
  await assert.rejects(resilience.execute(attempt, { priority: 'refresh', signal: stop.signal }), { kind: 'aborted' });
});

test('after many failures in a row nobody asks until the circuit is tried again', async () => {
  const { resilience } = setUp({ attempts: 1, breakerFailures: 3, breakerOpenMs: 60_000 });
  for (let failure = 0; failure < 3; failure += 1) {
    await assert.rejects(resilience.execute(failing('unavailable'), { priority: 'refresh' }), /try 1/);
  }
  const attempt = failing();
  await assert.rejects(resilience.execute(attempt, { priority: 'refresh' }), { kind: 'unavailable' });
  assert.equal(attempt.tries, 0);
});

test('a pause is followed for two minutes at most, then asked about', async () => {
  const { budget, resilience } = setUp({ attempts: 1 });
  const limited = async (): Promise<never> => {
    throw makeError('rate_limited', told('slow down'), { retryAfterMs: 86_400_000 });
  };
  await assert.rejects(resilience.execute(limited, { priority: 'refresh' }), { kind: 'rate_limited' });
  assert.ok(budget.pausedForMs > 119_000 && budget.pausedForMs <= 120_000, String(budget.pausedForMs));
});

test('an outage that says how long it lasts pauses every request, and stays the reason', async () => {
  const { budget, resilience } = setUp({ attempts: 1 });
  const maintenance = async (): Promise<never> => {
    throw makeError('unavailable', told('Upstream fails (503)'), { retryAfterMs: 60_000 });
  };
  await assert.rejects(resilience.execute(maintenance, { priority: 'refresh' }), { kind: 'unavailable' });
  assert.ok(budget.pausedForMs > 59_000);
  await assert.rejects(resilience.execute(failing(), { priority: 'refresh' }), {
    kind: 'unavailable',
    message: 'Upstream asked for no request during the next 60 s: Upstream fails (503)',
  });
});

test('an open circuit names the last real cause, by its own kind', async () => {
  const { resilience } = setUp({ attempts: 1, breakerFailures: 3, breakerOpenMs: 60_000 });
  const kinds = ['unavailable', 'rate_limited', 'timeout', 'invalid_answer'] as const;
  for (const kind of kinds) {
    await assert.rejects(resilience.execute(failing(kind), { priority: 'refresh' }), { kind });
  }
  for (let request = 0; request < 2; request += 1) {
    await assert.rejects(resilience.execute(failing(), { priority: 'refresh' }), {
      kind: 'invalid_answer',
      message: 'Upstream failed many times in a row: try 1: invalid_answer',
    });
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitUntil } from '../../../servers/wait-until.ts';
import { simulatedJwtKey } from '../index.ts';
import { get, KEY, NOW, simulatorFor } from '../test-helper.ts';

const NEXT_YEAR = new Date('2027-03-01T00:00:00Z');

test('without a key, or with a wrong one: 401 with an empty body', async (t) => {
  const simulator = await simulatorFor(t);
  const refused: Array<Record<string, string>> = [
    {},
    { 'x-api-key': 'wrong' },
    { authorization: 'Bearer sim-atera-key' },
    { authorization: 'Basic c2ltLWF0ZXJhLWtleQ==' },
    { authorization: `Bearer ${simulatedJwtKey()}` },
  ];
  for (const headers of refused) {
    const response = await get(simulator, '/tickets', { headers });
    assert.equal(response.status, 401, JSON.stringify(headers));
    assert.equal(await response.text(), '');
  }
  assert.equal((await get(simulator, '/tickets')).status, 200);
});

test('a JWT key travels as Bearer only, and dies at its expiry', async (t) => {
  const key = simulatedJwtKey({ expires: NEXT_YEAR });
  let now = NOW;
  const simulator = await simulatorFor(t, { apiKeys: [key], now: () => now });
  const statusOf = async (headers: Record<string, string>) => (await get(simulator, '/account', { headers })).status;
  assert.equal(await statusOf({ authorization: `Bearer ${key}` }), 200);
  assert.equal(await statusOf({ 'x-api-key': key }), 401);
  now = NEXT_YEAR;
  assert.equal(await statusOf({ authorization: `Bearer ${key}` }), 401);
});

test('above the requests of a sliding minute: 429 without Retry-After, until the oldest is a minute old', async (t) => {
  let traffic = 0;
  const simulator = await simulatorFor(t, { requestsPerMinute: 2, trafficClock: () => traffic });
  const status = async () => (await get(simulator, '/account')).status;
  assert.equal(await status(), 200);
  traffic = 30_000;
  assert.equal(await status(), 200);
  const refused = await get(simulator, '/account');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), null);
  assert.equal(await refused.text(), '');
  traffic = 59_999;
  assert.equal(await status(), 429);
  traffic = 60_000;
  assert.equal(await status(), 200, 'the first one left the minute, refused ones never entered it');
  assert.equal(await status(), 429);
});

test('the limit can be lowered and made to tell when to come back', async (t) => {
  let traffic = 0;
  const simulator = await simulatorFor(t, { trafficClock: () => traffic });
  simulator.faults.set({ kind: 'rate-limit', requestsPerMinute: 1, retryAfter: 'seconds' });
  await get(simulator, '/account');
  traffic = 15_500;
  assert.equal((await get(simulator, '/account')).headers.get('retry-after'), '45');
  simulator.faults.set({ kind: 'rate-limit', requestsPerMinute: 1, retryAfter: 'http-date' });
  const retryAt = (await get(simulator, '/account')).headers.get('retry-after') ?? '';
  assert.equal(Date.parse(retryAt), NOW.getTime() + 45_000);
});

test('the log has every request with its outcome, and no key', async (t) => {
  const simulator = await simulatorFor(t);
  await get(simulator, '/tickets?page=2');
  await get(simulator, '/tickets/77', { headers: {} });
  const seen = simulator.requests.entries.map(({ method, path, query, status }) => ({ method, path, query, status }));
  assert.deepEqual(seen, [
    { method: 'GET', path: '/api/v3/tickets', query: { page: '2' }, status: 200 },
    { method: 'GET', path: '/api/v3/tickets/77', query: {}, status: 401 },
  ]);
  assert.ok(simulator.requests.entries.every(({ durationMs }) => durationMs !== null && durationMs >= 0));
  assert.equal(
    simulator.requests.count(({ status }) => status === 401),
    1
  );
  assert.equal(JSON.stringify(simulator.requests.entries).includes(KEY['x-api-key']), false);
});

test('the log tells how many requests were in flight together', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'hang' });
  const giveUp = new AbortController();
  const hanging = [1, 2, 3].map(() => get(simulator, '/account', { signal: giveUp.signal }));
  await waitUntil('all have come', () => simulator.requests.count() === 3);
  assert.equal(simulator.requests.maxConcurrent(), 3);
  giveUp.abort();
  await Promise.allSettled(hanging);
});

test('latency delays each answer by itself: requests overlap', async (t) => {
  const simulator = await simulatorFor(t, { latencyMs: 40 });
  await Promise.all([1, 2, 3, 4].map(() => get(simulator, '/account')));
  assert.ok(simulator.requests.maxConcurrent() > 1);
  // A timer may fire a fraction of a millisecond early.
  assert.ok(simulator.requests.entries.every(({ durationMs }) => (durationMs ?? 0) >= 39));
});

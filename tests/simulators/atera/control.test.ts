import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { AteraSimulator } from './index.ts';
import { get, NOW, simulatorFor, ticketRow } from './test-helper.ts';

async function control(simulator: AteraSimulator, method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.url}/_sim${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('faults are set, listed and cleared over HTTP; the control API is touched by none', async (t) => {
  const simulator = await simulatorFor(t);
  const fault = { kind: 'status', status: 503 };
  await control(simulator, 'POST', '/faults', fault);
  assert.equal((await get(simulator, '/account')).status, 503);
  assert.deepEqual((await control(simulator, 'GET', '/faults')).body, { faults: [{ fault, hits: 1 }] });
  await control(simulator, 'POST', '/faults', [fault, { kind: 'date-skew', skewSeconds: 5 }]);
  assert.equal(simulator.faults.list().length, 2);
  await control(simulator, 'DELETE', '/faults');
  assert.equal((await get(simulator, '/account')).status, 200);
});

test('a wrong fault is refused with a sentence and changes nothing', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'hang' });
  for (const [body, message] of [
    [{ kind: 'explode' }, /Unknown fault kind "explode"; there are: status, /],
    [{ kind: 'status' }, /needs status: an HTTP status from 400 to 599/],
    [{ kind: 'status', status: 200 }, /status must be an HTTP status from 400 to 599, not 200/],
    [{ kind: 'hang', time: 3 }, /has no key "time"; it has: path, query, skip, times/],
    ['hang', /is an object with a "kind"/],
  ] as const) {
    const answer = await control(simulator, 'POST', '/faults', body);
    assert.equal(answer.status, 400);
    assert.match(String(answer.body['error']), message);
  }
  assert.equal(simulator.faults.list()[0]?.fault.kind, 'hang');
});

test('ticks, request log and a summary of the world', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(3) });
  assert.deepEqual((await control(simulator, 'GET', '/world')).body, {
    now: NOW.toISOString(),
    tickets: 3,
    active: 3,
    byStatus: { Open: 3 },
    alerts: { Open: 0, Resolved: 0, Snoozed: 0 },
    customers: 35,
  });
  const ticked = await control(simulator, 'POST', '/tick', { times: 4 });
  assert.equal((ticked.body['steps'] as unknown[]).length, 4);
  assert.equal(((await control(simulator, 'POST', '/tick')).body['steps'] as unknown[]).length, 1);
  assert.equal((await control(simulator, 'POST', '/tick', { time: 4 })).status, 400);

  await get(simulator, '/tickets');
  const log = await control(simulator, 'GET', '/requests');
  assert.equal(log.body['count'], 1, 'control requests are not logged');
  await control(simulator, 'DELETE', '/requests');
  assert.equal(simulator.requests.count(), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitUntil } from '../../servers/wait-until.ts';
import type { Fault } from './index.ts';
import { get, idsOf, NOW, simulatorFor, ticketPage, ticketRow } from './test-helper.ts';

for (const status of [403, 429, 500, 502, 503]) {
  test(`status ${status}: empty body, without Retry-After`, async (t) => {
    const simulator = await simulatorFor(t);
    simulator.faults.set({ kind: 'status', status });
    const response = await get(simulator, '/tickets');
    assert.equal(response.status, status);
    assert.equal(response.headers.get('retry-after'), null);
    assert.equal(await response.text(), '');
  });
}

test('Retry-After in seconds or as a date of the simulator clock', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'status', status: 429, retryAfterSeconds: 7 });
  assert.equal((await get(simulator, '/tickets')).headers.get('retry-after'), '7');
  simulator.faults.set({ kind: 'status', status: 503, retryAfterSeconds: 7, retryAfter: 'http-date' });
  const date = (await get(simulator, '/tickets')).headers.get('retry-after') ?? '';
  assert.equal(date, new Date(NOW.getTime() + 7000).toUTCString());
});

test('a revoked key gets 401 everywhere', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'key-revoked' });
  for (const path of ['/tickets', '/alerts', '/account', '/tickets/1']) {
    assert.equal((await get(simulator, path)).status, 401, path);
  }
});

test('reset: the connection breaks inside the headers', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(3) });
  simulator.faults.set({ kind: 'reset' });
  await assert.rejects(get(simulator, '/tickets'), (error: Error & { cause?: { code?: string } }) => {
    assert.equal(error.cause?.code, 'ECONNRESET');
    return true;
  });
  assert.equal(simulator.requests.count(), 1);
});

test('truncated: headers arrive, the body breaks off', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(50) });
  simulator.faults.set({ kind: 'truncated' });
  const response = await get(simulator, '/tickets');
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get('content-length')) > 0);
  assert.equal(response.headers.get('date'), NOW.toUTCString());
  await assert.rejects(response.text());
});

test('cut-json: a whole answer whose JSON is not', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(5) });
  simulator.faults.set({ kind: 'cut-json' });
  const response = await get(simulator, '/tickets');
  const text = await response.text();
  assert.equal(Buffer.byteLength(text), Number(response.headers.get('content-length')));
  assert.match(text, /^\{"items":\[/);
  assert.throws(() => JSON.parse(text), SyntaxError);
});

test('html and empty: 200 without JSON', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'html' });
  const page = await get(simulator, '/tickets');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(await page.text(), /^<!DOCTYPE html>/);
  simulator.faults.set({ kind: 'empty' });
  const nothing = await get(simulator, '/tickets');
  assert.equal(nothing.status, 200);
  assert.equal(await nothing.text(), '');
});

test('hang: no answer until the simulator closes', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'hang' });
  let settled = false;
  const hanging = get(simulator, '/tickets').finally(() => {
    settled = true;
  });
  hanging.catch(() => {});
  await waitUntil('the request has come', () => simulator.requests.count() === 1);
  simulator.faults.clear();
  assert.equal((await get(simulator, '/tickets')).status, 200, 'others are served meanwhile');
  assert.equal(settled, false);
  await simulator.close();
  await assert.rejects(hanging);
});

test('slow: the answer takes at least so long, and closing does not wait for it', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'slow', delayMs: 30 });
  assert.equal((await get(simulator, '/tickets')).status, 200);
  assert.ok((simulator.requests.entries[0]?.durationMs ?? 0) >= 29);
  simulator.faults.set({ kind: 'slow', delayMs: 600_000 });
  const waiting = get(simulator, '/tickets').catch(() => undefined);
  await waitUntil('the request has come', () => simulator.requests.count() === 2);
  await simulator.close();
  await waiting;
});

test('null-fields and missing-fields spoil every n-th item of lists, and single tickets', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(4, { TicketTitle: 'VPN', CustomerName: 'BASH' }) });
  simulator.faults.set(
    { kind: 'null-fields', fields: ['TicketTitle'], every: 2 },
    { kind: 'missing-fields', fields: ['CustomerName'] }
  );
  const { items } = await ticketPage(simulator, '/tickets');
  assert.deepEqual(
    items?.map(({ TicketTitle }) => TicketTitle),
    [null, 'VPN', null, 'VPN']
  );
  assert.ok(items.every((item) => !('CustomerName' in item)));
  const single = (await (await get(simulator, '/tickets/2')).json()) as object;
  assert.equal('CustomerName' in single, false);
  assert.equal(simulator.world.ticket(2)?.CustomerName, 'BASH', 'the data itself is unharmed');
});

test('wrong-total, null-items and duplicate-item spoil the envelope', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(45) });
  simulator.faults.set({ kind: 'wrong-total', by: 20 });
  const announced = await ticketPage(simulator, '/tickets');
  assert.deepEqual([announced.totalItemCount, announced.totalPages], [65, 4]);

  simulator.faults.set({ kind: 'null-items' });
  assert.equal((await ticketPage(simulator, '/tickets')).items, null);

  simulator.faults.set({ kind: 'duplicate-item' });
  const [first, second] = [await ticketPage(simulator, '/tickets'), await ticketPage(simulator, '/tickets?page=2')];
  assert.equal(idsOf(second)[0], idsOf(first).at(-1));
  assert.equal(idsOf(second).length, 20);
});

test('date-skew moves the Date header, also on errors', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.set({ kind: 'date-skew', skewSeconds: -600 }, { kind: 'status', status: 500 });
  const date = (await get(simulator, '/tickets')).headers.get('date') ?? '';
  assert.equal(Date.parse(date), NOW.getTime() - 600_000);
});

test('faults keep to their path, query and count', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(60) });
  const fault: Fault = {
    kind: 'status',
    status: 500,
    path: '/api/v3/tickets',
    query: { page: '2' },
    skip: 1,
    times: 2,
  };
  simulator.faults.set(fault);
  const status = async (path: string) => (await get(simulator, path)).status;
  assert.equal(await status('/tickets?page=1'), 200);
  assert.equal(await status('/tickets/lastmodified?page=2'), 200);
  const secondPages = [];
  for (let turn = 0; turn < 4; turn += 1) {
    secondPages.push(await status('/tickets?page=2'));
  }
  assert.deepEqual(secondPages, [200, 500, 500, 200]);
  assert.deepEqual(simulator.faults.list(), [{ fault, hits: 2 }]);
});

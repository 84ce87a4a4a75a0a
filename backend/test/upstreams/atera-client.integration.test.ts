import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';

import {
  type AteraSimulatorOptions,
  buildTicket,
  type Fault,
  simulatedJwtKey,
} from '../../../tests/simulators/atera/index.ts';
import { createAteraClient } from '../../src/upstreams/atera/client.ts';
import { AteraError } from '../../src/upstreams/atera/error.ts';
import type { UpstreamErrorKind } from '../../src/upstreams/http/errors.ts';
import { failureOf as failureWith } from '../support/store/failure.ts';
import { ateraClient, withAtera } from '../support/upstreams/atera.ts';
import { QUICK, TEST_KEY } from '../support/upstreams/upstream.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const CALL = { priority: 'refresh' } as const;
const threeTickets = { tickets: [1, 2, 3].map((id) => buildTicket(NOW, { TicketID: id })) };

const failureOf = (promise: Promise<unknown>): Promise<AteraError> => failureWith(promise, AteraError);

test('a page of tickets, with what it announced', async (t) => {
  const simulator = await withAtera(t, { ...threeTickets, now: () => new Date(NOW) });
  const page = await ateraClient(t, simulator).ticketsPage({ page: 1, status: 'Open' }, CALL);
  assert.deepEqual(
    page.items.map(({ externalId }) => externalId),
    [3, 2, 1]
  );
  assert.deepEqual([page.totalItems, page.totalPages, page.broken], [3, 1, []]);
  assert.deepEqual(page.serverDate, new Date(NOW));
  assert.deepEqual(simulator.requests.entries.at(-1)?.query, { ticketStatus: 'Open', page: '1', itemsInPage: '50' });
});

test('newer keys travel as Bearer and tell when they expire, older ones as X-API-KEY', async (t) => {
  const expires = new Date('2099-01-01T00:00:00Z');
  const jwt = simulatedJwtKey({ expires });
  const simulator = await withAtera(t, { apiKeys: [jwt, TEST_KEY] });
  const newer = ateraClient(t, simulator, { apiKey: jwt });
  const older = ateraClient(t, simulator);
  assert.equal((await newer.account(CALL)).plan, 'Expert');
  assert.equal((await older.account(CALL)).plan, 'Expert');
  assert.deepEqual([newer.keyExpiresAt, older.keyExpiresAt], [expires, null]);
});

test('a ticket by its id; null for one that Atera does not know', async (t) => {
  const client = ateraClient(t, await withAtera(t, threeTickets));
  assert.equal((await client.ticket(2, CALL)).ticket?.externalId, 2);
  assert.equal((await client.ticket(99, CALL)).ticket, null);
});

test('a path in the address is kept', async (t) => {
  const simulator = await withAtera(t);
  const client = ateraClient(t, simulator, { url: `${simulator.url}/proxy/` });
  assert.equal((await failureOf(client.account(CALL))).kind, 'not_found');
  assert.equal(simulator.requests.entries[0]?.path, '/proxy/api/v3/account');
});

const ATTEMPTS = 4;
const FAILURES: Record<string, { fault: Fault; kind: UpstreamErrorKind; requests: number; message: RegExp }> = {
  'a key that is wrong or revoked': {
    fault: { kind: 'key-revoked' },
    kind: 'unauthorized',
    requests: 1,
    message: /401/,
  },
  'a key without the right': { fault: { kind: 'status', status: 403 }, kind: 'forbidden', requests: 1, message: /403/ },
  'a wrong address': { fault: { kind: 'status', status: 404 }, kind: 'not_found', requests: 1, message: /404/ },
  'a refused request': { fault: { kind: 'status', status: 400 }, kind: 'invalid_answer', requests: 1, message: /400/ },
  'too many requests': {
    fault: { kind: 'status', status: 429 },
    kind: 'rate_limited',
    requests: ATTEMPTS,
    message: /429/,
  },
  'a failing server': {
    fault: { kind: 'status', status: 500 },
    kind: 'unavailable',
    requests: ATTEMPTS,
    message: /500/,
  },
  'a gateway without server': {
    fault: { kind: 'status', status: 503 },
    kind: 'unavailable',
    requests: ATTEMPTS,
    message: /503/,
  },
  'a reset connection': {
    fault: { kind: 'reset' },
    kind: 'unavailable',
    requests: ATTEMPTS,
    message: /cannot be reached/,
  },
  'no answer': { fault: { kind: 'hang' }, kind: 'timeout', requests: ATTEMPTS, message: /did not answer within/ },
  'a web page': { fault: { kind: 'html' }, kind: 'invalid_answer', requests: ATTEMPTS, message: /a web page/ },
  'an empty answer': { fault: { kind: 'empty' }, kind: 'invalid_answer', requests: ATTEMPTS, message: /empty answer/ },
  'a body cut by the network': {
    fault: { kind: 'truncated' },
    kind: 'unavailable',
    requests: ATTEMPTS,
    message: /cannot be reached/,
  },
  'JSON that stops half-way': {
    fault: { kind: 'cut-json' },
    kind: 'invalid_answer',
    requests: ATTEMPTS,
    message: /cut off/,
  },
  'items: null with a total': {
    fault: { kind: 'null-items' },
    kind: 'invalid_answer',
    requests: ATTEMPTS,
    message: /announced 3 items and sent none/,
  },
};

for (const [name, { fault, kind, requests, message }] of Object.entries(FAILURES)) {
  test(`${name}: ${kind}, in a sentence without the key`, async (t) => {
    const simulator = await withAtera(t, threeTickets);
    simulator.faults.set(fault);
    const attemptTimeoutMs = fault.kind === 'hang' ? 300 : 5_000;
    const client = ateraClient(t, simulator, { resilience: { attempts: ATTEMPTS, attemptTimeoutMs } });
    const error = await failureOf(client.ticketsPage({ page: 1 }, CALL));
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    assert.equal(simulator.requests.count(), requests);
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`, new RegExp(TEST_KEY));
  });

  if (requests > 1) {
    test(`${name}, twice: the third try brings the page`, async (t) => {
      const simulator = await withAtera(t, threeTickets);
      simulator.faults.set({ ...fault, times: 2 });
      const attemptTimeoutMs = fault.kind === 'hang' ? 1_000 : 5_000;
      const client = ateraClient(t, simulator, { resilience: { attemptTimeoutMs } });
      assert.equal((await client.ticketsPage({ page: 1 }, CALL)).items.length, 3);
      assert.equal(simulator.requests.count(), 3);
    });
  }
}

test('an answer larger than allowed is refused', async (t) => {
  const client = ateraClient(t, await withAtera(t, threeTickets), { maxBodyBytes: 1_000, resilience: { attempts: 1 } });
  assert.match((await failureOf(client.ticketsPage({ page: 1 }, CALL))).message, /more than 1000 bytes/);
});

test('a server that is not there', async (t) => {
  const simulator = await withAtera(t);
  const client = ateraClient(t, simulator, { resilience: { attempts: 2 } });
  await simulator.close();
  const error = await failureOf(client.account(CALL));
  assert.deepEqual([error.kind, error.message], ['unavailable', 'Atera cannot be reached (ECONNREFUSED)']);
});

for (const retryAfter of ['seconds', 'http-date'] as const) {
  for (const skewSeconds of [0, 600, -600, 86_400]) {
    test(`a Retry-After of 60 s as ${retryAfter}, Atera's clock ${skewSeconds} s off: nothing is sent before`, async (t) => {
      const simulator = await withAtera(t, threeTickets);
      simulator.faults.set(
        { kind: 'date-skew', skewSeconds },
        { kind: 'status', status: 429, retryAfterSeconds: 60, retryAfter, times: 1 }
      );
      const client = ateraClient(t, simulator);
      for (let request = 0; request < 3; request += 1) {
        const error = await failureOf(client.ticketsPage({ page: 1 }, CALL));
        assert.equal(error.kind, 'rate_limited');
        assert.match(error.message, /no request during the next (60|59|58) s/);
      }
      assert.equal(simulator.requests.count(), 1);
    });
  }
}

for (const [text, seconds] of [
  ['86400', 120],
  ['9'.repeat(40), 120],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 120],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['0', 0],
  ['-5', undefined],
  ['soon', undefined],
  ['1.5e3', undefined],
] as const) {
  const pause = seconds === 120 ? 'pauses two minutes' : seconds === 0 ? 'waits no longer' : 'pauses as without one';
  test(`Retry-After: ${text.slice(0, 30)} ${pause}`, async (t) => {
    const simulator = await withAtera(t, threeTickets);
    simulator.faults.set({ kind: 'status', status: 429, retryAfterText: text, times: 1 });
    const client = ateraClient(t, simulator, { resilience: { rateLimitPauseMs: 60_000 } });
    const first = client.ticketsPage({ page: 1 }, CALL);
    if (seconds === 0) {
      assert.equal((await first).items.length, 3);
      return;
    }
    const { message, retryAfterMs = 0 } = await failureOf(first);
    const expected = seconds ?? 60;
    assert.ok(retryAfterMs > (expected - 3) * 1000 && retryAfterMs <= expected * 1000, message);
  });
}

test('after a pause one request is sent, and answered, before any other', async (t) => {
  const simulator = await withAtera(t, threeTickets);
  const client = ateraClient(t, simulator, { maxConcurrent: 32 });
  simulator.faults.set(
    { kind: 'slow', delayMs: 100 },
    { kind: 'status', status: 429, retryAfterSeconds: 1, times: 32 }
  );
  await Promise.all(Array.from({ length: 46 }, () => client.ticketsPage({ page: 1 }, CALL)));
  assert.equal(
    simulator.requests.count(({ status }) => status === 429),
    32
  );
  assert.equal(
    simulator.requests.count(({ status }) => status === 200),
    46
  );
  const [probe, next] = simulator.requests.entries.slice(32);
  assert.ok(probe && next && next.at - probe.at >= 90, `${probe?.at} ${next?.at}`);
});

test('no more requests a minute than allowed, retries included', async (t) => {
  const simulator = await withAtera(t, threeTickets);
  simulator.faults.set({ kind: 'status', status: 500, times: 4 });
  const client = ateraClient(t, simulator, { requestsPerMinute: 10 });
  const stop = new AbortController();
  let answered = 0;
  const requests = Array.from({ length: 12 }, () =>
    client.ticketsPage({ page: 1 }, { ...CALL, signal: stop.signal }).then(() => {
      answered += 1;
      if (answered === 6) {
        setImmediate(() => stop.abort());
      }
    })
  );
  const ends = await Promise.allSettled(requests);
  assert.equal(ends.filter((end) => end.status === 'rejected').length, 6);
  assert.equal(simulator.requests.count(), 10);
});

test('counts each request in the metrics, without ids in its name', async (t) => {
  const simulator = await withAtera(t, threeTickets);
  const told: { connection: string; operation: string; status: number }[] = [];
  const client = ateraClient(t, simulator, {
    name: 'lyon-atera',
    onRequest: ({ durationMs, ...request }) => {
      assert.ok(durationMs > 0);
      told.push(request);
    },
    resilience: { attempts: 1 },
  });
  await client.ticket(2, CALL);
  simulator.faults.set({ kind: 'reset' });
  await failureOf(client.customersPage({ page: 1 }, CALL));
  assert.deepEqual(told, [
    { connection: 'lyon-atera', operation: 'ticket', status: 200 },
    { connection: 'lyon-atera', operation: 'customers', status: 0 },
  ]);
});

async function onePage(t: TestContext, options: AteraSimulatorOptions, fault: Fault) {
  const simulator = await withAtera(t, options);
  simulator.faults.set(fault);
  return ateraClient(t, simulator).ticketsPage({ page: 1 }, CALL);
}

test('names items without an id by their places, and keeps the others of the page', async (t) => {
  const page = await onePage(t, threeTickets, { kind: 'null-fields', fields: ['TicketID'], every: 2 });
  assert.deepEqual(
    [page.items.map(({ externalId }) => externalId), page.broken],
    [[2], ['position 1, TicketID null', 'position 3, TicketID null']]
  );
});

test('JSON that is no list of Atera is no empty list', async (t) => {
  const answers = [
    '{}',
    '[]',
    'null',
    '{"items":[]}',
    '{"items":{},"totalItemCount":0}',
    '{"items":[],"totalItemCount":"0"}',
  ];
  const server = createServer((_request, response) => void response.end(answers.shift()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createAteraClient({ name: 'atera', url, apiKey: TEST_KEY, resilience: { ...QUICK, attempts: 1 } });
  t.after(() => client.close());
  for (const answer of [...answers]) {
    const error = await failureOf(client.ticketsPage({ page: 1 }, CALL));
    assert.deepEqual(
      [error.kind, error.message.slice(0, 36)],
      ['invalid_answer', 'Atera sent something else than a lis'],
      answer
    );
  }
});

test('names the cause of an outage that opens the circuit', async (t) => {
  const simulator = await withAtera(t, threeTickets);
  simulator.faults.set({ kind: 'status', status: 502 });
  const client = ateraClient(t, simulator, { resilience: { attempts: 1, breakerFailures: 3 } });
  for (let request = 0; request < 3; request += 1) {
    await failureOf(client.ticketsPage({ page: 1 }, CALL));
  }
  const error = await failureOf(client.ticketsPage({ page: 1 }, CALL));
  assert.deepEqual([error.kind, error.message], ['unavailable', 'Atera failed many times in a row: Atera fails (502)']);
  assert.equal(simulator.requests.count(), 3);
});

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import type { CountersDatabase } from '../../src/counters/connection/database.ts';
import { createCountersSource } from '../../src/counters/connection/source.ts';
import { siteId } from '../../src/counters/sites/site-identity.ts';
import { defineCountersDataset } from '../../src/datasets/counters/counters-dataset.ts';
import { createAnswerCache } from '../../src/datasets/engine/answers/answer-cache.ts';
import { catalogueOf } from '../../src/datasets/engine/catalogue.ts';
import { defineDataset } from '../../src/datasets/engine/dataset.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import { VigieError } from '../../src/domain/errors.ts';
import { type CountersLoadRules, DEFAULT_COUNTERS_RULES } from '../../src/domain/rules/counters-rules.ts';
import { createLoad } from '../../src/load/load.ts';
import { createOperation } from '../../src/operation/operation.ts';
import { logCapture, send, TESTER, withApp } from '../support/server/server.ts';

const TITLE = { fr: 'Essai', en: 'Test' };
const NOW = new Date('2024-07-23T08:00:00Z');
const FLOOD = 60;
const SCOPES = ['counters:read', 'sites:write'] as const;

/** The application over two datasets of the counters, one of which works until the test ends it, and one of the board. */
async function setUp(t: TestContext, rules: Partial<CountersLoadRules> = {}) {
  const heavy: (() => void)[] = [];
  let light = 0;
  let board = 0;
  /** Statements that were sent, each as a function that has the database answer it with a failure. */
  const statements: (() => void)[] = [];
  const sent = () =>
    new Promise<never>((_, reject) =>
      statements.push(() =>
        reject(
          new VigieError('source_unavailable', {
            fr: 'La base de ce test ne répond rien.',
            en: 'The database of this test answers nothing.',
          })
        )
      )
    );
  const database = { kind: 'pglite', read: sent, write: sent } as unknown as CountersDatabase;
  const counted = { number: { type: 'number', title: TITLE } } as const;
  const datasets = [
    defineCountersDataset({
      name: 'counters.heavy',
      title: TITLE,
      description: TITLE,
      parameters: { code: { type: 'string', title: TITLE } },
      columns: counted,
      read: () => new Promise<{ number: number }[]>((resolve) => heavy.push(() => resolve([{ number: 1 }]))),
    }),
    defineCountersDataset({
      name: 'counters.light',
      title: TITLE,
      description: TITLE,
      parameters: { code: { type: 'string', title: TITLE } },
      columns: counted,
      read: () => Promise.resolve([{ number: (light += 1) }]),
    }),
    defineCountersDataset({
      name: 'counters.statements',
      title: TITLE,
      description: TITLE,
      parameters: { code: { type: 'string', title: TITLE } },
      columns: counted,
      read: async ({ counters: { database: own } }) => {
        await Promise.allSettled(Array.from({ length: 8 }, () => own.read(() => Promise.resolve(0))));
        return [{ number: 8 }];
      },
    }),
    defineDataset({
      name: 'tickets.light',
      title: TITLE,
      description: TITLE,
      scopes: ['tickets:read'],
      origin: 'tickets',
      parameters: { code: { type: 'string', title: TITLE } },
      columns: counted,
      read: () => Promise.resolve([{ number: (board += 1) }]),
    }),
  ];
  const clock = { now: () => NOW, fixed: false };
  const log = logCapture();
  const operation = createOperation();
  // Nobody is refused for having waited, however slow the machine is.
  const load = createLoad({ logger: log.logger, rules: { maxWaitSeconds: 600, ...rules }, operation });
  const counters = createCountersSource(database, DEFAULT_COUNTERS_RULES, {
    clock: fixedClock(NOW),
    logger: log.logger,
  });
  /** Ends what has begun until nothing is under way. */
  const drain = async (): Promise<void> => {
    load.lateWhen(() => false);
    await waitUntil('nothing is under way', () => {
      [...heavy.splice(0), ...statements.splice(0)].forEach((end) => end());
      return load.shares().length === 0;
    });
  };
  // Before the application closes, which waits for those who are not answered yet.
  t.after(drain);
  const app = await withApp(t, {
    catalogue: catalogueOf(datasets),
    services: { counters, clock, load, operation, answers: createAnswerCache() },
  });
  const ask = async (token: string, dataset: string, code?: string) => {
    const { status, headers, body } = await send<{
      results?: Record<string, QueryResult>;
      code?: string;
      detail?: string;
    }>(`${app.url}/v1/query`, {
      method: 'POST',
      token,
      body: { queries: [{ refId: 'A', dataset, params: { code } }] },
    });
    const result = body.results?.['A'];
    return {
      status,
      retryAfter: headers.get('retry-after'),
      code: body.code,
      detail: body.detail ?? result?.error,
      result,
      number: result?.frames[0]?.data.values[0]?.[0],
    };
  };
  /** Waits until so many queries of the one who asks for the most wait. */
  const untilWaiting = (count: number) =>
    waitUntil(`queries that wait: ${count}`, () => (load.shares()[0]?.waiting ?? 0) === count);
  const untilSent = (count: number) =>
    waitUntil(`statements that the database has: ${count}`, () => statements.length === count);
  const tokens = {
    hostile: (await app.dependencies.tokens.create({ name: 'hostile', scopes: SCOPES, enterprises: ['A'] }, TESTER))
      .token,
    other: (await app.dependencies.tokens.create({ name: 'other', scopes: SCOPES, enterprises: ['B'] }, TESTER)).token,
    board: (await app.dependencies.tokens.create({ name: 'board', scopes: ['tickets:read'] }, TESTER)).token,
  };
  return { app, ask, drain, heavy, load, log, statements, tokens, untilSent, untilWaiting };
}

describe('one tenant that asks for everything at once', () => {
  it('leaves another tenant and the board their answers', async (t) => {
    const { ask, drain, heavy, tokens, untilWaiting } = await setUp(t);
    const flood = Array.from({ length: FLOOD }, (_, index) => ask(tokens.hostile, 'counters.heavy', `${index}`));
    await untilWaiting(FLOOD - 2);
    // None of the flood has been answered: a caller that is has not waited for it.
    for (let times = 0; times < 10; times += 1) {
      const [other, board] = await Promise.all([
        ask(tokens.other, 'counters.light', `${times}`),
        ask(tokens.board, 'tickets.light', `${times}`),
      ]);
      assert.deepEqual([other.status, other.result?.status, board.status, board.result?.status], [200, 200, 200, 200]);
    }
    assert.equal(heavy.length, 2);
    await drain();
    assert.ok((await Promise.all(flood)).every(({ result }) => result?.status === 200));
  });

  it('has the queries of one body take turns too', async (t) => {
    const { app, ask, drain, heavy, tokens, untilWaiting } = await setUp(t);
    const queries = Array.from({ length: FLOOD }, (_, index) => ({
      refId: `${index}`,
      dataset: 'counters.heavy',
      params: { code: `${index}` },
    }));
    const body = send<{ results: Record<string, QueryResult> }>(`${app.url}/v1/query`, {
      method: 'POST',
      token: tokens.hostile,
      body: { queries },
    });
    await untilWaiting(FLOOD - 2);
    assert.equal((await ask(tokens.other, 'counters.light')).result?.status, 200);
    assert.equal(heavy.length, 2);
    await drain();
    assert.ok(Object.values((await body).body.results).every(({ status }) => status === 200));
  });

  it('has the routes of the sites take turns too, those that write as well', async (t) => {
    const { app, ask, drain, statements, tokens, untilSent, untilWaiting } = await setUp(t);
    const flood = Array.from({ length: 10 }, (_, index) => ask(tokens.hostile, 'counters.heavy', `${index}`));
    await untilWaiting(8);
    const site = (enterprise: string) => `${app.url}/v1/sites/${siteId({ enterprise, code: '001' })}`;
    const headers = { 'x-vigie-user': 'eve', 'x-vigie-role': 'Admin', 'if-match': '*' };
    const routes = (token: string, enterprise: string) => [
      () => send<{ code: string }>(`${app.url}/v1/sites`, { token }),
      () => send<{ code: string }>(site(enterprise), { token }),
      () => send<{ code: string }>(site(enterprise), { method: 'PATCH', token, headers, body: { city: 'Lyon' } }),
      () =>
        send<{ code: string }>(`${app.url}/v1/sites`, {
          ...{ method: 'POST', token, headers },
          body: { enterprise, code: '002', country: 'France', timezone: 'Europe/Paris' },
        }),
    ];
    const waiting = routes(tokens.hostile, 'A').map((route) => route());
    await untilWaiting(12);
    assert.equal(statements.length, 0);
    for (const route of routes(tokens.other, 'B')) {
      const answer = route();
      await untilSent(1);
      statements.pop()?.();
      const { status, body } = await answer;
      assert.deepEqual([status, body.code], [503, 'source_unavailable']);
    }
    await drain();
    assert.deepEqual(new Set((await Promise.all(waiting)).map(({ status }) => status)), new Set([503]));
    await Promise.all(flood);
  });

  it('has one statement at a time on the database while others ask, and most of its places while nobody does', async (t) => {
    const { app, ask, drain, statements, tokens, untilSent } = await setUp(t);
    const alone = ask(tokens.hostile, 'counters.statements');
    await untilSent(3);
    await ask(tokens.board, 'tickets.light');
    const others = ask(tokens.other, 'counters.statements');
    // It begins at once, in the place that was left.
    await untilSent(4);
    statements.splice(0, 3).forEach((end) => end());
    await untilSent(2);
    assert.equal((await ask(tokens.board, 'tickets.light', 'again')).status, 200);
    assert.equal(statements.length, 2);
    assert.match((await app.dependencies.metrics.render()).body, /vigie_counters_statement_wait_seconds_count 5\n/);
    await drain();
    assert.deepEqual([(await alone).number, (await others).number], [8, 8]);
  });

  it('is refused what exceeds its queue, with one line in the log, and is counted', async (t) => {
    const { app, ask, drain, load, log, tokens } = await setUp(t, { maxWaitingPerToken: 10 });
    const kept = await ask(tokens.hostile, 'counters.light');
    const refused: Awaited<ReturnType<typeof ask>>[] = [];
    const flood = Array.from({ length: FLOOD }, async (_, index) =>
      refused.push(await ask(tokens.hostile, 'counters.heavy', `${index}`))
    );
    // Of the others, none is answered before the drain.
    await waitUntil('the rest is refused', () => refused.length === FLOOD - 12);
    for (const { status, retryAfter, code, detail } of refused.slice()) {
      assert.deepEqual([status, retryAfter, code], [429, '5', 'rate_limited']);
      assert.match(
        detail ?? '',
        /^Too many queries of the counters are waiting with this token already. Try again in 5 s/
      );
    }
    // What it asked before is answered from what is kept, with the reason.
    const again = await ask(tokens.hostile, 'counters.light');
    assert.deepEqual([again.status, again.number], [200, kept.number]);
    assert.match(again.result?.frames[0]?.schema.meta.notices?.[0]?.text ?? '', /Too many queries .* Last good answer/);
    assert.equal((await ask(tokens.other, 'counters.light')).result?.status, 200);

    const metrics = (await app.dependencies.metrics.render()).body;
    const id = (await app.dependencies.tokens.list()).find(({ name }) => name === 'hostile')?.id;
    assert.match(metrics, new RegExp(`vigie_counters_queue_length\\{token="${id}"\\} 10\\n`));
    assert.match(metrics, new RegExp(`vigie_counters_in_flight\\{token="${id}"\\} 2\\n`));
    assert.match(
      metrics,
      new RegExp(`vigie_waiting\\{token="${id}",dataset="counters.heavy",reason="counters_turn"\\} 10\\n`)
    );
    assert.match(
      metrics,
      new RegExp(`vigie_refused_total\\{token="${id}",dataset="counters.heavy",reason="queue_full"\\} ${FLOOD - 12}\\n`)
    );
    // A name says whose company a token is for.
    assert.doesNotMatch(metrics, /hostile/);
    assert.match(metrics, /vigie_counters_wait_seconds_count\{dataset="counters.heavy"\} 2\n/);

    load.stop();
    const lines = log.lines().filter(({ msg }) => String(msg).startsWith('refused what was more'));
    assert.deepEqual(
      lines.map(({ count, level }) => [count, level]),
      [[FLOOD - 11, 40]]
    );
    assert.match(JSON.stringify(lines[0]?.['tokens']), /"tokenName":"hostile"/);
    assert.doesNotMatch(log.text() + app.log.text(), new RegExp(`${tokens.hostile}|query failed|request failed`));
    await drain();
    await Promise.all(flood);
  });

  it('loses the place in the queue when it has gone', async (t) => {
    const { app, drain, heavy, tokens, untilWaiting } = await setUp(t);
    const gone = new AbortController();
    const flood = Array.from({ length: 10 }, (_, index) =>
      fetch(`${app.url}/v1/query`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.hostile}`, 'content-type': 'application/json' },
        body: JSON.stringify({ queries: [{ refId: 'A', dataset: 'counters.heavy', params: { code: `${index}` } }] }),
        signal: gone.signal,
      })
    );
    await untilWaiting(8);
    gone.abort();
    await Promise.allSettled(flood);
    await untilWaiting(0);
    await drain();
    assert.equal(heavy.length, 0);
  });
});

describe('a process that is late with its work', () => {
  it('refuses the one who causes it, answers what is kept, and nobody else notices', async (t) => {
    const { app, ask, drain, load, tokens, untilWaiting } = await setUp(t);
    const kept = await ask(tokens.hostile, 'counters.light', 'kept');
    const flood = Array.from({ length: 10 }, (_, index) => ask(tokens.hostile, 'counters.heavy', `${index}`));
    await untilWaiting(8);
    load.lateWhen(() => true);

    const refused = await ask(tokens.hostile, 'counters.light', 'new');
    assert.deepEqual([refused.status, refused.code, refused.retryAfter], [503, 'overloaded', '5']);
    const again = await ask(tokens.hostile, 'counters.light', 'kept');
    assert.deepEqual([again.status, again.number], [200, kept.number]);
    const datasets = (token: string) => send(`${app.url}/v1/datasets`, { token });
    assert.equal((await datasets(tokens.hostile)).status, 503);
    assert.equal((await datasets(tokens.other)).status, 200);
    assert.equal((await ask(tokens.other, 'counters.light', 'new')).result?.status, 200);
    assert.equal((await ask(tokens.board, 'tickets.light', 'new')).result?.status, 200);
    assert.equal((await send(`${app.url}/health/ready`, { token: tokens.hostile })).status, 200);
    load.lateWhen(() => false);
    await drain();
    await Promise.all(flood);
  });

  it('answers what is kept when no cause is known, and refuses the rest', async (t) => {
    const { app, ask, load, tokens } = await setUp(t);
    const counters = await ask(tokens.other, 'counters.light');
    const board = await ask(tokens.board, 'tickets.light');
    load.lateWhen(() => true);
    assert.deepEqual([(await ask(tokens.other, 'counters.light')).number], [counters.number]);
    assert.deepEqual([(await ask(tokens.board, 'tickets.light')).number], [board.number]);
    for (const answer of [
      await ask(tokens.other, 'counters.light', 'new'),
      await ask(tokens.board, 'tickets.light', 'new'),
    ]) {
      assert.deepEqual([answer.status, answer.code, answer.retryAfter], [503, 'overloaded', '5']);
      assert.match(answer.detail ?? '', /^Vigie has more work than it can do/);
    }
    assert.equal((await send(`${app.url}/v1/datasets`, { token: tokens.board })).status, 503);
    assert.equal((await send(`${app.url}/health/ready`, { token: tokens.board })).status, 200);
    assert.equal((await send(`${app.url}/health/live`)).status, 200);
    load.lateWhen(() => false);
    assert.equal((await ask(tokens.board, 'tickets.light', 'new')).result?.status, 200);
  });
});

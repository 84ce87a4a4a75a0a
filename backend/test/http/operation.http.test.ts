import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';

import { rowsOf } from '../../../tests/fixtures/frames.ts';
import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { catalogueOf, loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { defineDataset } from '../../src/datasets/engine/dataset.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import type { Scope } from '../../src/domain/access/access.ts';
import { VigieError } from '../../src/domain/errors.ts';
import { takeLease } from '../../src/store/leases.ts';
import { send, TESTER, withApp } from '../support/server/server.ts';

const TITLE = { fr: 'Essai', en: 'Test' };
const MAIN: readonly Scope[] = ['tickets:read', 'counters:read', 'sites:write'];

/** The datasets of those who run Vigie. */
const OPERATION = [
  'system.backend',
  'system.callers',
  'system.load',
  'system.operation_alarms',
  'system.readings',
  'system.waiting',
];

/** The application with one more dataset, of the board, that works until the test ends it, or its signal. */
async function setUp(t: TestContext) {
  const slow: ((error?: Error) => void)[] = [];
  const held = defineDataset({
    name: 'tickets.held',
    title: TITLE,
    description: TITLE,
    scopes: ['tickets:read'],
    origin: 'none',
    parameters: {},
    columns: { number: { type: 'number', title: TITLE } },
    read: ({ signal }) =>
      new Promise<{ number: number }[]>((resolve, reject) => {
        slow.push((error) => (error === undefined ? resolve([{ number: 1 }]) : reject(error)));
        signal.addEventListener('abort', () => reject(new Error('ended by its signal')));
      }),
  });
  const app = await withApp(t, {
    catalogue: catalogueOf([...(await loadCatalogue()).list(), held]),
    services: { clock: { now: () => new Date(), fixed: false } },
  });
  const token = async (name: string, scopes: readonly Scope[], rest: { enterprises?: string[] } = {}) =>
    (await app.dependencies.tokens.create({ name, scopes, ...rest }, TESTER)).token;
  const main = await token('main', MAIN);
  const ask = async (dataset: string, { bearer = main, params = {} }: { bearer?: string; params?: object } = {}) => {
    const to = Date.now() + 60_000;
    const answer = await send<{ results: Record<string, QueryResult> }>(`${app.url}/v1/query`, {
      method: 'POST',
      token: bearer,
      body: { queries: [{ refId: 'A', dataset, params, from: to - 3_600_000, to }] },
    });
    return answer.body.results['A']!;
  };
  const rows = async (...asked: Parameters<typeof ask>) => {
    const result = await ask(...asked);
    assert.equal(result.status, 200, result.error);
    return result.frames.flatMap(rowsOf);
  };
  const begun = (count: number) => waitUntil(`queries that have begun: ${count}`, () => slow.length >= count);
  return { app, ask, begun, main, rows, slow, token };
}

describe('what a backend tells of its own work', () => {
  it('is for tokens that are limited in nothing', async (t) => {
    const { app, ask, token } = await setUp(t);
    const known = app.dependencies.catalogue.list().filter(({ origin }) => origin === 'process');
    assert.deepEqual(known.map(({ name }) => name).sort(), OPERATION);
    const limited = [
      await token('screens', ['tickets:read']),
      await token('tenant', ['counters:read'], { enterprises: ['BASH'] }),
      await token('all counters', ['counters:read', 'tickets:read']),
      await token('limited writer', ['counters:read', 'sites:write'], { enterprises: ['BASH'] }),
    ];
    for (const dataset of OPERATION) {
      assert.equal((await ask(dataset)).status, 200, dataset);
      for (const bearer of limited) {
        const { status, frames } = await ask(dataset, { bearer });
        assert.deepEqual([status, frames], [403, []], dataset);
      }
    }
  });

  it('names who waits, for which dataset, for what and since when', async (t) => {
    const { ask, begun, rows, slow, token } = await setUp(t);
    const board = await token('board of Lyon', ['tickets:read']);
    const waiting = [ask('tickets.held', { bearer: board })];
    await begun(1);
    waiting.push(ask('tickets.held', { bearer: board }));
    await begun(2);
    const found = (await rows('system.waiting')).filter(({ subject }) => subject === 'tickets.held');
    assert.deepEqual(
      found.map(({ token: name, reason, count }) => [name, reason, count]),
      [['board of Lyon', 'store', 2]]
    );
    assert.ok(Number(found[0]?.['longest_wait_ms']) >= 0);
    assert.ok(Number(found[0]?.['since']) <= Date.now());
    slow.forEach((end) => end());
    await Promise.all(waiting);
    assert.deepEqual(
      (await rows('system.waiting')).filter(({ subject }) => subject === 'tickets.held'),
      []
    );
  });

  it('counts queries, by token and by how they ended', async (t) => {
    const { app, ask, begun, main, rows, slow } = await setUp(t);
    const good = ask('tickets.held');
    await begun(1);
    slow.shift()?.();
    await good;
    const bad = ask('tickets.held');
    await begun(1);
    slow.shift()?.(
      new VigieError('source_unavailable', {
        fr: 'La source de ce test est absente.',
        en: 'The source of this test is away.',
      })
    );
    assert.equal((await bad).status, 503);

    const caller = new AbortController();
    const gone = fetch(`${app.url}/v1/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${main}`, 'content-type': 'application/json' },
      body: JSON.stringify({ queries: [{ refId: 'A', dataset: 'tickets.held' }] }),
      signal: caller.signal,
    });
    await begun(1);
    caller.abort();
    await assert.rejects(gone);
    // The server learns of it later than the caller.
    const metrics = await waitUntil('the query is counted as gone', async () => {
      const { body } = await app.dependencies.metrics.render();
      return /dataset="tickets.held",outcome="gone"/.test(body) && body;
    });
    for (const outcome of ['ok', 'failed', 'gone']) {
      assert.match(
        metrics,
        new RegExp(`vigie_query_duration_seconds_count\\{dataset="tickets.held",outcome="${outcome}"\\} 1\\n`)
      );
    }
    const [caller1] = (await rows('system.callers')).filter(({ token }) => token === 'main');
    assert.deepEqual([caller1?.['failed'], caller1?.['refused']], [1, 0]);
    assert.ok(Number(caller1?.['queries']) >= 3);
  });

  it('says in one row who reads the upstreams and whether the databases answer', async (t) => {
    const { app, rows } = await setUp(t);
    const [alone] = await rows('system.backend');
    assert.deepEqual(
      [alone?.['leads'], alone?.['leader'], alone?.['store'], alone?.['counters']],
      [false, null, 'ok', 'off']
    );
    const { db } = app.dependencies.services;
    await takeLease(db, { name: 'sync', holder: 'office:42:5f3a', durationMs: 3_600_000 });
    const [led] = await rows('system.backend');
    assert.deepEqual([led?.['leader'], led?.['epoch']], ['office:42', 1]);
  });

  it('calls for an alert when nobody reads the upstreams, and not when somebody does', async (t) => {
    const { app, rows } = await setUp(t);
    const alarms = async (params = {}) =>
      Object.fromEntries(
        (await rows('system.operation_alarms', { params })).map(({ alarm, value }) => [String(alarm), value])
      ) as Record<string, unknown>;
    assert.deepEqual(await alarms(), {
      no_leader: 1,
      store_silent: 0,
      counters_unreachable: 0,
      refused: 0,
      queue_wait: 0,
      event_loop: 0,
    });
    const { db, operation } = app.dependencies.services;
    await takeLease(db, { name: 'sync', holder: 'a', durationMs: 3_600_000 });
    assert.deepEqual(await alarms({ alarm: ['no_leader'] }), { no_leader: 0 });

    const caller = { tokenId: 'a', tokenName: 'a' };
    operation?.events.emit({ kind: 'waited', caller, subject: 'counters.entries', seconds: 4.26 });
    operation?.events.emit({ kind: 'refused', caller, subject: 'counters.entries', reason: 'queue_full' });
    const asked = { alarm: ['queue_wait', 'refused'] };
    assert.deepEqual(await alarms({ ...asked, limit_s: 4 }), { queue_wait: 4.3, refused: 1 });
    assert.deepEqual(await alarms({ ...asked, limit_s: 5 }), { queue_wait: 0, refused: 1 });
  });
});

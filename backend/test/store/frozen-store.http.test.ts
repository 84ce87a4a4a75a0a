import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { rowsOf } from '../../../tests/fixtures/frames.ts';
import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { createAnswerCache } from '../../src/datasets/engine/answers/answer-cache.ts';
import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import type { Problem } from '../../src/http/problem.ts';
import { createLastGood } from '../../src/liveness/last-good.ts';
import { openStore, type Store } from '../../src/store/driver/database.ts';
import { storeOutage } from '../../src/store/driver/failures/store-errors.ts';
import { migrate } from '../../src/store/driver/migrations/migrate.ts';
import { insertTickets, sourceState } from '../support/models/tickets.ts';
import { promptly } from '../support/promptly.ts';
import { send, type TestApp, TESTER, withApp } from '../support/server/server.ts';
import { type PrivatePostgres, startPostgres } from '../support/store/postgres-server.ts';
import { skipReason } from '../support/store/store.ts';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-10T09:00:00Z');

describe('a store that falls silent without closing its connections', { skip: skipReason('postgres') }, () => {
  const stack = new AsyncDisposableStack();
  let server: PrivatePostgres;
  let store: Store;
  let app: TestApp;
  let datasets: string[];
  before(async () => {
    server = await startPostgres();
    store = await openStore({ databaseUrl: await server.createDatabase(), poolSize: 4 });
    await migrate(store);
    const clock = { now: () => NOW, fixed: false };
    app = await withApp(
      { after: (close?: () => unknown) => void stack.defer(async () => void (await close?.())) } as never,
      {
        store,
        services: {
          clock,
          answers: createAnswerCache(),
          lastAnswers: createLastGood({ clock, noAnswer: storeOutage }),
        },
      }
    );
    for (const connection of ['lyon', 'paris']) {
      await insertTickets(store, [{ connection, external_id: 1, title: `Ticket de ${connection}` }]);
      await store.db.insertInto('source_states').values(sourceState({ connection })).execute();
    }
    const all = (await loadCatalogue()).list();
    // What a screen of the board may ask.
    datasets = all.flatMap(({ name, scopes }) => (scopes.includes('tickets:read') ? [name] : []));
  });
  after(async () => {
    server.thaw();
    await stack.disposeAsync();
    await store.close();
    await server.stop();
  });

  const newToken = (connections: string[]) =>
    app.dependencies.tokens.create({ name: 'screen', scopes: ['tickets:read'], connections }, TESTER);
  let asked = 0;
  /** As a screen asks: a range that moves with the clock. */
  const askAll = async (bearer: string, days = 1) => {
    const [from, to] = [NOW.getTime() - days * DAY_MS, NOW.getTime() + (asked += 1)];
    const body = { queries: datasets.map((dataset) => ({ refId: dataset, dataset, from, to })) };
    return send<{ results: Record<string, QueryResult> } & Problem>(`${app.url}/v1/query`, {
      method: 'POST',
      token: bearer,
      body,
    });
  };
  const shown = ({ body: { results } }: Awaited<ReturnType<typeof askAll>>) =>
    datasets.map((name) => [name, results[name]?.status, results[name]?.frames[0]?.data]);
  const isKept = (result: QueryResult | undefined): boolean =>
    result?.frames[0]?.schema.meta.notices?.some(({ text }) => /Vigie's own database does not answer/.test(text)) ===
    true;

  it('leaves every answer on the screen of who had it, and comes back by itself', async () => {
    const [{ token: lyon }, { token: paris }, { token: unseen }, ended] = await Promise.all([
      newToken(['lyon']),
      newToken(['paris']),
      newToken(['lyon']),
      newToken(['lyon']),
    ]);
    const before = await askAll(lyon);
    assert.ok(Object.values(before.body.results).every(({ status }) => status === 200));
    assert.ok(before.text.includes('Ticket de lyon'));
    await askAll(ended.token);
    await app.dependencies.tokens.revoke(ended.id, TESTER);
    // Seen by the look-up alone: nothing is kept for these rights.
    await send(`${app.url}/v1/datasets`, { token: paris });

    server.freeze();
    for (let round = 0; round < 3; round += 1) {
      const during = await promptly(() => askAll(lyon));
      assert.deepEqual(shown(during), shown(before));
      assert.ok(Object.values(during.body.results).every(isKept));
    }
    const nothingKept = await promptly(() => askAll(paris));
    for (const result of Object.values(nothingKept.body.results)) {
      assert.deepEqual([result.status, result.frames], [503, []]);
      assert.match(result.error ?? '', /^The store \(database\) does not answer/);
    }
    assert.equal((await promptly(() => askAll(lyon, 2))).body.results['tickets.flow']?.status, 503);
    for (const bearer of [ended.token, unseen, 'vig_made_up']) {
      const answer = await promptly(() => askAll(bearer));
      assert.deepEqual([answer.status, answer.body.code], [503, 'store_unavailable']);
    }

    server.thaw();
    const after = await waitUntil('the answers are new again', async () => {
      const answer = await askAll(lyon);
      return !Object.values(answer.body.results).some(isKept) && answer;
    });
    assert.deepEqual(shown(after), shown(before));
    assert.equal((await askAll(ended.token)).status, 401);
  });

  it('reaches those who run Vigie while it lasts, by metrics and alarms', async () => {
    const scopes = ['tickets:read', 'sites:write'] as const;
    const { token: main } = await app.dependencies.tokens.create({ name: 'main', scopes }, TESTER);
    const ask = async (dataset: string) => {
      const answer = await send<{ results: Record<string, QueryResult> }>(`${app.url}/v1/query`, {
        method: 'POST',
        token: main,
        body: { queries: [{ refId: 'A', dataset }] },
      });
      return (answer.body.results['A']?.frames ?? []).flatMap(rowsOf);
    };
    const silent = async () =>
      (await ask('system.operation_alarms')).find(({ alarm }) => alarm === 'store_silent')?.['value'];
    const up = async () => /^vigie_store_up (\d)$/m.exec((await app.dependencies.metrics.render()).body)?.[1];
    assert.deepEqual([await silent(), await up()], [0, '1']);
    server.freeze();
    assert.equal(await promptly(silent), 1);
    assert.equal(await promptly(up), '0');
    const [backend] = await promptly(() => ask('system.backend'));
    assert.deepEqual([backend?.['store'], backend?.['leader']], ['silent', null]);
    assert.match((await app.dependencies.metrics.render()).body, /^vigie_query_duration_seconds_count/m);

    server.thaw();
    await waitUntil('the store is there again', async () => (await silent()) === 0);
    assert.equal(await up(), '1');
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { createAnswerCache } from '../../src/datasets/engine/answers/answer-cache.ts';
import { catalogueOf, loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { type DatasetContext, type DatasetServices, defineDataset } from '../../src/datasets/engine/dataset.ts';
import { type QueryRequest, type QueryResult, runQueries } from '../../src/datasets/engine/run.ts';
import { openStore, type Store } from '../../src/store/driver/database.ts';
import { ago, alertRow, insertTickets, NOW, READER, servicesOver, sourceState } from '../support/models/tickets.ts';
import { readDataset } from '../support/read-dataset.ts';
import { testOnStores } from '../support/store/store.ts';

const title = { fr: '', en: '' };

/** A dataset that tells how often and with what it was read. */
function probe(changes: { usesClock?: boolean; usesRange?: boolean; fail?: () => never } = {}) {
  const contexts: DatasetContext[] = [];
  const dataset = defineDataset({
    name: 'test.probe',
    title,
    description: title,
    scopes: ['tickets:read'],
    origin: 'tickets',
    parameters: { limit: { type: 'integer', title, default: 4 } },
    columns: { reads: { type: 'number', title } },
    ...changes,
    async read(context) {
      contexts.push(context);
      changes.fail?.();
      return [{ reads: contexts.length }];
    },
  });
  return { contexts, catalogue: catalogueOf([dataset]) };
}

const zoneNotices = (result: QueryResult | undefined) =>
  (result?.frames[0]?.schema.meta.notices ?? []).filter(({ text }) => text.startsWith('Time zone'));

const query = (changes: Partial<QueryRequest> = {}): QueryRequest => ({
  refId: 'A',
  dataset: 'test.probe',
  ...changes,
});
/** A clock that moves, as in production: answers may be kept. */
const moving = { now: () => NOW, fixed: false };
const keeping = (store: Store, changes: Partial<DatasetServices> = {}) =>
  servicesOver(store, { clock: moving, answers: createAnswerCache(), ...changes });

testOnStores('one bad query fails alone, with a sentence', async (_t, store) => {
  await insertTickets(store, [{ external_id: 1 }]);
  const { results } = await runQueries(servicesOver(store), await loadCatalogue(), READER, [
    { refId: 'A', dataset: 'tickets.summary' },
    { refId: 'B', dataset: 'tickets.sumary' },
    { refId: 'C', dataset: 'tickets.latest', params: { clas: 'open' } },
    { refId: 'E', dataset: 'tickets.latest', from: 2, to: 1 },
    { refId: 'F', dataset: 'tickets.latest', from: 9e15 },
  ]);
  assert.equal(results['A']?.status, 200);
  assert.equal(results['A'].frames[0]?.data.values[0]?.[0], 1);
  const errors = Object.fromEntries(
    Object.entries(results).flatMap(([refId, { status, error, errorSource, frames }]) =>
      error === undefined ? [] : [[refId, `${status} ${errorSource} ${frames.length} ${error}`]]
    )
  );
  assert.match(errors['B'] ?? '', /^400 downstream 0 unknown dataset `tickets\.sumary`: there are alerts\.latest/);
  assert.deepEqual(
    { ...errors, B: '' },
    {
      B: '',
      C: '400 downstream 0 unknown parameter `clas` of dataset tickets.latest: it takes class, limit',
      E: '400 downstream 0 the range is upside down: `from` is later than `to`',
      F: '400 downstream 0 `from` must be an instant in epoch milliseconds, from the year 1000 to 9998',
    }
  );
});

testOnStores('an unforeseen error is masked, and written to the log', async (_t, store) => {
  const { catalogue } = probe({
    fail: () => {
      throw new Error('secret detail');
    },
  });
  const logged: object[] = [];
  const { results } = await runQueries(servicesOver(store), catalogue, READER, [query()], {
    logger: { error: (details) => logged.push(details) },
  });
  assert.deepEqual(results['A'], {
    status: 500,
    frames: [],
    error: 'Vigie could not answer this query: an internal error, written to its log.',
    errorSource: 'plugin',
  });
  assert.equal(logged.length, 1);
  assert.match(String((logged[0] as { err: Error }).err), /secret detail/);
});

testOnStores('equal queries of a call are read once', async (_t, store) => {
  const { catalogue, contexts } = probe();
  const { results } = await runQueries(servicesOver(store), catalogue, READER, [
    query({ refId: 'A' }),
    query({ refId: 'B', params: { limit: '4' }, from: 1, to: 2 }),
    query({ refId: 'C', params: { limit: 5 } }),
  ]);
  assert.equal(contexts.length, 2);
  assert.equal(results['A']?.frames[0]?.schema.refId, 'A');
  assert.equal(results['B']?.frames[0]?.schema.refId, 'B');
});

testOnStores('a query gets its range and time zone, else the last hour and the one of the rules', async (_t, store) => {
  const { catalogue, contexts } = probe({ usesRange: true });
  await runQueries(servicesOver(store), catalogue, READER, [
    query({ refId: 'A', from: 1000, to: 2000, timezone: 'America/New_York', maxDataPoints: 7 }),
    query({ refId: 'B', timezone: '' }),
  ]);
  const [given, fallback] = contexts;
  assert.deepEqual(given?.range, { from: new Date(1000), to: new Date(2000) });
  assert.equal(given.timezone, 'America/New_York');
  assert.equal(given.maxDataPoints, 7);
  assert.deepEqual(fallback?.range, { from: ago(3600), to: NOW });
  assert.equal(fallback.timezone, 'Europe/Paris');
});

testOnStores(
  'an unknown time zone gives way to the one of the rules, with a notice where days count',
  async (_t, store) => {
    for (const timezone of ['Etc/Unknown', 'Mars/Olympus', '+14:00', "Europe/Paris' OR '1'='1", '\u001b[31m']) {
      const byDay = probe({ usesRange: true });
      const { results } = await runQueries(keeping(store), byDay.catalogue, READER, [query({ timezone })]);
      assert.equal(byDay.contexts[0]?.timezone, 'Europe/Paris', timezone);
      const [notice] = zoneNotices(results['A']);
      assert.equal(notice?.severity, 'warning');
      assert.match(notice.text, /is unknown: days are those of Europe\/Paris/);
      assert.doesNotMatch(notice.text, /[\u001b']/);

      const plain = probe();
      const { results: others } = await runQueries(keeping(store), plain.catalogue, READER, [query({ timezone })]);
      assert.deepEqual(zoneNotices(others['A']), []);
    }
  }
);

testOnStores('an answer is kept until the next reading, its age stays true', async (_t, store) => {
  await store.db.insertInto('source_states').values(sourceState()).execute();
  const { catalogue, contexts } = probe();
  let now = NOW;
  const services = keeping(store, { clock: { now: () => now, fixed: false } });
  const ask = async () => {
    const answer = await readDataset(services, catalogue, READER, { dataset: 'test.probe' });
    return [answer.rows[0]?.['reads'], answer.source.ageSeconds];
  };
  assert.deepEqual(await ask(), [1, 5]);
  now = ago(-3);
  assert.deepEqual(await ask(), [1, 8]);
  await store.db.updateTable('source_states').set({ read_at: now }).execute();
  assert.deepEqual(await ask(), [2, 0]);
  assert.equal(contexts.length, 2);
});

testOnStores('an answer is not kept beside rows that a reading under way has written', async (_t, store) => {
  await store.db.insertInto('source_states').values(sourceState()).execute();
  await insertTickets(store, [{ external_id: 1 }]);
  const { catalogue, contexts } = probe();
  const services = keeping(store);
  const ask = () => readDataset(services, catalogue, READER, { dataset: 'test.probe' });
  await ask();
  await ask();
  assert.equal(contexts.length, 1);

  const tickets = store.db.updateTable('tickets').where('external_id', '=', 1);
  for (const [count, write] of Object.entries({
    2: () => insertTickets(store, [{ external_id: 2 }]),
    3: () => tickets.set({ status: 'Pending' }).execute(),
    4: () => store.db.deleteFrom('tickets').where('external_id', '=', 2).execute(),
    5: () =>
      store.db
        .insertInto('alerts')
        .values(alertRow({ external_id: 1 }))
        .execute(),
  })) {
    await write();
    await ask();
    await ask();
    assert.equal(contexts.length, Number(count));
  }

  // Others do not see them before they are committed, nor is what is asked meanwhile taken for them.
  if (store.kind === 'postgres') {
    await store.db.transaction().execute(async (transaction) => {
      await transaction.updateTable('tickets').set({ status: 'Closed' }).execute();
      await ask();
      assert.equal(contexts.length, 5);
    });
    await ask();
    assert.equal(contexts.length, 6);
  }
});

testOnStores('kept answers are told apart by parameters, rights, and range where it matters', async (_t, store) => {
  for (const [usesRange, reads] of [
    [false, 3],
    [true, 4],
  ] as const) {
    const { catalogue, contexts } = probe({ usesRange });
    const services = keeping(store);
    for (let round = 0; round < 2; round += 1) {
      await readDataset(services, catalogue, READER, { dataset: 'test.probe', from: 1, to: 2 });
      await readDataset(services, catalogue, READER, { dataset: 'test.probe', from: 1, to: 3 });
      await readDataset(services, catalogue, READER, { dataset: 'test.probe', from: 1, to: 3, params: { limit: 5 } });
      const limited = { ...READER, tokenId: 'other', connections: ['lyon'] };
      await readDataset(services, catalogue, limited, { dataset: 'test.probe', from: 1, to: 3 });
    }
    assert.equal(contexts.length, reads);
  }
});

testOnStores('rows that age, and rows on a clock held still, are never kept', async (_t, store) => {
  const ageing = probe({ usesClock: true });
  const still = probe();
  for (let round = 0; round < 2; round += 1) {
    await readDataset(keeping(store), ageing.catalogue, READER, { dataset: 'test.probe' });
    await readDataset(servicesOver(store, { answers: createAnswerCache() }), still.catalogue, READER, {
      dataset: 'test.probe',
    });
  }
  assert.equal(ageing.contexts.length, 2);
  assert.equal(still.contexts.length, 2);
});

testOnStores('every dataset that does not declare the clock answers alike at another time', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, first_comment_at: ago(60) },
    { external_id: 2, status: 'Pending', closed_due_at: ago(-3600) },
    // Counted on the day of its resolution.
    {
      external_id: 3,
      status: 'Closed',
      created_at: ago(3600),
      resolved_at: ago(60),
      technician_name: 'Zoé',
      closed_due_at: ago(0),
    },
    // Enough for an alarm once they are overdue.
    ...[11, 12, 13, 14, 15, 16].map((external_id) => ({ external_id, created_at: ago(60 * 3600) })),
  ]);
  await store.db
    .insertInto('report_deliveries')
    .values({
      ...{ id: randomUUID(), report: 'weekly', kind: 'service', due_at: ago(90), state: 'sent', finished_at: ago(60) },
      recipients: JSON.stringify([]),
    })
    .execute();
  await store.db.insertInto('source_states').values(sourceState()).execute();
  const catalogue = await loadCatalogue();
  for (const { name, usesClock } of catalogue.list().filter(({ scopes }) => scopes.includes('tickets:read'))) {
    const rowsAt = async (now: Date) => {
      const services = servicesOver(store, { clock: { now: () => now, fixed: false } });
      return (await readDataset(services, catalogue, READER, { dataset: name })).rows;
    };
    const [rows, later] = [await rowsAt(NOW), await rowsAt(ago(-86_400))];
    if (usesClock) {
      assert.notDeepEqual(later, rows, name);
    } else {
      assert.deepEqual(later, rows, name);
    }
  }
});

testOnStores('a caller that has gone gets no answer', async (_t, store) => {
  const { catalogue, contexts } = probe();
  const signal = AbortSignal.abort(new Error('gone'));
  await assert.rejects(runQueries(servicesOver(store), catalogue, READER, [query()], { signal }), /gone/);
  assert.equal(contexts.length, 0);
});

test('a store that does not answer fails every query that needs it with a sentence', async (t) => {
  const store = await openStore({ databaseUrl: 'postgres://vigie@127.0.0.1:1/vigie' });
  t.after(() => store.close());
  const queries = [query(), query({ refId: 'B', params: { limit: 3 } }), query({ refId: 'C', dataset: 'nothing' })];
  const { results } = await runQueries(servicesOver(store), probe().catalogue, READER, queries);
  for (const refId of ['A', 'B']) {
    assert.deepEqual(results[refId], {
      status: 503,
      frames: [],
      error: 'The store (database) does not answer. Check that it runs; try again.',
      errorSource: 'downstream',
    });
  }
  assert.equal(results['C']?.status, 400);
  assert.deepEqual(await runQueries(servicesOver(store), probe().catalogue, READER, []), { results: {} });
});

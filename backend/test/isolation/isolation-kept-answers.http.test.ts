import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { loadCounters } from '../../../tests/fixtures/counters/load.ts';
import {
  createCountersDatabase,
  type Mariadb,
  mariadbMissing,
  startMariadb,
} from '../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../src/counters/connection/database.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import { createAnswerCache } from '../../src/datasets/engine/answers/answer-cache.ts';
import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { cityOf, hostileRules, hostileWorld } from '../support/models/isolation-world.ts';
import { insertTickets, sourceState } from '../support/models/tickets.ts';
import { send, withApp } from '../support/server/server.ts';

const NAMES = ['BASH', 'bash', 'BASH ', 'APRIL'];
const RANGE = { from: '2024-07-18T00:00:00Z', to: '2024-07-22T21:00:00Z' };

interface SiteList {
  sites: { enterprise: string }[];
  outage: object | null;
}
const namesIn = (answer: { body: SiteList } | undefined): string[] => [
  ...new Set(answer?.body.sites.map(({ enterprise }) => enterprise)),
];
const rowsIn = (result: QueryResult): string => JSON.stringify(result.frames[0]?.data.values);

describe('answers kept for an outage', { skip: mariadbMissing() }, () => {
  let server: Mariadb | undefined;
  let database: CountersDatabase | undefined;
  before(async () => {
    server = await startMariadb();
    database = await openCounters({ url: await createCountersDatabase(server, 'counters', 'utf8mb4_general_ci') });
    await database.write((db) => loadCounters(db, hostileWorld(NAMES)));
  });
  after(async () => {
    await database?.close();
    await server?.close();
  });
  const counters = useCountersApp(
    () => {
      assert.ok(database);
      return database;
    },
    { rules: hostileRules(NAMES) }
  );

  it('are given to those with the same rights, and to nobody else', async () => {
    const datasets = (await loadCatalogue()).list().filter(({ name }) => name.startsWith('counters.'));
    const tokenOf = (enterprises?: string[]) => counters.token(['counters:read'], enterprises && { enterprises });
    const known = await Promise.all([...NAMES.map((name) => tokenOf([name])), tokenOf()]);
    const strangers = await Promise.all([
      tokenOf(['BASH', 'APRIL']),
      tokenOf([]),
      tokenOf(['BASH%']),
      tokenOf(['BA SH']),
    ]);
    const ask = (token: string): Promise<QueryResult[]> =>
      Promise.all(datasets.map(({ name }) => counters.ask(token, name, {}, RANGE)));

    // In turns and at once: the same question by callers of different rights.
    const first = await Promise.all(known.map(ask));
    const again = await Promise.all(known.toReversed().map(ask));
    assert.deepEqual(
      again.toReversed().map((one) => one.map(rowsIn)),
      first.map((one) => one.map(rowsIn))
    );
    for (const [index, name] of NAMES.entries()) {
      const text = JSON.stringify(first[index]);
      assert.ok(text.includes(cityOf(index)), name);
      NAMES.forEach((_, other) => assert.ok(other === index || !text.includes(cityOf(other)), `${name} sees ${other}`));
    }

    const list = (token: string, query = '') => send<SiteList>(`${counters.app.url}/v1/sites${query}`, { token });
    const lists = await Promise.all(known.map((token) => list(token)));
    for (const [index, name] of NAMES.entries()) {
      assert.deepEqual(namesIn(lists[index]), [name]);
    }

    await server?.close();
    server = undefined;
    const keptLists = await Promise.all(known.toReversed().map((token) => list(token)));
    assert.deepEqual(keptLists.toReversed().map(namesIn), lists.map(namesIn));
    assert.ok(keptLists.every(({ body }) => body.outage !== null));
    for (const token of strangers) {
      const { status, body } = await list(token);
      assert.deepEqual([status, body.sites], [503, undefined]);
    }
    for (const enterprise of ['APRIL', 'bash', 'BASH ']) {
      assert.deepEqual(namesIn(await list(known[0] ?? '', `?enterpriseName=${encodeURIComponent(enterprise)}`)), []);
    }
    const kept = await Promise.all(known.toReversed().map(ask));
    assert.deepEqual(
      kept.toReversed().map((one) => one.map(rowsIn)),
      first.map((one) => one.map(rowsIn))
    );
    for (const token of strangers) {
      for (const [index, { status, frames }] of (await ask(token)).entries()) {
        const { name } = datasets[index] ?? { name: '' };
        assert.deepEqual([status, frames], [503, []], name);
      }
    }
    // Somebody else's name as a parameter is another question, and goes by one's own rights.
    for (const { name, parameters } of datasets.filter((one) => 'enterprise' in one.parameters)) {
      for (const enterprise of ['APRIL', ['APRIL'], ['BASH', 'APRIL'], ['bash'], '%']) {
        const result = await counters.ask(known[0] ?? '', name, { enterprise }, RANGE);
        assert.deepEqual([result.status, result.frames], [503, []], `${name} ${Object.keys(parameters).join()}`);
      }
    }
  });
});

describe('answers kept between readings', () => {
  it('are apart by the connections of a token, asked in turns and at once', async (t) => {
    const app = await withApp(t, {
      services: { answers: createAnswerCache(), clock: { now: () => new Date('2026-03-10T09:00:00Z'), fixed: false } },
    });
    const { db } = app.dependencies.services;
    for (const connection of ['lyon', 'paris']) {
      await insertTickets({ db }, [{ connection, external_id: 1, title: `Ticket de ${connection}` }]);
      await db.insertInto('source_states').values(sourceState({ connection })).execute();
    }
    const datasets = (await loadCatalogue()).list().filter(({ name }) => name.startsWith('tickets.'));
    const body = { queries: datasets.map(({ name }) => ({ refId: name, dataset: name })) };
    const ask = async (token: string) => (await send(`${app.url}/v1/query`, { method: 'POST', token, body })).text;
    const [lyon, paris, none] = await Promise.all(
      [['lyon'], ['paris'], []].map((connections) => app.token(['tickets:read'], { connections }))
    );
    assert.ok(lyon && paris && none);
    const first = [await ask(lyon), await ask(paris), await ask(none)];
    const again = await Promise.all([none, paris, lyon, paris, none, lyon].map(ask));
    assert.deepEqual(again, [first[2], first[1], first[0], first[1], first[2], first[0]]);
    assert.deepEqual(
      first.map((text) => ['lyon', 'paris'].map((name) => text.includes(name))),
      [
        [true, false],
        [false, true],
        [false, false],
      ]
    );
  });
});

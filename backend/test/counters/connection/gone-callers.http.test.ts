import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { createPool, type Pool } from 'mysql2/promise';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import { createCountersDatabase, mariadbMissing } from '../../../../tests/servers/databases/mariadb.ts';
import { waitUntil } from '../../../../tests/servers/wait-until.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';

const DATABASE = 'gone_callers';
const RANGE = { from: Date.parse('2024-06-30T22:00:00Z'), to: Date.parse('2024-07-31T22:00:00Z') };
const POOL_SIZE = 4;

describe('a caller who goes away', { skip: mariadbMissing() }, () => {
  let database: CountersDatabase | undefined;
  let watching: Pool | undefined;
  before(async () => {
    const server = await mariadbServer();
    const url = await createCountersDatabase(server, DATABASE, 'utf8mb4_general_ci');
    database = await openCounters({ url: `${url}&pool-size=${POOL_SIZE}&query-timeout-ms=600000` });
    await database.write((db) => loadCounters(db, sampleWorld()));
    // Each row takes a twentieth of a second: the thousands of them take minutes.
    await server.run(
      `use ${DATABASE}`,
      'rename table counting to slow_counting',
      'create view counting as select * from slow_counting where sleep(0.05) = 0'
    );
    watching = createPool({
      socketPath: new URL(url).searchParams.get('socket') ?? '',
      user: 'root',
      connectionLimit: 1,
    });
  });
  after(async () => {
    await watching?.end();
    await database?.close();
  });
  const counters = useCountersApp(() => database!);

  const ask = (token: string, dataset: string, signal?: AbortSignal, params: object = {}) =>
    fetch(`${counters.app.url}/v1/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ queries: [{ refId: 'A', dataset, params, ...RANGE }] }),
      signal: signal ?? null,
    });
  const running = async (): Promise<number> => {
    const [rows] = await watching!.query(
      `select id from information_schema.processlist where db = '${DATABASE}' and command in ('Query', 'Execute')`
    );
    return (rows as unknown[]).length;
  };
  const begun = () => waitUntil('the query is on the server', async () => (await running()) > 0);
  const ended = () => waitUntil('the query has ended on the server', async () => (await running()) === 0);

  it(
    'ends the statements of the query on the server, and leaves the connections whole',
    { timeout: 120_000 },
    async () => {
      const token = await counters.token();
      const datasets = [
        'counters.top_sites',
        'counters.coverage',
        'counters.heatmap',
        'counters.entries',
        'counters.verdicts',
      ];
      for (const dataset of datasets) {
        const caller = new AbortController();
        const answer = ask(token, dataset, caller.signal);
        await begun();
        caller.abort();
        await assert.rejects(answer, { name: 'AbortError' });
        await ended();
      }
      // As many at once as there are connections, twice: none of them is lost.
      for (const round of [1, 2]) {
        const answers = await Promise.all(
          Array.from({ length: POOL_SIZE }, (_, index) =>
            ask(token, 'counters.sites', undefined, { code: `${round}${index}` })
          )
        );
        assert.deepEqual(
          answers.map(({ status }) => status),
          Array.from({ length: POOL_SIZE }, () => 200)
        );
      }
      const status = await counters.ask(await counters.token(), 'counters.status');
      assert.deepEqual([status.status, status.frames[0]?.schema.meta.custom.state], [200, 'ok']);
    }
  );

  it('ends nothing that another caller of the same question waits for', { timeout: 120_000 }, async () => {
    const [one, other] = [await counters.token(), await counters.token()];
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [ask(one, 'counters.coverage', first.signal), ask(other, 'counters.coverage', second.signal)];
    answers.forEach((answer) => void answer.catch(() => undefined));
    await begun();
    // Both are in by then: the first statement takes seconds.
    await pause(500);
    const [rows] = await watching!.query(`select group_concat(id order by id) as ids from information_schema.processlist
      where db = '${DATABASE}' and command in ('Query', 'Execute')`);
    first.abort();
    await assert.rejects(answers[0]!, { name: 'AbortError' });
    await pause(500);
    const [left] = await watching!.query(`select group_concat(id order by id) as ids from information_schema.processlist
      where db = '${DATABASE}' and command in ('Query', 'Execute')`);
    assert.deepEqual(left, rows);
    second.abort();
    await assert.rejects(answers[1]!, { name: 'AbortError' });
    await ended();
  });
});

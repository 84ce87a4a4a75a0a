import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { settableClock } from '../support/mail/reports.ts';
import { withServer } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';

const BEFORE = '2024-07-22T20:00:00Z';
const SOON_AFTER = '2024-07-23T01:30:04Z';
const A_DAY_LATER = '2024-07-24T01:30:04Z';

test('two servers on one store run a job once for a due time', { skip: skipReason('postgres') }, async (t) => {
  const databaseUrl = await newDatabase('migrated');
  const store = await openStore({ databaseUrl, poolSize: 2 });
  t.after(() => store.close());
  const clock = settableClock(BEFORE);
  const rules = { ...DEFAULT_RULES, schedules: { purge: '30 3 * * *', tidyUp: null, doctor: null } };
  const options = { clock, rules, scheduler: { everyMs: 100 } };
  const servers = [
    await withServer(t, { DATABASE_URL: databaseUrl }, options),
    await withServer(t, { DATABASE_URL: databaseUrl }, options),
  ];
  const runs = () => store.db.selectFrom('job_runs').selectAll().execute();
  const schedules = () => store.db.selectFrom('schedules').selectAll().execute();
  await waitUntil('the schedules are known', async () => (await schedules()).length > 0);
  const allDone = (count: number) =>
    waitUntil(`runs that are done: ${count}`, async () => {
      const ledger = await runs();
      return ledger.length === count && ledger.every(({ state }) => state === 'done');
    });
  clock.set(SOON_AFTER);
  await allDone(1);
  // The other one leads alone, finds that due time dealt with, and does the next one.
  await servers[0]?.close();
  clock.set(A_DAY_LATER);
  await allDone(2);
  assert.deepEqual((await runs()).map(({ due_at, attempts }) => [due_at?.toISOString(), attempts]).sort(), [
    ['2024-07-23T01:30:00.000Z', 1],
    ['2024-07-24T01:30:00.000Z', 1],
  ]);
  const done = servers.flatMap(({ log }) => log.lines()).filter(({ msg }) => msg === 'a job is done');
  assert.equal(done.length, 2);
});

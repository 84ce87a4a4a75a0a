import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowsOf } from '../../../tests/fixtures/frames.ts';
import { readJobOutcomes } from '../../src/datasets/system/job-outcomes.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import type { JobState } from '../../src/store/schedule/tables.ts';
import { send, withApp } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

/** Puts a run of a job into the ledger, noted so many hours ago, which ended at once where it has ended. */
async function put(store: Pick<Store, 'db'>, job: 'purge' | 'doctor', state: JobState, hoursAgo: number) {
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  const finished_at = state === 'done' || state === 'failed' ? at : null;
  await store.db
    .insertInto('job_runs')
    .values({ id: crypto.randomUUID(), job, due_at: at, noted_at: at, finished_at, state })
    .execute();
  return at;
}

testOnStores('a job counts as failed from its last attempt on until it is done', async (_t, store) => {
  const failed = async (rules = DEFAULT_RULES) =>
    (await readJobOutcomes({ db: store.db, rules })).filter((one) => one.failed).map(({ job }) => job);
  const lastDone = async () => (await readJobOutcomes({ db: store.db, rules: DEFAULT_RULES }))[0]?.doneAt;
  assert.deepEqual([await failed(), await lastDone()], [[], null], 'nothing has come yet');
  const done = await put(store, 'purge', 'done', 40);
  await put(store, 'purge', 'pending', 30);
  assert.deepEqual(await failed(), [], 'it may still come right');
  await put(store, 'purge', 'failed', 20);
  await put(store, 'purge', 'running', 10);
  await put(store, 'doctor', 'missed', 10);
  assert.deepEqual(
    [await failed(), await lastDone()],
    [['purge', 'doctor'], done],
    'an attempt under way ends nothing'
  );
  assert.deepEqual(
    await failed({ ...DEFAULT_RULES, schedules: { ...DEFAULT_RULES.schedules, purge: null } }),
    ['doctor'],
    'one that is off is nobody’s worry'
  );
  const again = await put(store, 'purge', 'done', 1);
  assert.deepEqual([await failed(), await lastDone()], [['doctor'], again]);
});

test('a failed job is an alarm for tokens that are limited in nothing, and a metric', async (t) => {
  const app = await withApp(t);
  const main = await app.token(['tickets:read', 'sites:write']);
  const ask = async (token: string) => {
    const body = { queries: [{ refId: 'A', dataset: 'system.job_alarms' }] };
    type Answer = { results: { A: { error?: string; frames: Parameters<typeof rowsOf>[0][] } } };
    return (await send<Answer>(`${app.url}/v1/query`, { method: 'POST', token, body })).body.results.A;
  };
  const alarms = async () => (await ask(main)).frames.flatMap(rowsOf).map(({ job, failed }) => [job, failed]);
  const metrics = async () => (await app.dependencies.metrics.render()).body;
  const services = app.dependencies.services;

  const done = await put(services, 'doctor', 'done', 2);
  assert.deepEqual(await alarms(), [
    ['purge', 0],
    ['tidyUp', 0],
    ['doctor', 0],
  ]);
  assert.match(await metrics(), /^vigie_job_failed\{job="doctor"\} 0$/m);
  await put(services, 'doctor', 'failed', 1);
  assert.deepEqual((await alarms()).at(-1), ['doctor', 1]);
  const scraped = await metrics();
  assert.match(scraped, /^vigie_job_failed\{job="doctor"\} 1$/m);
  assert.match(scraped, /^vigie_job_failed\{job="purge"\} 0$/m);
  const success = /^vigie_job_last_success_timestamp_seconds\{job="doctor"\} (\S+)$/m.exec(scraped)?.[1];
  assert.equal(Number(success) * 1_000, done.getTime());
  assert.doesNotMatch(scraped, /last_success_timestamp_seconds\{job="purge"\}/);

  assert.match(
    (await ask(await app.token(['tickets:read', 'sites:write'], { enterprises: ['BASH'] }))).error ?? '',
    /limited to some/
  );
  assert.match((await ask(await app.token(['tickets:read']))).error ?? '', /scope/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Check } from '../../src/doctor/check.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { JobName } from '../../src/domain/rules/schedules-rules.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { settableClock } from '../support/mail/reports.ts';
import { logCapture, send, TESTER, withApp } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const BEFORE = '2024-07-22T20:00:00Z';
/** Half past three in the morning in Paris. */
const DUE = '2024-07-23T01:30:00.000Z';
const SOON_AFTER = '2024-07-23T01:30:04Z';
const SUMMARY = { fr: 'fait', en: 'done' };
const REASON = { fr: 'raté', en: 'went wrong' };

/** A backend that leads over a store, whose only job is a purge that a test makes. */
function backendOn(store: Store, { now = BEFORE, purge }: { now?: string; purge: () => Promise<void> }) {
  const clock = settableClock(now);
  const log = logCapture();
  const job: Job = {
    name: 'purge',
    async run() {
      await purge();
      return { summary: SUMMARY, checks: null };
    },
  };
  const jobs = createJobs({
    ...{ db: store.db, clock, logger: log.logger, jobs: [job], retriesMs: [0, 0] },
    rules: { ...DEFAULT_RULES, schedules: { purge: '30 3 * * *', tidyUp: null, doctor: null } },
    examine: () => Promise.reject(new Error('not in this test')),
    describe: () => REASON,
  });
  const { signal } = new AbortController();
  return {
    clock,
    log,
    jobs,
    work: () => jobs.work.run({ db: store.db, signal }, signal),
    last: async () => (await jobs.list()).find(({ name }) => name === 'purge')?.last ?? null,
  };
}

testOnStores('a job runs once for a due time, however often and by how many it is looked at', async (_t, store) => {
  let runs = 0;
  const purge = async () => void (runs += 1);
  const first = backendOn(store, { purge });
  await first.work();
  assert.equal(runs, 0, 'nothing is due before its time');
  first.clock.set(SOON_AFTER);
  await first.work();
  await first.work();
  const second = backendOn(store, { now: SOON_AFTER, purge });
  await second.work();
  assert.equal(runs, 1);
  const last = await second.last();
  assert.deepEqual([last?.state, last?.dueAt?.toISOString(), last?.summary], ['done', DUE, SUMMARY]);
  const [schedule] = second.jobs.schedules();
  assert.equal(schedule?.nextAt?.toISOString(), '2024-07-24T01:30:00.000Z');
});

testOnStores(
  'several missed due times are made up by one run within 24 hours, and by none later',
  async (_t, store) => {
    let runs = 0;
    const purge = async () => void (runs += 1);
    await backendOn(store, { purge }).work();
    const later = backendOn(store, { now: '2024-07-26T01:00:00Z', purge });
    await later.work();
    await later.work();
    assert.equal(runs, 1);
    assert.equal((await later.last())?.dueAt?.toISOString(), '2024-07-25T01:30:00.000Z');
  }
);

testOnStores('a due time of a rare schedule that is older than 24 hours is noted as missed', async (_t, store) => {
  const purge = () => Promise.reject(new Error('it should not run'));
  const weekly = (now: string) => {
    const clock = settableClock(now);
    return createJobs({
      ...{ db: store.db, clock, logger: logCapture().logger },
      rules: { ...DEFAULT_RULES, schedules: { purge: '30 3 * * 2', tidyUp: null, doctor: null } },
      jobs: [{ name: 'purge', run: purge }],
      examine: purge,
      describe: () => REASON,
    });
  };
  const { signal } = new AbortController();
  await weekly(BEFORE).work.run({ db: store.db, signal }, signal);
  const later = weekly('2024-07-26T01:00:00Z');
  await later.work.run({ db: store.db, signal }, signal);
  const last = (await later.list())[0]?.last;
  assert.deepEqual([last?.state, last?.attempts, last?.dueAt?.toISOString()], ['missed', 0, DUE]);
});

testOnStores(
  'a run that failed is tried again, says why, and stays failed after the last attempt',
  async (_t, store) => {
    let failures = 0;
    const backend = backendOn(store, {
      async purge() {
        failures += 1;
        throw new Error('a password could stand here');
      },
    });
    await backend.work();
    backend.clock.set(SOON_AFTER);
    await backend.work();
    const waiting = await backend.last();
    assert.deepEqual([waiting?.state, waiting?.attempts, waiting?.error], ['pending', 1, REASON]);
    assert.match(backend.log.text(), /a job failed: it is tried again/);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await backend.work();
    }
    const ended = await backend.last();
    assert.deepEqual([failures, ended?.state, ended?.attempts, ended?.error], [3, 'failed', 3, REASON]);
    backend.clock.set('2024-07-24T01:30:01Z');
    await backend.work();
    assert.equal(
      (await backend.last())?.dueAt?.toISOString(),
      '2024-07-24T01:30:00.000Z',
      'the next due time is another run'
    );
  }
);

testOnStores(
  'a run whose process ended in its midst is begun again by the next leader, and not forever',
  async (_t, store) => {
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    const never = new Promise<void>(() => undefined);
    const killed = backendOn(store, {
      purge() {
        reach();
        return never;
      },
    });
    await killed.work();
    killed.clock.set(SOON_AFTER);
    void killed.work();
    await reached;
    assert.equal((await killed.last())?.state, 'running');

    let runs = 0;
    const next = backendOn(store, { now: SOON_AFTER, purge: async () => void (runs += 1) });
    await next.work();
    await next.work();
    const last = await next.last();
    assert.deepEqual([runs, last?.state, last?.attempts], [1, 'done', 2]);

    // A run that takes its process with it each time.
    await store.db.updateTable('job_runs').set({ state: 'running', attempts: 3 }).execute();
    await next.work();
    assert.deepEqual([runs, (await next.last())?.state], [1, 'failed']);
  }
);

testOnStores('a person has a job done that is off, recorded in the audit, and not twice at once', async (_t, store) => {
  let runs = 0;
  const backend = backendOn(store, { purge: async () => void (runs += 1) });
  const asked = await backend.jobs.request('PURGE', TESTER);
  assert.deepEqual([asked.state, asked.dueAt, asked.requestedBy], ['pending', null, 'tester']);
  assert.equal((await backend.jobs.request('purge', TESTER)).id, asked.id);
  await backend.work();
  assert.deepEqual([runs, (await backend.last())?.state], [1, 'done']);
  await store.db.updateTable('job_runs').set({ state: 'running' }).execute();
  await assert.rejects(backend.jobs.request('purge', TESTER), { code: 'conflict' });
  await assert.rejects(backend.jobs.request('backup', TESTER), { code: 'not_found' });
  const audit = await store.db.selectFrom('audit').select('action').execute();
  assert.deepEqual(audit, [{ action: 'job.run' }, { action: 'job.run' }]);
});

testOnStores(
  'tidying up keeps the newest run that is done, and forgets schedules that the rules have not',
  async (_t, store) => {
    const clock = settableClock(BEFORE);
    const jobs = createJobs({
      ...{ db: store.db, clock, logger: logCapture().logger, rules: DEFAULT_RULES },
      examine: () => Promise.resolve<Check[]>([]),
      describe: () => REASON,
    });
    const noted = (days: number) => new Date(Date.now() - days * 86_400_000);
    const put = (job: JobName, days: number) => ({
      ...{ id: crypto.randomUUID(), job, due_at: noted(days), state: 'done' as const, noted_at: noted(days) },
    });
    await store.db
      .insertInto('job_runs')
      .values([put('purge', 60), put('purge', 50), put('doctor', 40)])
      .execute();
    const schedule = { expression: '0 7 * * *', timezone: 'UTC', checked_until: clock.now() };
    await store.db
      .insertInto('schedules')
      .values([
        { name: 'report/gone', ...schedule },
        { name: 'job/purge', ...schedule },
      ])
      .execute();
    await jobs.request('tidyUp', TESTER);
    const { signal } = new AbortController();
    await jobs.runPending({ db: store.db, signal }, signal);
    const done = (await jobs.list()).find(({ name }) => name === 'tidyUp')?.last;
    assert.match(done?.summary?.en ?? '', /1 old runs, 1 schedules/);
    assert.equal((await store.db.selectFrom('job_runs').selectAll().execute()).length, 3);
  }
);

test('the list of jobs is for admins of the main organisation; findings of the counters are for who may read them', async (t) => {
  const app = await withApp(t);
  const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };
  const main = await app.token(['tickets:read', 'counters:read', 'sites:write']);
  const get = (token: string, headers: Record<string, string> = {}) =>
    send<{ code?: string; jobs: { last: { checks: Check[] | null } | null }[] }>(`${app.url}/v1/jobs`, {
      token,
      headers,
    });
  assert.deepEqual((await get(main, { ...ADMIN, 'x-vigie-role': 'Editor' })).status, 403);
  const limited = await app.token(['sites:write'], { enterprises: ['BASH'] });
  assert.deepEqual([(await get(limited, ADMIN)).status, (await get(limited, ADMIN)).body.code], [403, 'scope_missing']);

  const admin = await app.token(['admin']);
  const asked = await send(`${app.url}/v1/jobs/run`, { method: 'POST', token: admin, body: { job: 'doctor' } });
  assert.equal(asked.status, 202, asked.text);
  const { signal } = new AbortController();
  await app.dependencies.jobs.runPending({ db: app.dependencies.services.db, signal }, signal);
  const partsFor = async (token: string, headers = ADMIN) => {
    const { status, text, body } = await get(token, headers);
    assert.equal(status, 200, text);
    return new Set(body.jobs.flatMap(({ last }) => last?.checks?.map(({ part }) => part) ?? []));
  };
  assert.ok((await partsFor(main)).has('counters'));
  const withoutCounters = await partsFor(await app.token(['sites:write']));
  assert.ok(withoutCounters.has('store') && !withoutCounters.has('counters'));
});

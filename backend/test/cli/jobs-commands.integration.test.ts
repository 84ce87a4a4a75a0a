import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import { startAteraSimulator } from '../../../tests/simulators/atera/index.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import type { JobsAnswer } from '../../src/jobs/job-answer.ts';
import type { ServerOptions } from '../../src/main/server.ts';
import { runCommand } from '../support/server/cli.ts';
import { withDataDir, withServer } from '../support/server/server.ts';

const KEY = 'key-of-the-simulated-account';
const NOW = '2024-07-22T20:00:00Z';
const COMMANDS_TALK_TO = {
  'a running server': async (t: TestContext) => serverEnv(t, {}, { clock: fixedClock(new Date(NOW)) }),
  'the store itself': async (t: TestContext) => ({ VIGIE_DATA_DIR: await withDataDir(t), VIGIE_NOW: NOW }),
};

/** A running server, and what commands need to find it. */
async function serverEnv(t: TestContext, env: Record<string, string> = {}, options: ServerOptions = {}) {
  const { dataDir } = await withServer(t, env, { scheduler: { everyMs: 100 }, ...options });
  return { VIGIE_DATA_DIR: dataDir };
}

for (const [whom, start] of Object.entries(COMMANDS_TALK_TO)) {
  test(`jobs are listed and run through ${whom}`, async (t) => {
    const env = await start(t);
    const before = await runCommand(['jobs', 'list'], env);
    assert.equal(before.code, 0, before.stderr);
    assert.match(before.stdout, /^job +schedule +time zone +next +last +state +outcome *$/m);
    assert.match(before.stdout, /^purge +\S+ \S+ \* \* \* +Europe\/Paris +2024-07-23T\S+ *$/m);

    const run = await runCommand(['jobs', 'run', 'PURGE'], env);
    assert.deepEqual([run.code, run.stderr], [0, '']);
    assert.match(run.stdout, /^purge: done\. Older than the retention and removed: 0 tickets, .*\.\n$/);

    const list = await runCommand(['jobs', 'list', '--json'], env);
    const { jobs } = JSON.parse(list.stdout) as JobsAnswer;
    assert.deepEqual(
      jobs.map(({ name, last }) => [name, last?.state, last?.dueAt]),
      [
        ['purge', 'done', null],
        ['tidyUp', undefined, undefined],
        ['doctor', undefined, undefined],
      ]
    );
    assert.match((await runCommand(['jobs', 'list'], env)).stdout, /^purge .* done +Older than the retention/m);
  });

  test(`a job that there is not is refused by ${whom}, which names those there are`, async (t) => {
    const env = await start(t);
    for (const name of ['backup', 'purge2', '*', 'réparer']) {
      const { code, stdout, stderr } = await runCommand(['jobs', 'run', name], env);
      assert.deepEqual([code, stdout], [1, ''], name);
      assert.match(stderr, /There is no job of this name; there are: purge, tidyUp, doctor\./);
    }
    const { jobs } = JSON.parse((await runCommand(['jobs', 'list', '--json'], env)).stdout) as JobsAnswer;
    assert.ok(jobs.every(({ last }) => last === null));
  });
}

test('a job without a name is wrong usage', async () => {
  const { code, stderr } = await runCommand(['jobs', 'run']);
  assert.equal(code, 2);
  assert.match(stderr, /missing required argument 'name'/);
});

test('a job that fails ends the command with 1 and says why, without what only the log may hold', async (t) => {
  const env = await serverEnv(
    t,
    {},
    {
      jobs: {
        retriesMs: [],
        jobs: [{ name: 'purge', run: () => Promise.reject(new Error('a password could stand here')) }],
      },
    }
  );
  const { code, stdout, stderr } = await runCommand(['jobs', 'run', 'purge'], env);
  assert.equal(code, 1);
  assert.match(stdout, /^purge: failed\. ./);
  assert.doesNotMatch(stdout + stderr, /password/);
});

test('an examination asks the upstreams, keeps what it finds, and has not failed when it finds something', async (t) => {
  const atera = await startAteraSimulator({ apiKeys: ['another key'] });
  t.after(() => atera.close());
  const env = await serverEnv(t, { ATERA_URL: atera.url, ATERA_API_KEY: KEY });
  const { code, stdout } = await runCommand(['jobs', 'run', 'doctor'], env);
  assert.equal(code, 0);
  assert.match(stdout, /^doctor: done\. Failed: [1-9]\d*\. To look at: \d+\. Well: [1-9]\d*\.\n/);
  assert.match(stdout, /✘ atera: .*key/);
  assert.doesNotMatch(stdout, /✔/, 'what is well is only counted');

  const list = (await runCommand(['jobs', 'list', '--json'], env)).stdout;
  const kept = (JSON.parse(list) as JobsAnswer).jobs.find(({ name }) => name === 'doctor')?.last;
  const states = Object.fromEntries((kept?.checks ?? []).map(({ part, state }) => [part, state]));
  assert.deepEqual([states['store'], states['atera']], ['ok', 'failed']);
  assert.ok(!list.includes(KEY) && !stdout.includes(KEY));
});

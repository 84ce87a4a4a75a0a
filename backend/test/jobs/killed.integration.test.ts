import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { startProgram } from '../support/server/cli.ts';
import { withFolder } from '../support/server/server.ts';
import { heldTables } from '../support/store/held-table.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';

interface Run {
  state: string;
  attempts: number;
}

test(
  'a job whose server is killed in its midst is noted as cut off and done again by the next one, once',
  { skip: skipReason('postgres') },
  async (t) => {
    const databaseUrl = await newDatabase('migrated');
    await using tables = await heldTables(databaseUrl);
    const env = { DATABASE_URL: databaseUrl, VIGIE_DATA_DIR: await withFolder(t), PORT: '0', MANAGEMENT_PORT: '0' };
    const serve = () => {
      const server = startProgram(['serve'], env);
      t.after(() => server.kill('SIGKILL'));
      let log = '';
      server.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
      server.stderr?.resume();
      return { server, log: () => log };
    };
    const runs = () => tables.query<Run>('select state, attempts from job_runs');
    const untilDone = () =>
      waitUntil('every run is done', async () => (await runs()).every(({ state }) => state === 'done'));

    // The last thing that a purge does.
    await tables.hold('audit', 'delete');
    await tables.query(
      `insert into job_runs (id, job, state, requested_by) values ('${randomUUID()}', 'purge', 'pending', 'zoe')`
    );
    const { server: killed } = serve();
    await tables.reached();
    const exit = once(killed, 'exit');
    killed.kill('SIGKILL');
    await exit;
    assert.deepEqual(await runs(), [{ state: 'running', attempts: 1 }], 'nobody could note its end');
    await tables.release();

    const next = serve();
    await untilDone();
    assert.deepEqual(await runs(), [{ state: 'done', attempts: 2 }]);
    assert.match(next.log(), /"msg":"a job was cut off"/);

    // One that is done is left alone, no matter who leads next.
    const stopped = once(next.server, 'exit');
    next.server.kill('SIGKILL');
    await stopped;
    const last = serve();
    await tables.query(
      `insert into job_runs (id, job, state, requested_by) values ('${randomUUID()}', 'tidyUp', 'pending', 'zoe')`
    );
    await untilDone();
    assert.deepEqual((await runs()).map(({ attempts }) => attempts).sort(), [1, 2]);
    assert.doesNotMatch(last.log(), /cut off/);
  }
);

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { type BackendProcess, startBackend } from '../../../demo/parts/backend.ts';
import { type CallBackend, callerOf } from '../../../tests/servers/backend-calls.ts';
import { tiedFolder } from '../../../tests/servers/processes/tied-folder.ts';
import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { type AteraSimulator, startAteraSimulator } from '../../../tests/simulators/atera/index.ts';
import { type HeldTables, heldTables } from '../support/store/held-table.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';
import { newSecretKey } from '../support/upstreams/connections.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PURGE = path.resolve(import.meta.dirname, '../support/store/purge-program.ts');
const SIGNALS = ['SIGKILL', 'SIGTERM'] as const;
const DAY_MS = 86_400_000;

/** One backend after the other on one store, each ended at a place of its work that a lock on a table holds it at. */
describe('a backend that is ended in the midst of', { skip: skipReason('postgres') }, () => {
  const stack = new AsyncDisposableStack();
  let atera: AteraSimulator;
  let held: HeldTables;
  let variables: Record<string, string>;
  let folder: string;
  let backend: BackendProcess;
  before(async () => {
    const now = new Date();
    atera = stack.adopt(
      await startAteraSimulator({
        apiKeys: [TEST_KEY],
        requestsPerMinute: 100_000,
        generate: { seed: 3, now, activeTickets: 120, doneTickets: 200, openAlerts: 6 },
      }),
      (simulator) => simulator.close()
    );
    const databaseUrl = await newDatabase('migrated');
    held = stack.use(await heldTables(databaseUrl));
    const made = tiedFolder({ prefix: 'vigie-killed-' });
    folder = made.path;
    stack.defer(made.remove);
    variables = {
      DATABASE_URL: databaseUrl,
      VIGIE_SECRET_KEY: newSecretKey(),
      // Readings happen when the test asks for them.
      SYNC_INTERVAL_SECONDS: '86400',
      LOG_LEVEL: 'warn',
    };
    await start();
    stack.defer(() => backend.close());
  });
  after(() => stack.disposeAsync());

  const start = async (): Promise<void> => {
    backend = await startBackend(ROOT, folder, variables);
  };
  /** A machine with more to do than it can refuses at first. */
  const call: CallBackend = async <T>(method: string, route: string, body?: object) => {
    const ask = callerOf({ folder, url: () => backend.url, user: 'tester', timeoutMs: 60_000 });
    return waitUntil(
      `${route} is not refused for load`,
      async () => {
        const answer = await ask<T>(method, route, body);
        return answer.status !== 503 && answer;
      },
      { everyMs: 500 }
    );
  };
  /** Begins work, ends the backend once it is at the held table, and starts another one. */
  const endedAt = async (
    signal: (typeof SIGNALS)[number],
    [table, operation]: readonly [string, Parameters<HeldTables['hold']>[1]],
    work: () => Promise<unknown>
  ): Promise<void> => {
    await held.hold(table, operation);
    const working = work().then(
      () => 'done',
      () => 'failed'
    );
    assert.equal(await Promise.race([held.reached().then(() => 'held'), working]), 'held');
    process.kill(backend.pid, signal);
    const ended = backend.close();
    if (signal === 'SIGKILL') {
      await ended;
    }
    await held.release();
    await ended;
    await working;
    await start();
  };
  /** Reads as the leader: a backend that was just started waits for the term of the one that was killed to be over. */
  const sync = (body: object = {}) =>
    waitUntil(
      'the backend leads',
      async () => {
        const answer = await call<{ leader: boolean; connections: { ok: boolean }[] }>('POST', '/v1/sync', body);
        return (answer.status !== 200 || answer.body.leader) && answer;
      },
      { everyMs: 100 }
    );
  const readEverything = async (): Promise<void> => {
    const { status, body } = await sync({ full: true });
    assert.deepEqual([status, body.connections.map(({ ok }) => ok)], [200, [true]], JSON.stringify(body));
  };
  /** The board is what Atera says, each of its moments is whole, and no change is recorded twice. */
  const assertWhole = async (): Promise<void> => {
    const active = await held.query<{ id: string }>(
      "select external_id::text as id from tickets where status_class <> 'done' and gone_at is null order by external_id"
    );
    const wanted = atera.world.activeTickets().map(({ TicketID }) => String(TicketID));
    assert.deepEqual(active.map(({ id }) => id).sort(), wanted.sort());
    const halves = await held.query(`select taken_at from snapshots
      where not exists (select 1 from snapshot_counts where snapshot_counts.taken_at = snapshots.taken_at)
      union select taken_at from snapshot_counts
      where not exists (select 1 from snapshots where snapshots.taken_at = snapshot_counts.taken_at)`);
    assert.deepEqual(halves, []);
    const twice = await held.query(`select external_id, field, before, after from ticket_events
      group by external_id, field, before, after having count(*) > 1`);
    assert.deepEqual(twice, []);
  };

  for (const signal of SIGNALS) {
    it(`its first reading (${signal}) reads what is left`, async () => {
      await held.query('truncate tickets, source_states, snapshots, snapshot_counts, ticket_events');
      await call('DELETE', '/v1/connections/atera');
      const connection = { name: 'atera', kind: 'atera', url: atera.url, secret: TEST_KEY, requestsPerMinute: 10_000 };
      await endedAt(signal, ['tickets', 'insert'], async () => {
        const { status } = await call('POST', '/v1/connections', connection);
        assert.equal(status, 201);
        await sync();
      });
      await readEverything();
      await assertWhole();
    });

    it(`a reconcile (${signal}) finds what has left`, async () => {
      const [deleted, merged, changed] = atera.world.activeTickets();
      atera.world.deleteTicket(deleted!.TicketID);
      atera.world.mergeTicket(merged!.TicketID, changed!.TicketID);
      atera.world.updateTicket(changed!.TicketID, { TicketPriority: signal === 'SIGKILL' ? 'Critical' : 'Low' });
      await endedAt(signal, ['tickets', 'update'], () => sync({ full: true }));
      await readEverything();
      await assertWhole();
      const gone = await held.query<{ id: string }>(
        'select external_id::text as id from tickets where gone_at is not null'
      );
      assert.ok(gone.some(({ id }) => id === String(deleted!.TicketID)));
    });

    it(`a snapshot (${signal}) leaves none by halves`, async () => {
      await held.query('delete from snapshots');
      await endedAt(signal, ['snapshot_counts', 'insert'], () => sync());
      await assertWhole();
      await readEverything();
      await assertWhole();
      assert.equal((await held.query('select 1 from snapshots')).length, 1);
    });
  }

  it('a rotation of the secrets opens all of them afterwards, and does it again', async () => {
    const previous = variables['VIGIE_SECRET_KEY'] ?? '';
    variables = { ...variables, VIGIE_SECRET_KEY: newSecretKey(), VIGIE_SECRET_KEY_PREVIOUS: previous };
    await backend.close();
    await start();
    await endedAt('SIGKILL', ['connections', 'update'], () => call('POST', '/v1/secrets/rotate'));
    await readEverything();
    assert.equal((await call('POST', '/v1/secrets/rotate')).status, 200);
    delete variables['VIGIE_SECRET_KEY_PREVIOUS'];
    await backend.close();
    await start();
    await readEverything();
    const keys = await held.query('select distinct secret_key_id from connections');
    assert.equal(keys.length, 1);
  });

  for (const place of [
    ['ticket_days', 'insert'],
    ['tickets', 'delete'],
    ['audit', 'delete'],
  ] as const) {
    it(`a purge, at ${place.join(', ')}, is finished by the next one`, async () => {
      const old = new Date(Date.now() - 4_000 * DAY_MS).toISOString();
      await held.query(`update tickets set resolved_at = '${old}', created_at = '${old}'
        where external_id in (select external_id from tickets where status_class = 'done' limit 3)`);
      const purge = () => {
        const env = { PATH: process.env['PATH'], DATABASE_URL: variables['DATABASE_URL'] };
        const child = spawn(process.execPath, [PURGE], { env, stdio: 'inherit' });
        return { child, ended: once(child, 'exit') };
      };
      await held.hold(place[0], place[1]);
      const first = purge();
      await held.reached();
      first.child.kill('SIGKILL');
      await first.ended;
      await held.release();
      assert.deepEqual(await purge().ended, [0, null]);
      const left = await held.query(`select 1 from tickets where created_at = '${old}'`);
      assert.deepEqual(left, []);
      await assertWhole();
      // Each day once, whatever was kept before.
      const days = await held.query('select connection, day, queue, client from ticket_days');
      assert.equal(new Set(days.map((row) => JSON.stringify(row))).size, days.length);
    });
  }
});

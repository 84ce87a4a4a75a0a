import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { migrate } from '../../src/store/driver/migrations/migrate.ts';
import { skipPooler, withPooler } from '../support/store/pgbouncer.ts';
import { postgresServer } from '../support/store/postgres.ts';
import { skipReason } from '../support/store/store.ts';
import { ateraSync, boardIds, withAtera } from '../support/upstreams/atera.ts';

test(
  'migrates, leads, reads and passes hints on behind a pooler that keeps no session',
  { skip: skipReason('postgres') || skipPooler },
  async (t) => {
    const databaseUrl = await withPooler(t, await (await postgresServer()).createDatabase());
    const stores = [1, 2, 3, 4].map(() => openStore({ databaseUrl, poolSize: 4 }));
    const [store, other, ...rest] = await Promise.all(stores);
    assert.ok(store && other);
    for (const one of [store, other, ...rest]) {
      t.after(() => one.close());
    }
    const applied = await Promise.all([store, other, ...rest].map((one) => migrate(one)));
    assert.equal(applied.filter((files) => files.includes('0001_tickets.sql')).length, 1);

    const tickets = Array.from({ length: 200 }, (_, index) => buildTicket(Date.now(), { TicketID: index + 1 }));
    const simulator = await withAtera(t, { tickets });
    const options = { syncIntervalMs: 3_600_000, hintIntervalMs: 10 };
    const leader = ateraSync(t, store, simulator, options);
    const follower = ateraSync(t, other, simulator, options);
    assert.equal((await leader.sync.syncNow()).connections[0]?.ok, true);
    assert.deepEqual(await follower.sync.syncNow(), { leader: false, connections: [] });
    simulator.world.addTicket({ TicketID: 500, TicketStatus: 'Open' });
    follower.sync.hint('atera');
    await waitUntil('the hint is followed', async () => (await boardIds(other)).includes(500));
    await leader.sync.stop();
    assert.equal((await follower.sync.syncNow()).leader, true);
  }
);

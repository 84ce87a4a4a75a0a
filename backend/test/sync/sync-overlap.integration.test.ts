import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

import { buildTicket, type SimTicket } from '../../../tests/simulators/atera/index.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { testOnStores } from '../support/store/store.ts';
import { ateraSync, withAtera } from '../support/upstreams/atera.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const LONG_AGO = Date.parse('2026-02-20T10:00:00Z');
const TICKETS = Array.from({ length: 200 }, (_, index) => buildTicket(LONG_AGO, { TicketID: index + 1 }));

/** An account of which 120 tickets changed in one go, read once since. */
async function readBurst(t: TestContext, store: Store) {
  let now = START;
  const simulator = await withAtera(t, { tickets: TICKETS, now: () => new Date(now) });
  const { world } = simulator;
  const { sync } = ateraSync(t, store, simulator);
  /** Moves Atera's clock on, refreshes, and counts the requests for changes. */
  const refreshAfter = async (seconds: number): Promise<number> => {
    now += seconds * 1000;
    simulator.requests.clear();
    assert.equal((await sync.syncNow()).connections[0]?.ok, true);
    return simulator.requests.entries.filter(({ path }) => path.endsWith('lastmodified')).length;
  };
  await sync.syncNow();
  now += 3_600_000;
  await refreshAfter(0);
  now += 10_000;
  for (let id = 1; id <= 120; id += 1) {
    world.updateTicket(id, { TicketTitle: 'En une fois' });
  }
  assert.ok((await refreshAfter(10)) >= 3);
  const titleOf = async (id: number) =>
    (await store.db.selectFrom('tickets').select('title').where('external_id', '=', id).executeTakeFirstOrThrow())
      .title;
  return { world, refreshAfter, titleOf };
}

/** Makes a list of changes come otherwise than Atera would send it. */
function alterChanges(
  world: { modifiedSince: (since: number) => readonly SimTicket[] },
  alter: (tickets: readonly SimTicket[]) => SimTicket[]
): void {
  const original = world.modifiedSince.bind(world);
  world.modifiedSince = (since) => alter(original(since));
}

testOnStores(
  'refreshes after many changes cost one request each, and one whole reading in five minutes',
  async (t, store) => {
    const { world, refreshAfter, titleOf } = await readBurst(t, store);
    for (let refresh = 1; refresh <= 9; refresh += 1) {
      assert.equal(await refreshAfter(30), 1, `refresh ${refresh}`);
    }
    // New tickets, changes of known ones, and several at once fit the first page.
    world.updateTicket(60, { TicketTitle: 'Deuxième fois' });
    world.updateTicket(150, { TicketTitle: 'Première fois' });
    const { TicketID } = world.addTicket({ TicketTitle: 'Nouveau' });
    assert.equal(await refreshAfter(5), 1);
    assert.deepEqual(
      [await titleOf(60), await titleOf(150), await titleOf(TicketID)],
      ['Deuxième fois', 'Première fois', 'Nouveau']
    );
    // Whole again once five minutes have passed, then one a refresh until the changes leave the overlap, and after.
    assert.ok((await refreshAfter(30)) > 1);
    assert.equal(await refreshAfter(30), 1);
    await refreshAfter(300);
    await refreshAfter(300);
    for (let refresh = 1; refresh <= 3; refresh += 1) {
      assert.equal(await refreshAfter(30), 1);
    }
  }
);

testOnStores('more changes than a page holds are all read, whatever is known', async (t, store) => {
  const { world, refreshAfter, titleOf } = await readBurst(t, store);
  for (let id = 10; id <= 90; id += 1) {
    world.updateTicket(id, { TicketTitle: `Encore ${id}` });
  }
  assert.ok((await refreshAfter(30)) > 1);
  assert.deepEqual([await titleOf(10), await titleOf(90)], ['Encore 10', 'Encore 90']);
  assert.equal(await refreshAfter(30), 1);
});

testOnStores('a ticket that leaves the list has it read whole once, then one request is enough', async (t, store) => {
  const { world, refreshAfter } = await readBurst(t, store);
  world.deleteTicket(7);
  assert.ok((await refreshAfter(30)) > 1);
  assert.equal(await refreshAfter(30), 1);
});

testOnStores(
  'a change that shows late behind the first page is found when the overlap is read again',
  async (t, store) => {
    const { world, refreshAfter, titleOf } = await readBurst(t, store);
    assert.equal(await refreshAfter(30), 1);
    alterChanges(world, (tickets) =>
      tickets.map((ticket) => (ticket.TicketID === 3 ? { ...ticket, TicketTitle: 'En retard' } : ticket))
    );
    for (let refresh = 1; refresh <= 10; refresh += 1) {
      await refreshAfter(30);
    }
    assert.equal(await titleOf(3), 'En retard');
  }
);

testOnStores('a new ticket that shows late behind the first page is found at once', async (t, store) => {
  const { world, refreshAfter, titleOf } = await readBurst(t, store);
  assert.equal(await refreshAfter(30), 1);
  const late = buildTicket(LONG_AGO, { TicketID: 999, TicketTitle: 'En retard' });
  alterChanges(world, (tickets) => (tickets.length > 100 ? [...tickets, late] : [...tickets]));
  await refreshAfter(30);
  assert.equal(await titleOf(999), 'En retard');
});

testOnStores(
  'changes that come oldest first are found within five minutes, then at every refresh',
  async (t, store) => {
    const { world, refreshAfter, titleOf } = await readBurst(t, store);
    alterChanges(world, (tickets) => [...tickets].reverse());
    await refreshAfter(30);
    world.updateTicket(3, { TicketTitle: 'Au bout' });
    for (let refresh = 1; refresh <= 10; refresh += 1) {
      await refreshAfter(30);
    }
    assert.equal(await titleOf(3), 'Au bout');
    world.updateTicket(4, { TicketTitle: 'Au bout aussi' });
    await refreshAfter(30);
    assert.equal(await titleOf(4), 'Au bout aussi');
  }
);

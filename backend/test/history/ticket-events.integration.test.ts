import assert from 'node:assert/strict';

import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { UpstreamTicket } from '../../src/domain/tickets/ticket.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { reclassify } from '../../src/store/upstream-rows/reclassify.ts';
import { markTicketsGone, purgeTickets, upsertTickets } from '../../src/store/upstream-rows/tickets-repository.ts';
import { ask } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { at, upstreamTicket } from '../support/upstreams/upstream-ticket.ts';

/** One answer with the ticket 1, several times when its values are given several times. */
const read = (
  db: StoreDatabase,
  readAt: Date,
  first: Partial<UpstreamTicket> = {},
  ...more: Partial<UpstreamTicket>[]
) =>
  upsertTickets(db, DEFAULT_RULES, { connection: 'atera', source: 'atera' }, [
    { items: [first, ...more].map((values) => upstreamTicket(1, values)), readAt },
  ]);
const events = async (db: StoreDatabase) => {
  const rows = await db.selectFrom('ticket_events').selectAll().orderBy('observed_at').orderBy('field').execute();
  return rows.map((row) => [row.field, row.before, row.after, row.not_before, row.observed_at]);
};

testOnStores('changes of status, priority and assignment are events between two readings', async (_t, { db }) => {
  await read(db, at(1), { technicianId: 5, technicianName: 'Zoé' });
  assert.deepEqual(await events(db), [], 'a new ticket is no change');
  await read(db, at(2), { title: 'Autre titre', impact: 'Minor', technicianId: 5, technicianName: 'Zoé' });
  await read(db, at(3), { technicianId: 5, technicianName: 'Zoé Durand' });
  assert.deepEqual(await events(db), [], 'a technician under a new name is the same');
  await read(db, at(5), { status: 'Pending', priority: 'High', technicianId: 6, technicianName: 'Ali' });
  await read(db, at(8), { status: 'Resolved', priority: 'High', technicianId: null, technicianName: null });
  assert.deepEqual(await events(db), [
    ['priority', 'Low', 'High', at(3), at(5)],
    ['status', 'Open', 'Pending', at(3), at(5)],
    ['technician', 'Zoé Durand', 'Ali', at(3), at(5)],
    ['status', 'Pending', 'Resolved', at(5), at(8)],
    ['technician', 'Ali', null, at(5), at(8)],
  ]);
});

testOnStores('an older answer that changes nothing leaves no event; nor do rules or departures', async (_t, { db }) => {
  await read(db, at(5));
  await read(db, at(4), { status: 'Pending' });
  await markTicketsGone(db, 'atera', [1], { goneAt: at(6), readAt: at(6) });
  await read(db, at(7));
  await reclassify(db, { ...DEFAULT_RULES, statuses: { ...DEFAULT_RULES.statuses, open: [], pending: ['Open'] } });
  assert.deepEqual(await events(db), []);
});

testOnStores('within one batch only the last state counts, against the one before', async (_t, { db }) => {
  await read(db, at(1));
  await read(db, at(2), { status: 'Pending' }, { status: 'Waiting' });
  assert.deepEqual(await events(db), [['status', 'Open', 'Waiting', at(1), at(2)]]);
});

testOnStores('events go with their ticket, and with age', async (_t, { db }) => {
  await read(db, at(1));
  await read(db, at(2), { priority: 'High' });
  await read(db, at(30), { priority: 'Low' });
  await purgeTickets(db, at(20));
  assert.equal((await events(db)).length, 1, 'an old event of an active ticket');
  await read(db, at(31), { status: 'Resolved', resolvedAt: at(31) });
  await purgeTickets(db, at(31));
  assert.equal((await events(db)).length, 1);
  await purgeTickets(db, at(32));
  assert.deepEqual(await events(db), []);
});

testOnStores('the list of changes tells which ticket, and between which instants', async (_t, store) => {
  await read(store.db, at(1), { customerName: 'pimkie', title: 'R&amp;D' });
  await read(store.db, at(2), {
    customerName: 'pimkie',
    title: 'R&amp;D',
    priority: 'High',
    status: 'Attente &gt; 1 j',
  });
  const list = (params: Record<string, unknown>, from = at(0), to = at(2)) =>
    ask(store, 'tickets.events', { params, from, to }).then(({ rows }) => rows);
  const [priority, status] = await list({});
  assert.deepEqual(priority, {
    observed: at(2),
    since: at(1),
    source: 'atera',
    id: '1',
    title: 'R&D',
    client: 'Pimkie',
    field: 'priority',
    before: 'Low',
    after: 'High',
    url: 'https://atera.example/new/ticket/1',
  });
  assert.deepEqual([status?.['field'], status?.['after']], ['status', 'Attente > 1 j']);
  assert.equal((await list({ field: 'status' })).length, 1);
  assert.equal((await list({ client: 'Pimkie', queue: 'support' })).length, 2);
  assert.equal((await list({ client: 'Autres' })).length, 0);
  assert.equal((await list({}, at(0), at(1))).length, 0);
});

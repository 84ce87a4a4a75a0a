import assert from 'node:assert/strict';

import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { UpstreamTicket } from '../../src/domain/tickets/ticket.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { removeAlerts, upsertAlerts } from '../../src/store/upstream-rows/alerts-repository.ts';
import { removeCustomersNotReadSince, upsertCustomers } from '../../src/store/upstream-rows/customers-repository.ts';
import {
  activeTicketsNotReadSince,
  markTicketsGone,
  purgeTickets,
  upsertTickets,
} from '../../src/store/upstream-rows/tickets-repository.ts';
import { testOnStores } from '../support/store/store.ts';
import { at, upstreamAlert, upstreamTicket as ticket } from '../support/upstreams/upstream-ticket.ts';

const store = (db: StoreDatabase, readAt: Date, ...tickets: UpstreamTicket[]) =>
  upsertTickets(db, DEFAULT_RULES, { connection: 'atera', source: 'atera' }, [{ items: tickets, readAt }]);
const all = (db: StoreDatabase) => db.selectFrom('tickets').selectAll().orderBy('external_id').execute();

testOnStores('texts of every kind survive the way into the store', async (_t, { db }) => {
  const title = `quotes ' " \\ $1 {"a":[1]} \n tab\t é 😀 \u2028 </script> ; DROP TABLE tickets; --`;
  await store(db, at(1), ticket(2 ** 52, { title, status: 'L\'état «"spécial"»' }));
  const [row] = await all(db);
  assert.deepEqual([row?.external_id, row?.title, row?.status], [2 ** 52, title, 'L\'état «"spécial"»']);
  assert.deepEqual([row?.status_class, row?.impact_class, row?.priority_class], ['open', 'major', 'low']);
});

testOnStores('an older answer never overwrites a newer one, in one batch or in two', async (_t, { db }) => {
  await store(db, at(5), ticket(1, { title: 'new' }));
  await store(db, at(4), ticket(1, { title: 'old' }), ticket(2));
  const origin = { connection: 'atera', source: 'atera' } as const;
  await upsertTickets(db, DEFAULT_RULES, origin, [
    { items: [ticket(3, { title: 'new' })], readAt: at(5) },
    { items: [ticket(3, { title: 'old' })], readAt: at(4) },
  ]);
  assert.deepEqual(
    (await all(db)).map(({ title }) => title),
    ['new', 'Titre', 'new']
  );
});

testOnStores(
  'answers replace what a clock that was ahead has read, as one that was set back since',
  async (_t, { db }) => {
    const now = Date.now();
    const ahead = new Date(now + 3 * 3_600_000);
    await store(db, ahead, ticket(1, { title: 'old' }), ticket(2));
    await upsertAlerts(db, 'atera', [{ items: [upstreamAlert(1, { title: 'old' }), upstreamAlert(2)], readAt: ahead }]);
    await upsertCustomers(db, 'atera', [{ items: [{ externalId: 1, name: 'old' }], readAt: ahead }]);

    const readAt = new Date(now);
    assert.deepEqual(await activeTicketsNotReadSince(db, 'atera', readAt), [1, 2]);
    await store(db, readAt, ticket(1, { title: 'new' }));
    assert.deepEqual(await activeTicketsNotReadSince(db, 'atera', readAt), [2]);
    await markTicketsGone(db, 'atera', [2], { goneAt: readAt, readAt });
    assert.deepEqual(
      (await all(db)).map(({ title, gone_at }) => [title, gone_at]),
      [
        ['new', null],
        ['Titre', readAt],
      ]
    );
    await upsertAlerts(db, 'atera', [{ items: [upstreamAlert(1, { title: 'new' })], readAt }]);
    await removeAlerts(db, 'atera', [1, 2], readAt);
    const alerts = await db.selectFrom('alerts').select('title').execute();
    assert.deepEqual(alerts, [{ title: 'new' }]);
    await removeCustomersNotReadSince(db, 'atera', readAt);
    assert.deepEqual(await db.selectFrom('customers').selectAll().execute(), []);
  }
);

testOnStores('unknown comment dates keep what is known, each for itself; null removes', async (_t, { db }) => {
  await store(db, at(1), ticket(1, { firstCommentAt: at(0), lastTechnicianCommentAt: at(1) }), ticket(2));
  const unknown = { firstCommentAt: undefined, lastTechnicianCommentAt: undefined };
  await store(db, at(2), ticket(1, { ...unknown, lastEndUserCommentAt: at(2) }), ticket(2, { firstCommentAt: at(2) }));
  await store(db, at(3), ticket(3, unknown));
  const rows = await all(db);
  assert.deepEqual(
    rows.map((row) => [row.first_comment_at, row.last_end_user_comment_at, row.last_technician_comment_at]),
    [
      [at(0), at(2), at(1)],
      [at(2), null, null],
      [null, null, null],
    ]
  );
  await store(db, at(4), ticket(1, { firstCommentAt: null }));
  assert.equal((await all(db))[0]?.first_comment_at, null);
});

testOnStores('connections do not touch each other', async (_t, { db }) => {
  await store(db, at(1), ticket(1, { title: 'ours' }));
  const origin = { connection: 'lyon-atera', source: 'atera' } as const;
  await upsertTickets(db, DEFAULT_RULES, origin, [{ items: [ticket(1, { title: 'theirs' })], readAt: at(2) }]);
  await markTicketsGone(db, 'lyon-atera', [1], { goneAt: at(3), readAt: at(3) });
  const rows = await db.selectFrom('tickets').select(['title', 'gone_at']).orderBy('connection').execute();
  assert.deepEqual(rows, [
    { title: 'ours', gone_at: null },
    { title: 'theirs', gone_at: at(3) },
  ]);
});

testOnStores('a ticket goes only if nothing newer was read, and comes back when seen again', async (_t, { db }) => {
  await store(db, at(5), ticket(1));
  await markTicketsGone(db, 'atera', [1], { goneAt: at(9), readAt: at(4) });
  assert.equal((await all(db))[0]?.gone_at, null);
  await markTicketsGone(db, 'atera', [1], { goneAt: at(9), readAt: at(6) });
  assert.deepEqual((await all(db))[0]?.gone_at, at(9));
  await store(db, at(5), ticket(1));
  assert.deepEqual((await all(db))[0]?.gone_at, at(9));
  await store(db, at(7), ticket(1));
  assert.equal((await all(db))[0]?.gone_at, null);
});

testOnStores('the purge removes what was done or gone before, and nothing that is active', async (_t, { db }) => {
  await store(
    db,
    at(1),
    ticket(1, { createdAt: at(0) }),
    ticket(2, { status: 'Resolved', resolvedAt: at(10) }),
    ticket(3, { status: 'Resolved', resolvedAt: at(30) }),
    ticket(4, { status: 'Spam', createdAt: at(0) }),
    ticket(5),
    ticket(6)
  );
  await markTicketsGone(db, 'atera', [5], { goneAt: at(10), readAt: at(2) });
  await markTicketsGone(db, 'atera', [6], { goneAt: at(30), readAt: at(2) });
  assert.equal(await purgeTickets(db, at(20)), 3);
  assert.deepEqual(
    (await all(db)).map((row) => row.external_id),
    [1, 3, 6]
  );
});

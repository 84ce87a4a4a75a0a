import assert from 'node:assert/strict';

import { fixedClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { UpstreamTicket } from '../../src/domain/tickets/ticket.ts';
import { purgeSourceGaps } from '../../src/store/history/source-gaps.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { createSourceStatesWriter } from '../../src/store/sources/source-states-writer.ts';
import { upsertTickets } from '../../src/store/upstream-rows/tickets-repository.ts';
import { ask } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { at, upstreamTicket } from '../support/upstreams/upstream-ticket.ts';

const MINUTE_MS = 60_000;
const minutes = (count: number): Date => new Date(at(0).getTime() + count * MINUTE_MS);

/** Readings of a connection's tickets at these minutes; every one after the first is a success, unless it is negative. */
async function readings(db: StoreDatabase, connection: string, ...at: number[]): Promise<void> {
  for (const minute of at) {
    const writer = createSourceStatesWriter(db, fixedClock(minutes(Math.abs(minute))), connection, 'atera');
    await writer.register(['tickets'], null);
    await (minute < 0
      ? writer.failed('tickets', { code: 'unreachable', text: { fr: 'pas de réponse', en: 'no answer' } })
      : writer.refreshed('tickets'));
  }
}

const read = (db: StoreDatabase, readAt: Date, id: number, values: Partial<UpstreamTicket> = {}) =>
  upsertTickets(db, DEFAULT_RULES, { connection: 'atera', source: 'atera' }, [
    { items: [upstreamTicket(id, values)], readAt },
  ]);

testOnStores(
  'a source that nobody could read for long enough is an outage, from reading to reading',
  async (_t, store) => {
    // Quarters of an hour are outages, three minutes and failures between readings are none.
    await readings(store.db, 'atera', 1, -2, 3, 6, -7, -15, 21, 22, 60);
    await readings(store.db, 'lyon', 1, 2, 3);
    const answer = (now: number, from: number, params: object) =>
      ask(store, 'tickets.annotations', {
        now: minutes(now),
        from: minutes(from),
        to: minutes(now),
        params: { kind: 'source_outage', ...params },
      });
    const list = async (now: number, from = 0, params = {}) => (await answer(now, from, params)).rows;
    assert.deepEqual(
      (await list(61)).map(({ time, time_end: end, title }) => [time, end, title]),
      [
        [minutes(3 + 0), minutes(61), 'Source lyon non lue'],
        [minutes(6), minutes(21), 'Source atera non lue'],
        [minutes(22), minutes(60), 'Source atera non lue'],
      ]
    );
    const [lasting, past] = await list(61);
    assert.deepEqual([lasting?.['text'], past?.['text']], ['depuis 58 min, et encore maintenant', 'pendant 15 min']);
    assert.deepEqual(
      (await list(61, 30)).map(({ time }) => time),
      [minutes(3), minutes(22)]
    );
    assert.deepEqual((await list(61, 0, { language: 'en' })).map(({ title }) => title)[0], 'Source lyon not read');
    const { rows: last, notices } = await answer(61, 0, { limit: 1 });
    assert.equal(last.length, 1);
    assert.match(JSON.stringify(notices), /les 1 dernières sur 3/);
    await purgeSourceGaps(store.db, minutes(40));
    assert.deepEqual(
      (await list(61)).map(({ time }) => time),
      [minutes(3), minutes(22)]
    );
  }
);

testOnStores('changes of tickets, or of one ticket, are events without a length', async (_t, store) => {
  await read(store.db, at(1), 1, { customerName: 'pimkie', title: 'R&amp;D' });
  await read(store.db, at(1), 2, { customerName: 'BASH' });
  await read(store.db, at(2), 1, { customerName: 'pimkie', title: 'R&amp;D', status: 'Pending' });
  await read(store.db, at(3), 2, { customerName: 'BASH', priority: 'High' });
  const list = async (params: object) =>
    (await ask(store, 'tickets.annotations', { params: { kind: 'ticket_change', ...params }, from: at(0), to: at(4) }))
      .rows;
  assert.deepEqual((await list({}))[0], {
    time: at(2),
    time_end: null,
    title: 'Ticket 1 : statut Open → Pending',
    text: 'Pimkie · R&D',
    tags: 'ticket_change,status',
  });
  assert.deepEqual(
    (await list({})).map(({ time }) => time),
    [at(2), at(3)]
  );
  assert.deepEqual(
    (await list({ ticket: 2 })).map(({ tags }) => tags),
    ['ticket_change,priority']
  );
  assert.deepEqual((await list({ client: 'Pimkie' })).length, 1);
  const { notices } = await ask(store, 'tickets.annotations', { params: { limit: 1 }, from: at(0), to: at(4) });
  assert.match(JSON.stringify(notices), /les 1 dernières sur 2/);
});

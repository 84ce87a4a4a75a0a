import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import { DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { upsertTickets } from '../../src/store/upstream-rows/tickets-repository.ts';
import { ask, type AskOptions, insertTickets, NOW, READER, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { upstreamTicket } from '../support/upstreams/upstream-ticket.ts';

type Ticket = Parameters<typeof insertTickets>[1][number];
const REASONS = ['unassigned', 'idle', 'replied', 'breached'] as const;
type Reason = (typeof REASONS)[number];

const HOUR = 3_600_000;
const keyOf = ({ connection, external_id }: Pick<Ticket, 'connection' | 'external_id'>): string =>
  `${connection} ${external_id}`;

/** "Now" is Tuesday 10 March 2026, 13:00 in Paris: two working days before it is Friday 6 March, 13:00. */
const TWO_WORKING_DAYS_AGO = Date.parse('2026-03-06T12:00:00Z');

/** From the words of the specification, in memory. */
function callsFor(reason: Reason, ticket: Ticket, now = NOW): boolean {
  const answers = [ticket.first_comment_at, ticket.last_technician_comment_at].flatMap((date) =>
    date ? [date.getTime()] : []
  );
  const asked = ticket.last_end_user_comment_at?.getTime();
  switch (reason) {
    case 'unassigned':
      return ticket.technician_id === null && (ticket.technician_name ?? '').trim() === '';
    case 'replied':
      return answers.length > 0 && asked !== undefined && asked > Math.max(...answers);
    case 'idle': {
      const signs = [ticket.created_at, ticket.changed_at].flatMap((date) => (date ? [date.getTime()] : []));
      const last = Math.max(...answers, ...signs);
      return Number.isFinite(last) && last < TWO_WORKING_DAYS_AGO;
    }
    case 'breached': {
      const dues = [answers.length === 0 ? ticket.first_response_due_at : null, ticket.closed_due_at];
      return dues.some((date) => date && date.getTime() < now.getTime());
    }
  }
}

function isActive({ source, status, gone_at }: Ticket): boolean {
  return source !== 'odoo' && !gone_at && !['closed', 'merged'].includes((status ?? '').trim().toLowerCase());
}

async function counts(store: Store, options: AskOptions = {}): Promise<unknown[]> {
  const [row] = (await ask(store, 'tickets.attention', options)).rows;
  return REASONS.map((reason) => row?.[reason]);
}

async function listed(store: Store, attention: Reason | Reason[], options: AskOptions = {}): Promise<string[]> {
  const { rows } = await ask(store, 'tickets.list', {
    ...options,
    params: { attention, limit: 10_000 },
  });
  return rows.map((row) => `${String(row['source'])} ${String(row['id'])}`).sort();
}

testOnStores('tickets to look at equal an independent computation, and each figure has its list', async (_t, store) => {
  const around = (...bases: number[]) =>
    fc.tuple(fc.constantFrom(...bases), fc.constantFrom(-1, 0, 1)).map(([base, ms]) => new Date(base + ms));
  const instant = around(TWO_WORKING_DAYS_AGO, NOW.getTime() - HOUR, TWO_WORKING_DAYS_AGO - 400 * HOUR);
  const ticket = fc.record({
    connection: fc.constantFrom('paris', 'lyon'),
    external_id: fc.integer({ min: 1, max: 30 }),
    source: fc.constantFrom('atera' as const, 'atera' as const, 'atera' as const, 'odoo' as const),
    status: fc.option(fc.constantFrom('Open', 'Pending', 'Closed', 'Merged', 'Attente', '')),
    customer_name: fc.constantFrom('BASH', 'Zoo'),
    technician_id: fc.option(fc.constantFrom(0, 4)),
    technician_name: fc.option(fc.constantFrom('', '  ', 'Zoé')),
    created_at: fc.option(instant, { freq: 6 }),
    first_comment_at: fc.option(instant),
    last_technician_comment_at: fc.option(instant),
    last_end_user_comment_at: fc.option(instant),
    first_response_due_at: fc.option(around(NOW.getTime())),
    closed_due_at: fc.option(around(NOW.getTime())),
    gone_at: fc.constantFrom(null, null, null, NOW),
    changed_at: fc.option(instant),
  });
  const tickets = fc.uniqueArray(ticket, { maxLength: 40, size: 'max', selector: keyOf });
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await sql`truncate tickets cascade`.execute(store.db);
      await insertTickets(store, rows);
      const wanted = (reason: Reason, of = rows) =>
        of
          .filter((row) => isActive(row) && callsFor(reason, row))
          .map(keyOf)
          .sort();
      assert.deepEqual(
        await counts(store),
        REASONS.map((reason) => wanted(reason).length)
      );
      for (const reason of REASONS) {
        assert.deepEqual(await listed(store, reason), wanted(reason), reason);
      }
      const either = new Set([...wanted('idle'), ...wanted('replied')]);
      assert.deepEqual(await listed(store, ['idle', 'replied']), [...either].sort());
      const zoo = rows.filter(({ customer_name }) => customer_name === 'Zoo');
      assert.deepEqual(
        await counts(store, { params: { client: 'zoo' } }),
        REASONS.map((reason) => wanted(reason, zoo).length)
      );
      const lyon = rows.filter(({ connection }) => connection === 'lyon');
      assert.deepEqual(
        await counts(store, { access: { ...READER, connections: ['lyon'] } }),
        REASONS.map((reason) => wanted(reason, lyon).length)
      );
    }),
    { numRuns: 20, seed: 20_260_310 }
  );
});

testOnStores('names the time after which a ticket is idle, and counts it on the business clock', async (_t, store) => {
  // Eight open hours before Tuesday 13:00 is Monday 14:00.
  const rules: Rules = { ...DEFAULT_RULES, board: { idleAfter: { amount: 8, unit: 'h' } } };
  const mondayAtTwo = Date.parse('2026-03-09T13:00:00Z');
  await insertTickets(store, [
    { external_id: 1, created_at: new Date(mondayAtTwo - 1), technician_id: 4 },
    { external_id: 2, created_at: new Date(mondayAtTwo), technician_id: 4 },
  ]);
  assert.deepEqual((await ask(store, 'tickets.attention', { rules })).rows, [
    { unassigned: 0, idle: 1, replied: 0, breached: 0, idle_after: '8 h ouvrées', idle_after_en: '8 working h' },
  ]);
  assert.deepEqual(await listed(store, 'idle', { rules }), ['atera 1']);
  assert.deepEqual(await rowsOf(store, 'tickets.attention'), [
    { unassigned: 0, idle: 0, replied: 0, breached: 0, idle_after: '2 j ouvrés', idle_after_en: '2 working d' },
  ]);
});

testOnStores('wakes an idle ticket by a change that a reading shows, not by the reading itself', async (_t, store) => {
  const longAgo = new Date(TWO_WORKING_DAYS_AGO - 1);
  const origin = { connection: 'atera', source: 'atera' as const };
  const read = (readAt: Date, values: object) =>
    upsertTickets(store.db, DEFAULT_RULES, origin, [
      { items: [upstreamTicket(1, { status: 'Open', createdAt: longAgo, technicianId: 4, ...values })], readAt },
    ]);
  await read(longAgo, {});
  assert.deepEqual(await listed(store, 'idle'), ['atera 1']);
  await read(new Date(NOW.getTime() - HOUR), { title: 'Another title', lastEndUserCommentAt: NOW });
  assert.deepEqual(await listed(store, 'idle'), ['atera 1'], 'neither a title nor the client counts');
  await read(new Date(NOW.getTime() - HOUR / 2), { status: 'Pending' });
  assert.deepEqual(await listed(store, 'idle'), []);
  const [event] = await store.db.selectFrom('ticket_events').selectAll().execute();
  const { changed_at } = await store.db.selectFrom('tickets').select('changed_at').executeTakeFirstOrThrow();
  assert.deepEqual(changed_at, event?.observed_at);
});

testOnStores('refuses an unknown reason with the known ones', async (_t, store) => {
  await assert.rejects(ask(store, 'tickets.list', { params: { attention: 'late' } }), /unassigned/);
});

import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import type { SimTicket } from '../../../tests/simulators/atera/index.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { ago, ask, insertTickets, NOW, READER, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { ateraSync, withAtera } from '../support/upstreams/atera.ts';

type Ticket = Parameters<typeof insertTickets>[1][number];

const HOUR = 3_600_000;
const at = (ms: number): Date => new Date(NOW.getTime() + ms);
const keyOf = ({ connection, external_id }: Ticket): string => `${connection} ${external_id}`;

/** What `tickets.due` says of a ticket by hand: `[key, kind, due, level]`, or nothing. */
type Due = [key: string, kind: string, due: number, level: string];

function levelOf(left: number): string {
  return left < 0 ? 'breached' : left <= HOUR ? 'soon' : left <= 4 * HOUR ? 'today' : 'ok';
}

function sortedDue(dues: (Due & { id?: number })[], idOf: (key: string) => number): Due[] {
  return dues.sort((a, b) => a[2] - b[2] || idOf(a[0]) - idOf(b[0]) || (a[0] < b[0] ? -1 : 1));
}

/** From the words of the specification, in memory. */
function expected(tickets: Ticket[], now = NOW): Due[] {
  const dues = tickets.flatMap((ticket): Due[] => {
    const status = (ticket.status ?? '').trim().toLowerCase();
    if (ticket.source === 'odoo' || ticket.gone_at || ['closed', 'merged'].includes(status)) {
      return [];
    }
    const answered = ticket.first_comment_at ?? ticket.last_technician_comment_at ?? null;
    const dates: [string, Date | null | undefined][] = [
      ['first_response', answered === null ? ticket.first_response_due_at : null],
      ['resolution', ticket.closed_due_at],
    ];
    const [nearest] = dates
      .flatMap(([kind, due]): [string, number][] => (due ? [[kind, due.getTime()]] : []))
      .sort((a, b) => a[1] - b[1]);
    return nearest ? [[keyOf(ticket), ...nearest, levelOf(nearest[1] - now.getTime())]] : [];
  });
  return sortedDue(dues, (key) => Number(key.split(' ')[1]));
}

async function due(store: Store, params: Record<string, unknown> = {}): Promise<Due[]> {
  return (await rowsOf(store, 'tickets.due', { limit: 10_000, ...params })).map((row) => {
    assert.equal(row['remaining_s'], ((row['due_at'] as Date).getTime() - NOW.getTime()) / 1000);
    return [
      `${String(row['source'])} ${String(row['id'])}`,
      String(row['kind']),
      (row['due_at'] as Date).getTime(),
      String(row['level']),
    ];
  });
}

testOnStores('shows the earlier due date of a ticket, how long it has and where it lives', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 7, title: 'R&amp;D', first_response_due_at: at(42 * 60_000), closed_due_at: at(8 * HOUR) },
  ]);
  assert.deepEqual(await rowsOf(store, 'tickets.due'), [
    {
      id: '7',
      title: 'R&D',
      client: 'Dupont SA',
      kind: 'first_response',
      due_at: at(42 * 60_000),
      remaining_s: 2520,
      level: 'soon',
      url: 'https://atera.example/new/ticket/7',
      source: 'atera',
    },
  ]);
});

testOnStores(
  'lists 5 rows by due date then number, and what is due on active Atera tickets only',
  async (_t, store) => {
    const soon = at(HOUR / 2);
    await insertTickets(store, [
      { external_id: 1, closed_due_at: at(3 * HOUR) },
      { external_id: 10, closed_due_at: soon },
      { external_id: 9, closed_due_at: soon },
      { external_id: 2, closed_due_at: ago(60), status: 'Merged' },
      { external_id: 3, closed_due_at: ago(60), gone_at: NOW },
      { external_id: 4, closed_due_at: ago(60), source: 'odoo', connection: 'odoo' },
      { external_id: 5, closed_due_at: ago(60), status: 'Attente fournisseur' },
      { external_id: 6, closed_due_at: at(5 * HOUR), status: 'Pending' },
      { external_id: 7 },
      { external_id: 8, closed_due_at: at(6 * HOUR) },
    ]);
    const ids = async (params = {}) => (await rowsOf(store, 'tickets.due', params)).map((row) => row['id']);
    assert.deepEqual(await ids(), ['5', '9', '10', '1', '6']);
    assert.deepEqual(await ids({ limit: 6 }), ['5', '9', '10', '1', '6', '8']);
  }
);

testOnStores('forgets the first response once a technician has commented, be it late', async (_t, store) => {
  const answered = { first_response_due_at: ago(7200), closed_due_at: at(9 * HOUR) };
  await insertTickets(store, [
    { external_id: 1, ...answered },
    { external_id: 2, ...answered, first_comment_at: ago(10_000) },
    { external_id: 3, ...answered, first_comment_at: ago(60) },
    // Atera may leave out the first of the comments.
    { external_id: 4, ...answered, last_technician_comment_at: ago(60) },
    { external_id: 5, first_response_due_at: ago(7200), first_comment_at: ago(60) },
    // The client's own comment answers nothing.
    { external_id: 6, ...answered, last_end_user_comment_at: ago(60) },
  ]);
  assert.deepEqual(
    (await due(store)).map(([key, kind, , level]) => [key, kind, level]),
    [
      ['atera 1', 'first_response', 'breached'],
      ['atera 6', 'first_response', 'breached'],
      ['atera 2', 'resolution', 'ok'],
      ['atera 3', 'resolution', 'ok'],
      ['atera 4', 'resolution', 'ok'],
    ]
  );
});

testOnStores(
  'takes nothing for breached at the instant that it is due, and says so to the millisecond',
  async (_t, store) => {
    await insertTickets(store, [
      { external_id: 1, closed_due_at: at(-1) },
      { external_id: 2, closed_due_at: NOW },
      { external_id: 3, closed_due_at: at(HOUR) },
      { external_id: 4, closed_due_at: at(HOUR + 1) },
      { external_id: 5, closed_due_at: at(4 * HOUR + 1) },
      { external_id: 6, closed_due_at: NOW, first_response_due_at: NOW },
    ]);
    assert.deepEqual(
      (await rowsOf(store, 'tickets.due', { limit: 10 })).map((row) => [
        row['id'],
        row['kind'],
        row['remaining_s'],
        row['level'],
      ]),
      [
        ['1', 'resolution', -0.001, 'breached'],
        ['2', 'resolution', 0, 'soon'],
        ['6', 'first_response', 0, 'soon'],
        ['3', 'resolution', 3600, 'soon'],
        ['4', 'resolution', 3600.001, 'today'],
        ['5', 'resolution', 14_400.001, 'ok'],
      ]
    );
  }
);

testOnStores('leaves out what passed longer ago than asked for', async (_t, store) => {
  await insertTickets(
    store,
    [-2 * HOUR, -HOUR, -1, 0, HOUR].map((ms, index) => ({ external_id: index + 1, closed_due_at: at(ms) }))
  );
  const ids = async (hours: number) =>
    (await rowsOf(store, 'tickets.due', { breached_hours: hours })).map((row) => row['id']);
  assert.deepEqual(await ids(0), ['4', '5']);
  assert.deepEqual(await ids(1), ['2', '3', '4', '5']);
  assert.deepEqual(await ids(2), ['1', '2', '3', '4', '5']);
  await assert.rejects(ask(store, 'tickets.due', { params: { breached_hours: -1 } }), /breached_hours/);
});

testOnStores('due dates equal an independent computation, and agree with the service levels', async (_t, store) => {
  const offset = fc
    .tuple(fc.constantFrom(-48 * HOUR, -HOUR, 0, HOUR, 4 * HOUR, 24 * HOUR), fc.constantFrom(-1, 0, 0, 1))
    .map(([base, ms]) => at(base + ms));
  const ticket = fc.record({
    connection: fc.constantFrom('paris', 'lyon'),
    external_id: fc.integer({ min: 1, max: 40 }),
    source: fc.constantFrom('atera' as const, 'atera' as const, 'odoo' as const),
    status: fc.option(fc.constantFrom('Open', 'open ', 'Pending', 'Closed', 'Merged', 'Attente', '')),
    customer_name: fc.constantFrom('BASH', 'Zoo'),
    first_comment_at: fc.option(fc.constantFrom(ago(60), ago(100_000))),
    last_technician_comment_at: fc.option(fc.constantFrom(ago(60), ago(100_000))),
    last_end_user_comment_at: fc.option(fc.constantFrom(ago(30), ago(100_000))),
    first_response_due_at: fc.option(offset),
    closed_due_at: fc.option(offset),
    gone_at: fc.constantFrom(null, null, null, NOW),
  });
  const tickets = fc.uniqueArray(ticket, { maxLength: 50, size: 'max', selector: keyOf });
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await sql`truncate tickets cascade`.execute(store.db);
      await insertTickets(store, rows);
      assert.deepEqual(await due(store), expected(rows));
      assert.deepEqual(await due(store, { limit: 3 }), expected(rows).slice(0, 3));
      const zoo = expected(rows.filter(({ customer_name }) => customer_name === 'Zoo'));
      assert.deepEqual(await due(store, { client: 'zoo' }), zoo);
      const access = { ...READER, connections: ['lyon'] };
      const { rows: ofLyon } = await ask(store, 'tickets.due', { access, params: { limit: 10_000 } });
      assert.deepEqual(
        ofLyon.map((row) => `lyon ${String(row['id'])}`),
        expected(rows)
          .map(([key]) => key)
          .filter((key) => key.startsWith('lyon'))
      );
      await compareWithServiceLevels(store, rows);
    }),
    { numRuns: 20, seed: 20_260_310 }
  );
});

/** `tickets.sla` counts each date for itself, answers that came late among them; what is still to be done is in both. */
async function compareWithServiceLevels(store: Store, rows: Ticket[]): Promise<void> {
  const levels = await rowsOf(store, 'tickets.sla');
  for (const kind of ['first_response', 'resolution'] as const) {
    const alone = rows.map((row) => ({
      ...row,
      first_response_due_at: kind === 'first_response' ? row.first_response_due_at : null,
      closed_due_at: kind === 'resolution' ? row.closed_due_at : null,
    }));
    const dues = expected(alone);
    const row = levels.find((each) => each['kind'] === kind)!;
    const count = (level: string) => dues.filter((each) => each[3] === level).length;
    assert.equal(row['due_1h'], count('soon'), kind);
    assert.equal(row['due_4h'], count('today'), kind);
    assert.ok((row['breached'] as number) >= count('breached'), kind);
    if (kind === 'resolution') {
      assert.equal(row['breached'], count('breached'));
    }
  }
}

/** A raw answer of Atera as the words of its documentation say: dates are UTC whether they say so or not. */
function rawDate(text: string | null | undefined): number | undefined {
  if (!text) {
    return undefined;
  }
  const instant = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant) || instant < 0 ? undefined : instant;
}

function expectedOfRaw(tickets: readonly SimTicket[], now: number): Due[] {
  const done = ['resolved', 'closed', 'merged', 'deleted', 'spam'];
  const dues = tickets
    .filter((ticket) => !done.includes((ticket.TicketStatus ?? '').trim().toLowerCase()))
    .flatMap((ticket): Due[] => {
      const answered = ticket.TechnicianFirstCommentDate ?? ticket.LastTechnicianCommentTimestamp;
      const response = answered ? undefined : rawDate(ticket.FirstResponseDueDate);
      const resolution = rawDate(ticket.ClosedTicketDueDate);
      const nearest = Math.min(response ?? Infinity, resolution ?? Infinity);
      const kind = nearest === response ? 'first_response' : 'resolution';
      return Number.isFinite(nearest) ? [[`atera ${ticket.TicketID}`, kind, nearest, levelOf(nearest - now)]] : [];
    });
  return sortedDue(dues, (key) => Number(key.split(' ')[1]));
}

testOnStores(
  'due dates equal those in the raw tickets of a simulated Atera, odd and broken ones included',
  async (t, store) => {
    const simulator = await withAtera(t, {
      now: () => NOW,
      generate: { seed: 5, now: NOW, activeTickets: 300, doneTickets: 60, openAlerts: 0, oddShare: 0.6 },
    });
    const odd: Partial<SimTicket>[] = [
      { ClosedTicketDueDate: '0001-01-01T00:00:00' },
      { ClosedTicketDueDate: 'demain' },
      { ClosedTicketDueDate: '' },
      { ClosedTicketDueDate: '2026-03-10T14:00:00+02:00' },
      { ClosedTicketDueDate: '2026-03-10T12:00:00.1234567' },
      { ClosedTicketDueDate: null, FirstResponseDueDate: undefined },
      { TicketStatus: 'Merged', ClosedTicketDueDate: '2026-03-10T11:00:00' },
      { TicketStatus: 'Chez le fournisseur', ClosedTicketDueDate: '2026-03-10T11:59:59' },
    ];
    const victims = simulator.world.activeTickets().slice(0, odd.length);
    victims.forEach(({ TicketID }, index) => simulator.world.updateTicket(TicketID, odd[index]!));
    const { sync } = ateraSync(t, store, simulator, { clock: fixedClock(NOW) });
    await sync.syncNow();
    const raw = expectedOfRaw(simulator.world.tickets(), NOW.getTime());
    assert.ok(raw.some(([, kind]) => kind === 'first_response'));
    for (const level of ['breached', 'soon', 'today', 'ok']) {
      assert.ok(
        raw.some((each) => each[3] === level),
        level
      );
    }
    // The store keeps milliseconds.
    assert.deepEqual(
      await due(store),
      raw.map(([key, kind, instant, level]) => [key, kind, Math.floor(instant), level])
    );
  }
);

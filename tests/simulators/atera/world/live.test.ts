import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOW, simulatorFor } from '../test-helper.ts';
import { generateData } from './generate.ts';
import { LiveAteraWorld, type LiveEvent, type LiveEventType } from './live.ts';
import { isActive } from './rules.ts';
import { instantOf } from './time.ts';

const TICKS = 600;

/** A world that has lived for a while, ten seconds a tick. */
function livedWorld(seed: number): { world: LiveAteraWorld; events: LiveEvent[]; now: () => Date } {
  let instant = NOW.getTime();
  const now = () => new Date(instant);
  const data = generateData({ seed, now: NOW, activeTickets: 120, doneTickets: 60, openAlerts: 20 });
  const world = new LiveAteraWorld(data, now, seed);
  const events: LiveEvent[] = [];
  for (let tick = 0; tick < TICKS; tick += 1) {
    instant += 10_000;
    events.push(...world.tick());
  }
  return { world, events, now };
}

test('the same seed lives the same life', () => {
  const [one, two, other] = [livedWorld(5), livedWorld(5), livedWorld(6)];
  assert.deepEqual(one.events, two.events);
  assert.deepEqual(one.world.tickets(), two.world.tickets());
  assert.deepEqual(one.world.alerts(), two.world.alerts());
  assert.notDeepEqual(one.events, other.events);
});

test('everything happens that happens to tickets and alerts', () => {
  const happened = new Set(livedWorld(5).events.map(({ type }) => type));
  const expected: LiveEventType[] = [
    'ticket-created',
    'first-response',
    'technician-comment',
    'end-user-reply',
    'status-changed',
    'priority-changed',
    'ticket-done',
    'ticket-deleted',
    'ticket-merged',
    'alert-raised',
    'alert-resolved',
    'alert-snoozed',
  ];
  assert.deepEqual([...happened].sort(), expected.sort());
});

test('the account keeps its size, its ids stay unique, its dates stay in the past and in order', () => {
  const { world, now } = livedWorld(5);
  const active = world.activeTickets().length;
  assert.ok(active > 90 && active < 150, `${active} active tickets`);
  const openAlerts = world.alerts('Open').length;
  assert.ok(openAlerts > 8 && openAlerts < 35, `${openAlerts} open alerts`);
  assert.equal(new Set(world.tickets().map(({ TicketID }) => TicketID)).size, world.tickets().length);
  for (const ticket of world.tickets()) {
    const first = instantOf(ticket.TechnicianFirstCommentDate);
    assert.ok(first === undefined || first <= now().getTime());
    if (/^(Resolved|Closed)$/.test(ticket.TicketStatus ?? '')) {
      assert.ok(instantOf(ticket.TicketResolvedDate) !== undefined, `ticket ${ticket.TicketID} is done at some time`);
    }
  }
});

test('every ticket a tick touched is in lastmodified, unless it was deleted or merged', () => {
  const { world, now } = livedWorld(5);
  const before = new Map(world.tickets().map((ticket) => [ticket.TicketID, JSON.stringify(ticket)]));
  const since = now().getTime();
  const events = Array.from({ length: 50 }, () => world.tick()).flat();
  const listed = new Set(world.modifiedSince(since).map(({ TicketID }) => TicketID));
  for (const ticket of world.tickets()) {
    const gone = /^(merged|deleted)$/i.test(ticket.TicketStatus ?? '');
    if (gone) {
      assert.equal(listed.has(ticket.TicketID), false, `ticket ${ticket.TicketID} is gone`);
    } else if (before.get(ticket.TicketID) !== JSON.stringify(ticket)) {
      assert.ok(listed.has(ticket.TicketID), `ticket ${ticket.TicketID} changed`);
    }
  }
  assert.ok(events.length >= 50);
});

test('an empty account comes to life', () => {
  const world = new LiveAteraWorld({ tickets: [], alerts: [], customers: [] }, () => NOW, 1);
  for (let tick = 0; tick < 20; tick += 1) {
    world.tick();
  }
  assert.ok(world.tickets().some(isActive));
});

test('with tickEveryMs the simulator ticks by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const simulator = await simulatorFor(t, { tickEveryMs: 5000, tickets: [] });
  t.mock.timers.tick(4999);
  assert.equal(simulator.world.tickets().length + simulator.world.alerts().length, 0);
  t.mock.timers.tick(1);
  assert.ok(simulator.world.tickets().length + simulator.world.alerts().length > 0);
});

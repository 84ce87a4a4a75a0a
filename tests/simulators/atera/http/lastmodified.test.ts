import assert from 'node:assert/strict';
import { test } from 'node:test';

import { get, idsOf, NOW, simulatorFor, ticketPage, ticketRow } from '../test-helper.ts';
import type { SimTicket } from '../world/types.ts';

const YESTERDAY = '2026-03-11T12:00:00Z';
const OLD: SimTicket[] = ticketRow(5, { TicketCreatedDate: '2026-03-01T08:00:00Z' });

/** Moves by hand. */
function clock(): { now: () => Date; advance: (minutes: number) => void } {
  let instant = NOW.getTime();
  return {
    now: () => new Date(instant),
    advance: (minutes) => {
      instant += minutes * 60_000;
    },
  };
}

test('a ticket shows up from the moment of its change on, the last change first', async (t) => {
  const { now, advance } = clock();
  const simulator = await simulatorFor(t, { tickets: OLD, now });
  const changedSince = async (date: string) => idsOf(await ticketPage(simulator, `/tickets/lastmodified?date=${date}`));
  assert.deepEqual(await changedSince(NOW.toISOString()), []);
  advance(1);
  simulator.world.updateTicket(2, { TicketPriority: 'High' });
  const changedAt = now().toISOString();
  advance(1);
  simulator.world.commentAsEndUser(4);
  simulator.world.addTicket({ TicketID: 50 });
  assert.deepEqual(await changedSince(changedAt), [50, 4, 2]);
  advance(1);
  assert.deepEqual(await changedSince(now().toISOString()), []);
});

test('the date is UTC with or without Z, and today at midnight UTC when it is absent', async (t) => {
  const tickets = [
    { TicketID: 1, TicketCreatedDate: '2026-03-11T23:59:59Z' },
    { TicketID: 2, TicketCreatedDate: '2026-03-12T00:00:00' },
  ];
  const simulator = await simulatorFor(t, { tickets });
  assert.deepEqual(idsOf(await ticketPage(simulator, '/tickets/lastmodified')), [2]);
  assert.deepEqual(idsOf(await ticketPage(simulator, '/tickets/lastmodified?date=2026-03-11T23:59:59')), [2, 1]);
  assert.deepEqual(idsOf(await ticketPage(simulator, '/tickets/lastmodified?date=2026-03-12T01:00:00%2B01:00')), [2]);
});

test('without includeComments, comments and their dates are missing', async (t) => {
  const simulator = await simulatorFor(t, { tickets: OLD });
  simulator.world.commentAsTechnician(3, 'Bonjour');
  simulator.world.commentAsEndUser(3, 'Merci');
  const [bare] = (await ticketPage(simulator, `/tickets/lastmodified?date=${YESTERDAY}`)).items ?? [];
  assert.equal(bare?.TicketID, 3);
  assert.equal(bare.TechnicianFirstCommentDate, null);
  assert.equal(bare.LastTechnicianCommentTimestamp, null);
  assert.equal(bare.LastEndUserCommentTimestamp, null);
  assert.equal(bare.LastEndUserComment, null);
  const [full] =
    (await ticketPage(simulator, `/tickets/lastmodified?date=${YESTERDAY}&includeComments=true`)).items ?? [];
  assert.equal(full?.TechnicianFirstCommentDate, '2026-03-12T10:00:00Z');
  assert.equal(full.LastEndUserComment, 'Merci');
});

test('the first comment of a technician dates the first response, later ones do not', async (t) => {
  const { now, advance } = clock();
  const simulator = await simulatorFor(t, { tickets: OLD, now });
  simulator.world.commentAsTechnician(1);
  advance(30);
  const ticket = simulator.world.commentAsTechnician(1);
  assert.equal(ticket.TechnicianFirstCommentDate, '2026-03-12T10:00:00Z');
  assert.equal(ticket.LastTechnicianCommentTimestamp, '2026-03-12T10:30:00Z');
});

test('deleted and merged tickets never show up', async (t) => {
  const simulator = await simulatorFor(t, { tickets: OLD });
  simulator.world.updateTicket(1, { TicketPriority: 'High' });
  simulator.world.deleteTicket(1);
  simulator.world.deleteTicket(2, { toBin: true });
  simulator.world.mergeTicket(3, 4);
  assert.deepEqual(idsOf(await ticketPage(simulator, `/tickets/lastmodified?date=${YESTERDAY}`)), [4]);
  assert.equal((await get(simulator, '/tickets/1')).status, 404);
  assert.equal(((await (await get(simulator, '/tickets/2')).json()) as SimTicket).TicketStatus, 'Deleted');
  assert.equal(((await (await get(simulator, '/tickets/3')).json()) as SimTicket).TicketStatus, 'Merged');
});

test('statusmodified lists resolved and closed tickets, the last change first, with comments by default', async (t) => {
  const { now, advance } = clock();
  const simulator = await simulatorFor(t, { tickets: OLD, now });
  for (const [id, TicketStatus] of [
    [4, 'Closed'],
    [1, 'Resolved'],
    [2, 'Pending'],
    [3, 'Spam'],
  ] as const) {
    advance(1);
    simulator.world.updateTicket(id, { TicketStatus, LastEndUserComment: 'Merci' });
  }
  const page = await ticketPage(simulator, '/tickets/statusmodified');
  assert.deepEqual(idsOf(page), [1, 4]);
  assert.equal(page.items?.[0]?.LastEndUserComment, 'Merci');
  const bare = await ticketPage(simulator, '/tickets/statusmodified?includeComments=false');
  assert.equal(bare.items?.[0]?.LastEndUserComment, null);
});

test('the world refuses changes of tickets that are not there', async (t) => {
  const { world } = await simulatorFor(t, { tickets: OLD });
  assert.throws(() => world.updateTicket(99, {}), /no ticket 99/);
  assert.throws(() => world.mergeTicket(1, 99), /no ticket 99/);
  assert.equal(world.ticket(1)?.TicketStatus, 'Open', 'a refused merge changes nothing');
  assert.throws(() => world.addTicket({ TicketID: 1 }), /exists already/);
});

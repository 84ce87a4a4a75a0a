import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOW } from '../test-helper.ts';
import { generateData, type GenerateOptions } from './generate.ts';
import { TICKET_ODDITIES } from './odd.ts';
import { isActive } from './rules.ts';
import { instantOf } from './time.ts';
import { type SimTicket, TICKET_IMPACTS, TICKET_PRIORITIES } from './types.ts';
import { AteraWorld } from './world.ts';

const OPTIONS: GenerateOptions = { seed: 7, now: NOW, activeTickets: 1000, doneTickets: 500, openAlerts: 80 };
const DAY_MS = 86_400_000;

test('the same options give the same data, another seed gives other data', () => {
  assert.deepEqual(generateData(OPTIONS), generateData(OPTIONS));
  assert.notDeepEqual(generateData(OPTIONS).tickets, generateData({ ...OPTIONS, seed: 8 }).tickets);
});

test('the world is as large as asked', () => {
  const world = new AteraWorld(generateData(OPTIONS), () => NOW);
  assert.equal(world.tickets().length, 1500);
  assert.equal(world.activeTickets().length, 1000);
  assert.equal(world.alerts('Open').length, 80);
  assert.ok(world.alerts('Resolved').length > 0 && world.alerts('Snoozed').length > 0);
});

test('about 60 % of the active tickets are open, 25 % pending, the others in statuses of the account', () => {
  const active = generateData({ ...OPTIONS, oddShare: 0 }).tickets.filter(isActive);
  const share = (status: string) => active.filter(({ TicketStatus }) => TicketStatus === status).length / active.length;
  assert.ok(Math.abs(share('Open') - 0.6) < 0.05, `open ${share('Open')}`);
  assert.ok(Math.abs(share('Pending') - 0.25) < 0.05, `pending ${share('Pending')}`);
  assert.ok(share('En attente client') > 0.03);
});

test('without custom statuses and odd data the active tickets are Open or Pending', () => {
  const { tickets } = generateData({ ...OPTIONS, oddShare: 0, customStatusShare: 0 });
  assert.deepEqual([...new Set(tickets.filter(isActive).map(({ TicketStatus }) => TicketStatus))].sort(), [
    'Open',
    'Pending',
  ]);
});

test('active tickets are minutes to 15 days old, in the order of their ids, and nothing lies in the future', () => {
  const { tickets } = generateData({ ...OPTIONS, oddShare: 0 });
  const created = tickets.map(({ TicketCreatedDate }) => instantOf(TicketCreatedDate) ?? NaN);
  assert.deepEqual(
    created,
    [...created].sort((a, b) => a - b)
  );
  const ages = tickets
    .filter(isActive)
    .map(({ TicketCreatedDate }) => NOW.getTime() - (instantOf(TicketCreatedDate) ?? NaN));
  assert.ok(
    Math.min(...ages) < DAY_MS / 24 && Math.max(...ages) > 10 * DAY_MS && Math.max(...ages) <= 15 * DAY_MS + 1000
  );
  for (const ticket of tickets) {
    const past = [
      ticket.TechnicianFirstCommentDate,
      ticket.LastTechnicianCommentTimestamp,
      ticket.LastEndUserCommentTimestamp,
    ];
    const instants = [...past, ticket.TicketResolvedDate].map(instantOf).filter((instant) => instant !== undefined);
    assert.ok(
      instants.every((instant) => instant <= NOW.getTime()),
      JSON.stringify(ticket)
    );
  }
});

for (const seed of [1, 7, 20_240_722]) {
  test(`technicians carry different loads, and clients ask differently often, with seed ${seed}`, () => {
    const { tickets } = generateData({ ...OPTIONS, seed, activeTickets: 180, doneTickets: 2400, oddShare: 0 });
    const countBy = (field: 'TechnicianFullName' | 'CustomerName', list: readonly SimTicket[]) =>
      [...Map.groupBy(list, (ticket) => ticket[field]).values()].map(({ length }) => length).sort((a, b) => b - a);
    const named = tickets.filter(({ TechnicianFullName }) => TechnicianFullName !== null);
    const loads = countBy('TechnicianFullName', named);
    assert.ok((loads[0] ?? 0) > 3 * (loads.at(-1) ?? 0), `loads ${loads.join(', ')}`);
    const clients = countBy('CustomerName', tickets);
    assert.ok((clients[0] ?? 0) > 6 * (clients.at(-1) ?? 0), `clients ${clients.join(', ')}`);
  });

  test(`what comes in at night waits for the morning, and few wait in the day, with seed ${seed}`, () => {
    const { tickets } = generateData({ ...OPTIONS, seed, activeTickets: 180, doneTickets: 2400, oddShare: 0 });
    const answered = tickets.map(({ TechnicianFirstCommentDate }) => instantOf(TechnicianFirstCommentDate) ?? NaN);
    const atNight = answered.filter((at) => {
      const hour = new Date(at).getUTCHours();
      return hour >= 20 || hour < 5;
    });
    assert.ok(atNight.length < 0.03 * tickets.length, `${atNight.length} answers at night`);
    const waiting = tickets.filter(
      (ticket) => isActive(ticket) && instantOf(ticket.TechnicianFirstCommentDate) === undefined
    );
    assert.ok(waiting.length > 5 && waiting.length < 60, `${waiting.length} without an answer`);
  });
}

test('every priority, impact, big client spelling and due date occurs', () => {
  const { tickets } = generateData(OPTIONS);
  const values = (field: 'TicketPriority' | 'TicketImpact' | 'CustomerName') =>
    new Set(tickets.map((ticket) => ticket[field]));
  TICKET_PRIORITIES.forEach((name) => assert.ok(values('TicketPriority').has(name), name));
  TICKET_IMPACTS.forEach((name) => assert.ok(values('TicketImpact').has(name), name));
  const big = [
    'BASH',
    'Ba&sh',
    'Ba&amp;sh',
    'BASH SAS',
    'Pimkie',
    'APRIL',
    'Valeor',
    'Hôtel de la Trémoille',
    'CASI PSE',
  ];
  big.forEach((name) => assert.ok(values('CustomerName').has(name), name));
  assert.ok(tickets.some(({ FirstResponseDueDate }) => FirstResponseDueDate === null));
  assert.ok(tickets.some(({ ClosedTicketDueDate }) => (instantOf(ClosedTicketDueDate) ?? Infinity) < NOW.getTime()));
});

test('every oddity of the list occurs in a large data set', () => {
  const { tickets } = generateData({ ...OPTIONS, activeTickets: 4000, oddShare: 1 });
  const is = (which: (ticket: (typeof tickets)[number]) => boolean) => tickets.some(which);
  assert.ok(is(({ TicketPriority }) => TicketPriority === null));
  assert.ok(is((ticket) => ticket.TicketPriority === undefined));
  assert.ok(is(({ TicketPriority }) => TicketPriority === 'Urgent'));
  assert.ok(is(({ TicketImpact }) => TicketImpact === null));
  assert.ok(is(({ CustomerID }) => CustomerID === null));
  assert.ok(is(({ TicketCreatedDate }) => TicketCreatedDate === null));
  assert.ok(is(({ TicketCreatedDate }) => /\.\d{7}Z$/.test(TicketCreatedDate ?? '')));
  assert.ok(is(({ TicketCreatedDate }) => /\d$/.test(TicketCreatedDate ?? '')));
  assert.ok(is(({ TicketStatus }) => TicketStatus === ''));
  assert.ok(
    is((ticket) => (instantOf(ticket.TechnicianFirstCommentDate) ?? NaN) < (instantOf(ticket.TicketCreatedDate) ?? NaN))
  );
  assert.equal(new Set(TICKET_ODDITIES.map(({ name }) => name)).size, TICKET_ODDITIES.length);
});

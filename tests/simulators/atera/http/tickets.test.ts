import assert from 'node:assert/strict';
import { test } from 'node:test';

import { get, getJson, idsOf, NOW, simulatorFor, ticketPage, ticketRow } from '../test-helper.ts';
import type { SimTicket } from '../world/types.ts';

test('pages hold 20 items by default, newest first, with links to their neighbours', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(45) });
  const first = await ticketPage(simulator, '/tickets');
  assert.deepEqual(
    idsOf(first),
    Array.from({ length: 20 }, (_, index) => 45 - index)
  );
  assert.equal(first.page, 1);
  assert.equal(first.itemsInPage, 20);
  assert.equal(first.totalItemCount, 45);
  assert.equal(first.totalPages, 3);
  assert.equal(first.prevLink, null);

  const second = await ticketPage(simulator, (first.nextLink ?? '').replace(`${simulator.url}/api/v3`, ''));
  assert.equal(second.page, 2);
  assert.equal(idsOf(second)[0], 25);
  assert.equal(second.prevLink, `${simulator.url}/api/v3/tickets?page=1&itemsInPage=20`);

  const last = await ticketPage(simulator, '/tickets?page=3');
  assert.deepEqual(idsOf(last), [5, 4, 3, 2, 1]);
  assert.equal(last.nextLink, null);
});

test('links keep the filters of the request', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(45) });
  const page = await ticketPage(simulator, '/tickets?ticketStatus=Open&Page=1&itemsInPage=10');
  assert.equal(page.nextLink, `${simulator.url}/api/v3/tickets?ticketStatus=Open&page=2&itemsInPage=10`);
});

test('more than 50 items a page are cut to 50; nonsense falls back to the defaults', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(120) });
  const wide = await ticketPage(simulator, '/tickets?itemsInPage=100');
  assert.equal(wide.itemsInPage, 50);
  assert.equal(wide.items?.length, 50);
  assert.equal(wide.totalPages, 3);
  assert.equal((await ticketPage(simulator, '/tickets?itemsInPage=0&page=0')).itemsInPage, 20);
});

test('a page behind the end is empty and still tells the totals', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(5) });
  const page = await ticketPage(simulator, '/tickets?page=9');
  assert.deepEqual(page.items, []);
  assert.equal(page.totalItemCount, 5);
  assert.equal(page.nextLink, null);
});

test('values that cannot be read give 400 with an empty body', async (t) => {
  const simulator = await simulatorFor(t);
  const paths = [
    '/tickets?page=two',
    '/tickets?includeRelations=perhaps',
    '/tickets/lastmodified?date=yesterday',
    '/tickets/abc',
  ];
  for (const path of [...paths, '/alerts?alertStatus=Closed']) {
    const response = await get(simulator, path);
    assert.equal(response.status, 400, path);
    assert.equal(await response.text(), '', path);
  }
});

test('ticketStatus takes one value, without case; a list of values matches nothing', async (t) => {
  const tickets: SimTicket[] = [
    { TicketID: 1, TicketStatus: 'Open' },
    { TicketID: 2, TicketStatus: 'OPEN' },
    { TicketID: 3, TicketStatus: 'Pending' },
    { TicketID: 4, TicketStatus: 'En attente client' },
    { TicketID: 5, TicketStatus: null },
    { TicketID: 6 },
  ];
  const simulator = await simulatorFor(t, { tickets });
  const idsWith = async (query: string) => idsOf(await ticketPage(simulator, `/tickets?${query}`));
  assert.deepEqual(await idsWith('ticketStatus=open'), [2, 1]);
  assert.deepEqual(await idsWith('ticketStatus=En%20attente%20client'), [4]);
  assert.deepEqual(await idsWith('ticketStatus=Open,Pending'), []);
  assert.deepEqual(await idsWith('ticketStatus=Open&ticketStatus=Pending'), [2, 1]);
  assert.deepEqual(await idsWith('ticketStatus='), [6, 5, 4, 3, 2, 1]);
});

test('customerId narrows, alone or with a status', async (t) => {
  const tickets = [...ticketRow(3, { CustomerID: 101 }), { TicketID: 9, CustomerID: 102, TicketStatus: 'Open' }];
  const simulator = await simulatorFor(t, { tickets });
  assert.deepEqual(idsOf(await ticketPage(simulator, '/tickets?customerId=102')), [9]);
  assert.deepEqual(idsOf(await ticketPage(simulator, '/tickets?customerId=101&ticketStatus=Pending')), []);
});

test('relations are sent on request only', async (t) => {
  const simulator = await simulatorFor(t, {
    tickets: [{ TicketID: 1, RelationType: 'Child', RelatedTicketId: 7 }],
  });
  assert.deepEqual((await ticketPage(simulator, '/tickets')).items, [{ TicketID: 1 }]);
  assert.deepEqual(await getJson(simulator, '/tickets/1?includeRelations=true'), {
    TicketID: 1,
    RelationType: 'Child',
    RelatedTicketId: 7,
  });
});

test('explicit tickets are sent exactly as given: null stays null, absent stays absent', async (t) => {
  const ticket: SimTicket = {
    TicketID: 12,
    TicketTitle: null,
    TicketPriority: 'Urgent',
    TicketCreatedDate: '2026-03-12T09:00:00',
  };
  const simulator = await simulatorFor(t, { tickets: [ticket] });
  assert.deepEqual(await getJson(simulator, '/tickets/12'), ticket);
});

test('a ticket that comes in between two requests pushes another one onto the next page', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(40) });
  const first = await ticketPage(simulator, '/tickets?page=1');
  simulator.world.addTicket();
  const second = await ticketPage(simulator, '/tickets?page=2');
  assert.equal(second.totalItemCount, 41);
  assert.equal(idsOf(second)[0], idsOf(first).at(-1), 'the last one of page 1 comes again');
});

test('a ticket that vanishes between two requests makes the reader miss another one', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(40) });
  const first = await ticketPage(simulator, '/tickets?page=1');
  simulator.world.deleteTicket(30);
  const second = await ticketPage(simulator, '/tickets?page=2');
  const seen = new Set([...idsOf(first), ...idsOf(second)]);
  assert.equal(seen.has(20), false, 'ticket 20 slipped to page 1 unseen');
});

test('without keys of their own, paths and names of parameters are compared without case', async (t) => {
  const simulator = await simulatorFor(t, { tickets: ticketRow(5) });
  assert.equal((await ticketPage(simulator, '/Tickets?ITEMSINPAGE=2')).items?.length, 2);
});

test('the Date header follows the simulator clock', async (t) => {
  const simulator = await simulatorFor(t);
  assert.equal((await get(simulator, '/tickets')).headers.get('date'), NOW.toUTCString());
});

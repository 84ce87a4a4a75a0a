import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mapLead, ticketOf } from './mapper.ts';

const open = { id: 1, active: true, probability: 20 };

test('open or done: by won_status where Odoo has it, else by probability; archived is done', () => {
  for (const [fields, expected] of [
    [{}, 'open'],
    [{ probability: 100 }, 'done'],
    [{ active: false }, 'done'],
    [{ won_status: 'pending', probability: 100 }, 'open'],
    [{ won_status: 'won' }, 'done'],
    [{ won_status: 'lost', active: false }, 'done'],
    [{ won_status: 'pending', active: false }, 'done'],
    [{ won_status: false as const }, 'done'],
  ] as const) {
    assert.equal(mapLead({ ...open, ...fields }).ticket.statusClass, expected, JSON.stringify(fields));
  }
});

test('stars become priorities; what is no star is kept and not classed', () => {
  for (const [priority, text, priorityClass] of [
    ['0', 'Low', 'low'],
    ['1', 'Medium', 'medium'],
    ['2', 'High', 'high'],
    ['3', 'Very High', 'critical'],
    ['4', '4', 'none'],
    [false, null, 'none'],
    [undefined, null, 'none'],
  ] as const) {
    const { ticket } = mapLead({ ...open, ...(priority === undefined ? {} : { priority }) });
    assert.deepEqual([ticket.priority, ticket.priorityClass], [text, priorityClass]);
  }
});

test('the customer is the commercial partner, else the typed company, else the name of the partner', () => {
  const partner = { partner_id: [40, 'Alice'] as [number, string] };
  const named = (fields: object, customer?: { id: number; name: string }) => {
    const { customerId, customerName } = ticketOf(mapLead({ ...open, ...fields }), customer);
    return [customerId, customerName];
  };
  assert.deepEqual(named({ ...partner, partner_name: 'Ba&sh' }, { id: 30, name: 'BASH' }), [30, 'BASH']);
  assert.deepEqual(named({ ...partner, partner_name: 'Ba&sh' }), [null, 'Ba&sh']);
  assert.deepEqual(named({ ...partner, partner_name: false }), [null, 'Alice']);
  assert.deepEqual(named({ partner_id: false }), [null, null]);
});

test('date-times without a zone are UTC, false is none', () => {
  const { ticket } = mapLead({ ...open, create_date: '2026-02-20 08:30:00', date_closed: false });
  assert.deepEqual([ticket.createdAt, ticket.resolvedAt], [new Date('2026-02-20T08:30:00Z'), null]);
});

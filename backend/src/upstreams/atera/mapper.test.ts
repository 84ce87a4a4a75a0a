import assert from 'node:assert/strict';
import { test } from 'node:test';

import { tolerantObject } from '../values/tolerant-object.ts';
import { mapAlert, mapTicket } from './mapper.ts';
import { AlertSchema, TicketSchema } from './schemas.ts';

const ticket = (raw: unknown) => {
  const dto = tolerantObject(TicketSchema).read(raw);
  return dto && mapTicket(dto);
};
const alert = (raw: unknown) => {
  const dto = tolerantObject(AlertSchema).read(raw);
  return dto && mapAlert(dto);
};

test('a ticket in full', () => {
  assert.deepEqual(
    ticket({
      TicketID: 4012,
      TicketTitle: 'Imprimante &amp; scanner',
      TicketPriority: 'High',
      TicketImpact: 'SiteDown',
      TicketStatus: 'Open',
      TicketType: 'Incident',
      TicketCreatedDate: '2026-03-02T08:00:00.1234567',
      TicketResolvedDate: null,
      TechnicianFirstCommentDate: '2026-03-02T08:30:00Z',
      FirstResponseDueDate: '2026-03-02T12:00:00Z',
      ClosedTicketDueDate: '2026-03-04T08:00:00Z',
      LastEndUserCommentTimestamp: null,
      LastTechnicianCommentTimestamp: '2026-03-02T08:30:00Z',
      CustomerID: 101,
      CustomerName: 'Ba&amp;sh',
      TechnicianContactID: 9,
      TechnicianFullName: 'Camille Renard',
      TechnicianEmail: 'camille@msp.invalid',
      ContractID: 0,
    }),
    {
      externalId: 4012,
      title: 'Imprimante &amp; scanner',
      status: 'Open',
      priority: 'High',
      impact: 'SiteDown',
      type: 'Incident',
      customerId: 101,
      customerName: 'Ba&amp;sh',
      technicianId: 9,
      technicianName: 'Camille Renard',
      technicianEmail: 'camille@msp.invalid',
      contractId: null,
      createdAt: new Date('2026-03-02T08:00:00.123Z'),
      createdNs: 456_700,
      resolvedAt: null,
      firstResponseDueAt: new Date('2026-03-02T12:00:00Z'),
      closedDueAt: new Date('2026-03-04T08:00:00Z'),
      firstCommentAt: new Date('2026-03-02T08:30:00Z'),
      lastEndUserCommentAt: null,
      lastTechnicianCommentAt: new Date('2026-03-02T08:30:00Z'),
    }
  );
});

test('personal data of the end user and comment texts do not get in', () => {
  const mapped = ticket({
    TicketID: 1,
    EndUserEmail: 'secret-mail@client.invalid',
    EndUserPhone: 'secret-phone',
    EndUserFirstName: 'secret-first',
    EndUserLastName: 'secret-last',
    FirstComment: 'secret-comment',
    LastEndUserComment: 'secret-comment',
    LastTechnicianComment: 'secret-comment',
  });
  assert.ok(mapped);
  assert.doesNotMatch(JSON.stringify(mapped), /secret/);
});

test('a missing comment date is unknown, a null one says that there is none', () => {
  const missing = ticket({ TicketID: 1 });
  assert.equal(missing?.firstCommentAt, undefined);
  assert.equal(missing?.lastTechnicianCommentAt, undefined);
  assert.equal(ticket({ TicketID: 1, TechnicianFirstCommentDate: null })?.firstCommentAt, null);
});

test('unknown values stay as they are, wrong types become null, a ticket without id is broken', () => {
  const odd = ticket({
    TicketID: 1,
    TicketPriority: 'Urgent',
    TicketImpact: 'Département',
    TicketStatus: 7,
    CustomerID: 'x',
  });
  assert.deepEqual([odd?.priority, odd?.impact, odd?.status, odd?.customerId], ['Urgent', 'Département', null, null]);
  assert.equal(ticket({ TicketID: null, TicketTitle: 'lost' }), undefined);
  assert.equal(ticket({ TicketID: 2 ** 60, TicketTitle: 'too large to be told apart' }), undefined);
});

test('the date of an alert is kept to the step of 100 ns', () => {
  const dated = alert({ AlertID: 1, Created: '2026-03-02T08:00:00.0000009Z' });
  assert.deepEqual([dated?.createdAt, dated?.createdNs], [new Date('2026-03-02T08:00:00Z'), 900]);
});

test('the code of an alert may be a number or a text', () => {
  assert.equal(alert({ AlertID: 1, Code: 17 })?.code, '17');
  assert.equal(alert({ AlertID: 1, Code: 'disk' })?.code, 'disk');
  assert.equal(alert({ AlertID: 1 })?.code, null);
});

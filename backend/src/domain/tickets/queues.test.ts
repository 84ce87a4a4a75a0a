import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES, type MatchLine, type Rules } from '../rules/rules.ts';
import { assignTicket, matchesQueueRule, type TicketFacts } from './queues.ts';

const TICKET: TicketFacts = {
  connection: 'atera',
  source: 'atera',
  title: 'Serveur de fichiers injoignable',
  status: 'Open',
  priority: 'High',
  impact: 'Major',
  type: 'Incident',
  customerId: 101,
  customerName: 'BASH SAS',
  technicianId: 7,
  technicianName: 'Éloïse Martin',
  technicianEmail: 'Sysadmin@Example.com',
  contractId: 55,
};

/** The default queues, where SYSADMIN (the last) has these lines. */
function rulesWith(...match: MatchLine[]): Rules {
  const [support, admin, sysadmin] = DEFAULT_RULES.queues;
  assert.ok(support && admin && sysadmin);
  return { ...DEFAULT_RULES, queues: [support, admin, { ...sysadmin, match }] };
}

const queueOf = (rules: Rules, facts: TicketFacts): string | null => assignTicket(rules, facts).queue;

const isSysadmin = (line: MatchLine, ticket: Partial<TicketFacts> = {}): boolean =>
  queueOf(rulesWith(line), { ...TICKET, ...ticket }) === 'sysadmin';

test('without a match an Atera ticket goes to the default queue, a lead to the Odoo queue', () => {
  assert.equal(queueOf(DEFAULT_RULES, TICKET), 'support');
  assert.equal(queueOf(DEFAULT_RULES, { ...TICKET, source: 'odoo' }), 'admin');
});

test('a source without a queue gives none', () => {
  const rules = { ...DEFAULT_RULES, queues: DEFAULT_RULES.queues.filter(({ source }) => source === 'atera') };
  assert.equal(queueOf(rules, { ...TICKET, source: 'odoo' }), null);
});

test('lines are alternatives, all keys of a line must hold, any value of a list is enough', () => {
  const rules = rulesWith(
    { technicianEmail: ['x@example.com'] },
    { ticketType: ['Request', 'Incident'], title: ['/vpn/', '/serveur/i'] }
  );
  assert.equal(queueOf(rules, TICKET), 'sysadmin');
  assert.equal(queueOf(rules, { ...TICKET, technicianEmail: 'x@example.com', title: 'Autre' }), 'sysadmin');
  assert.equal(queueOf(rules, { ...TICKET, title: 'Imprimante' }), 'support');
  assert.equal(queueOf(rules, { ...TICKET, type: 'Problem' }), 'support');
});

test('a text is a folded equality, never a part', () => {
  assert.ok(isSysadmin({ technicianEmail: ['sysadmin@example.com'] }));
  assert.ok(isSysadmin({ technicianName: ['  eloise   MARTIN '] }));
  assert.ok(isSysadmin({ title: ['ba&sh'] }, { title: 'Ba&amp;sh' }));
  assert.ok(!isSysadmin({ title: ['serveur'] }));
});

test('a regular expression looks at the raw text', () => {
  assert.ok(isSysadmin({ title: ['/^Serveur/'] }));
  assert.ok(!isSysadmin({ title: ['/^serveur/'] }));
  assert.ok(isSysadmin({ title: ['/^serveur/i'] }));
  assert.ok(!isSysadmin({ title: ['/eloise/i'] }, { title: 'Éloïse' }));
  assert.ok(isSysadmin({ title: ['/&amp;/'] }, { title: 'Ba&amp;sh' }));
});

test('a regular expression answers alike every time', () => {
  const rules = rulesWith({ title: ['/serveur/i'] });
  assert.deepEqual(
    [1, 2, 3].map(() => queueOf(rules, TICKET)),
    ['sysadmin', 'sysadmin', 'sysadmin']
  );
});

test('every key looks at its own field', () => {
  const lines: Required<MatchLine> = {
    technicianEmail: ['sysadmin@example.com'],
    technicianName: ['Éloïse Martin'],
    technician: ['Éloïse Martin'],
    technicianId: ['7'],
    ticketType: ['incident'],
    title: ['serveur de fichiers injoignable'],
    client: ['bash sas'],
    customerId: ['101'],
    contractId: ['55'],
    priority: ['high'],
    impact: ['major'],
    status: ['open'],
    connection: ['atera'],
  };
  const other: TicketFacts = {
    connection: 'lyon',
    source: 'atera',
    title: 'x',
    status: 'x',
    priority: 'x',
    impact: 'x',
    type: 'x',
    customerId: 1,
    customerName: 'x',
    technicianId: 1,
    technicianName: 'x',
    technicianEmail: 'x',
    contractId: 1,
  };
  for (const [key, values] of Object.entries(lines)) {
    assert.ok(isSysadmin({ [key]: values }), key);
    assert.ok(!isSysadmin({ [key]: values }, other), key);
  }
});

test('the key client knows a big client under all its spellings', () => {
  const rules = rulesWith({ client: ['bash'] });
  rules.clients = [{ ...DEFAULT_RULES.clients[0]!, aliases: ['Ba&sh'] }];
  assert.equal(queueOf(rules, { ...TICKET, customerName: 'BA&amp;SH' }), 'sysadmin');
  assert.equal(queueOf(rules, { ...TICKET, customerName: 'BASH SAS' }), 'support');
});

test('an absent value counts as an empty text', () => {
  assert.ok(isSysadmin({ ticketType: ['/^$/'] }, { type: null }));
  assert.ok(isSysadmin({ technicianId: [''] }, { technicianId: null }));
  assert.ok(!isSysadmin({ ticketType: ['null'] }, { type: null }));
});

test('the first queue that matches wins, the default one included when it has lines', () => {
  const [support, admin, sysadmin] = rulesWith({ title: ['/serveur/i'] }).queues;
  const urgent = { ...support!, match: [{ priority: ['high'] }] };
  assert.equal(queueOf({ ...DEFAULT_RULES, queues: [urgent, admin!, sysadmin!] }, TICKET), 'support');
  assert.equal(queueOf({ ...DEFAULT_RULES, queues: [sysadmin!, admin!, urgent] }, TICKET), 'sysadmin');
});

test('whether a rule matched, or only the default was left', () => {
  const rules = rulesWith({ title: ['/serveur/i'] });
  assert.equal(matchesQueueRule(rules, TICKET), true);
  assert.equal(matchesQueueRule(rules, { ...TICKET, title: 'Imprimante' }), false);
});

test('a ticket gets its queue and its client together', () => {
  assert.deepEqual(assignTicket(DEFAULT_RULES, { ...TICKET, customerName: ' bash' }), {
    queue: 'support',
    client: 'BASH',
  });
  assert.deepEqual(assignTicket(DEFAULT_RULES, TICKET), { queue: 'support', client: null });
});

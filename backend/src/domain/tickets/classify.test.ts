import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DEFAULT_RULES } from '../rules/rules.ts';
import { classifyImpact, classifyPriority, classifyStatus, classifyTicket } from './classify.ts';

test('statuses are classed by folded equality', () => {
  for (const [status, name] of [
    ['Open', 'open'],
    [' oPEN ', 'open'],
    ['Pending', 'pending'],
    ['Resolved', 'done'],
    ['CLOSED', 'done'],
    ['Merged', 'done'],
    ['Deleted', 'done'],
    ['Spam', 'done'],
  ] as const) {
    assert.deepEqual(classifyStatus(DEFAULT_RULES, status), { class: name, known: true });
  }
});

test('an empty or unmapped status is open, and not known', () => {
  for (const status of [null, '', '  ', 'En attente client', 'Pending customer', 'Opened']) {
    assert.deepEqual(classifyStatus(DEFAULT_RULES, status), { class: 'open', known: false });
  }
});

test('the rules map custom statuses, and the first list that names one wins', () => {
  const rules = {
    ...DEFAULT_RULES,
    statuses: { open: ['Réouvert', 'Deux fois'], pending: ['En attente &amp; bloqué', 'Deux fois'], done: ['Terminé'] },
  };
  assert.equal(classifyStatus(rules, 'reouvert').class, 'open');
  assert.equal(classifyStatus(rules, 'EN ATTENTE & BLOQUÉ').class, 'pending');
  assert.equal(classifyStatus(rules, 'Termine').class, 'done');
  assert.equal(classifyStatus(rules, 'Deux fois').class, 'open');
  assert.deepEqual(classifyStatus(rules, 'Closed'), { class: 'open', known: false });
});

test('impacts: four are major, one is minor, absence is none and nothing to report', () => {
  for (const [impact, name] of [
    ['Major', 'major'],
    ['crisis', 'major'],
    ['SiteDown', 'major'],
    ['ServerIssue', 'major'],
    ['Minor', 'minor'],
    ['NoImpact', 'none'],
    [null, 'none'],
    [' ', 'none'],
  ] as const) {
    assert.deepEqual(classifyImpact(DEFAULT_RULES, impact), { class: name, known: true });
  }
  assert.deepEqual(classifyImpact(DEFAULT_RULES, 'Catastrophe'), { class: 'none', known: false });
});

test('priorities: four, absence is none and nothing to report, others are none and reported', () => {
  for (const [priority, name] of [
    ['Low', 'low'],
    ['MEDIUM', 'medium'],
    ['High', 'high'],
    ['Critical ', 'critical'],
    [null, 'none'],
    ['', 'none'],
  ] as const) {
    assert.deepEqual(classifyPriority(priority), { class: name, known: true });
  }
  assert.deepEqual(classifyPriority('Urgent'), { class: 'none', known: false });
});

test('a ticket gets its derived columns', () => {
  const facts = {
    connection: 'atera',
    source: 'atera',
    title: null,
    status: 'Pending',
    impact: 'Crisis',
    priority: 'Critical',
    type: null,
    customerId: null,
    customerName: 'Pimkie',
    technicianId: null,
    technicianName: null,
    technicianEmail: null,
    contractId: null,
  } as const;
  assert.deepEqual(classifyTicket(DEFAULT_RULES, facts), {
    status_class: 'pending',
    impact_class: 'major',
    priority_class: 'critical',
    queue: 'support',
    client: 'Pimkie',
  });
});

import assert from 'node:assert/strict';
import test from 'node:test';

import type { DeliveryRecipient } from '../store/schema.ts';
import { outcomeOf, stillToReach } from './outcome.ts';

const as = (state: DeliveryRecipient['state'], address: string): DeliveryRecipient => ({
  address,
  state,
  detail: null,
});
const WANTED = ['a@x.example', 'b@x.example', 'c@x.example'];
const MIXED = [as('accepted', 'a@x.example'), as('refused', 'b@x.example'), as('deferred', 'c@x.example')];

test('the first attempt goes to everybody, a retry to those alone who were refused for now', () => {
  assert.deepEqual(stillToReach({ recipients: [], requestedBy: null, attempts: 0 }, WANTED), WANTED);
  assert.deepEqual(stillToReach({ recipients: MIXED, requestedBy: null, attempts: 1 }, WANTED), ['c@x.example']);
});

test('what a person asks for again goes to those who have not got it, or to all when all have', () => {
  const asked = { requestedBy: 'zoé', attempts: 0 };
  assert.deepEqual(stillToReach({ recipients: MIXED, ...asked }, WANTED), ['b@x.example', 'c@x.example']);
  const all = WANTED.map((address) => as('accepted', address));
  assert.deepEqual(stillToReach({ recipients: all, ...asked }, WANTED), WANTED);
  // An address corrected in the rules meanwhile.
  assert.deepEqual(stillToReach({ recipients: MIXED, ...asked }, ['a@x.example', 'd@x.example']), ['d@x.example']);
});

test('a mail that some took and others refused for good is sent, and says whom', () => {
  const recipients = MIXED.slice(0, 2);
  const outcome = outcomeOf({ result: 'taken', recipients, problem: null }, 1, []);
  assert.deepEqual([outcome.state, outcome.retryInMs], ['sent', null]);
  assert.deepEqual(outcome.recipients, recipients);
});

test('addresses refused for now are tried again with growing patience, until it ends', () => {
  const answer = { result: 'taken', recipients: MIXED, problem: null } as const;
  const waits = [1, 2, 3, 4, 5].map((attempt) => outcomeOf(answer, attempt, []).retryInMs ?? 0);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b)
  );
  assert.equal(outcomeOf(answer, 1, []).state, 'pending');
  assert.equal(outcomeOf(answer, 6, []).state, 'sent');
  assert.equal(outcomeOf({ result: 'deferred', recipients: [], problem: 'away' }, 6, []).state, 'failed');
});

test('no answer to a message that was handed over is never tried again', () => {
  const outcome = outcomeOf({ result: 'unknown', recipients: [], problem: 'timeout' }, 1, []);
  assert.deepEqual([outcome.state, outcome.retryInMs], ['maybe_sent', null]);
});

test('a retry keeps what earlier attempts came to', () => {
  const recipients = [as('accepted', 'c@x.example')];
  const outcome = outcomeOf({ result: 'taken', recipients, problem: null }, 2, MIXED);
  assert.equal(outcome.state, 'sent');
  assert.deepEqual(
    outcome.recipients.map(({ state, address }) => [address, state]),
    [
      ['a@x.example', 'accepted'],
      ['b@x.example', 'refused'],
      ['c@x.example', 'accepted'],
    ]
  );
});

test('a message that is refused after its addresses were taken leaves nobody waiting, nor what was said before', () => {
  const before = [as('accepted', 'a@x.example'), { ...as('deferred', 'c@x.example'), detail: '450 come back later' }];
  const outcome = outcomeOf({ result: 'refused', recipients: [], problem: '554 spam' }, 2, before);
  assert.equal(outcome.state, 'sent');
  assert.deepEqual(outcome.recipients, [as('accepted', 'a@x.example'), as('refused', 'c@x.example')]);
  assert.equal(outcomeOf({ result: 'refused', recipients: [], problem: '554 spam' }, 2, [before[1]!]).state, 'failed');
});

test('no answer after a refusal for now leaves nobody as refused for now, since that address may have it', () => {
  const outcome = outcomeOf({ result: 'unknown', recipients: [], problem: 'timeout' }, 2, MIXED);
  assert.equal(outcome.state, 'maybe_sent');
  assert.deepEqual(outcome.recipients, MIXED.slice(0, 2));
});

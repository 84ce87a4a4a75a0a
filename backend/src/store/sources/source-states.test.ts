import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ago, NOW, sourceState } from '../../../test/support/models/tickets.ts';
import { DEFAULT_RULES } from '../../domain/rules/rules.ts';
import { ageSeconds, sourceStatuses, stateOf } from './source-states.ts';

const stateAt = (seconds: number) => stateOf(sourceState({ read_at: ago(seconds) }), DEFAULT_RULES, NOW);
const statusesOf = (...rows: ReturnType<typeof sourceState>[]) => sourceStatuses(rows, DEFAULT_RULES, NOW);

test('late from two minutes on, down from ten on', () => {
  assert.deepEqual([0, 119.999, 120, 599.999, 600, 86_400].map(stateAt), ['ok', 'ok', 'late', 'late', 'down', 'down']);
});

test('a reading in the future (skewed clock) is fresh', () => {
  assert.equal(stateAt(-30), 'ok');
  assert.equal(ageSeconds(ago(-30), NOW), 0);
});

test('never read: reading as long as nothing failed, else down', () => {
  assert.equal(stateOf({ read_at: null, error: null }, DEFAULT_RULES, NOW), 'reading');
  assert.equal(stateOf({ read_at: null, error: 'The key was refused.' }, DEFAULT_RULES, NOW), 'down');
});

test('an error leaves a young reading ok: the age decides', () => {
  assert.equal(stateOf({ read_at: ago(60), error: 'Timeout.' }, DEFAULT_RULES, NOW), 'ok');
});

test('a connection is as bad as the worst of its resources, and tells its age', () => {
  const [status] = statusesOf(
    sourceState({ resource: 'alerts', read_at: ago(300), error: 'Forbidden', error_fr: 'Interdit' }),
    sourceState({ resource: 'tickets', read_at: ago(5), rows_read: 100, rows_announced: 120 })
  );
  assert.deepEqual(status, {
    source: 'atera',
    kind: 'atera',
    state: 'late',
    readAt: ago(300),
    ageSeconds: 300,
    rowsRead: 100,
    rowsAnnounced: 120,
    error: 'Forbidden',
    errorText: { fr: 'Interdit', en: 'Forbidden' },
    errorCode: null,
    warnings: [],
    keyExpiresAt: null,
    reconciledAt: ago(300),
    reconcileAgeSeconds: 300,
    fullReadDone: true,
  });
});

test('a row of an earlier version, which has no French, is shown in English', () => {
  const [status] = statusesOf(sourceState({ error: 'Forbidden' }));
  assert.deepEqual(status?.errorText, { fr: 'Forbidden', en: 'Forbidden' });
});

test('customers do not age, but their errors are reported', () => {
  const [status] = statusesOf(
    sourceState({ resource: 'customers', read_at: ago(3600), error: 'Forbidden.' }),
    sourceState({ resource: 'tickets' })
  );
  assert.equal(status?.state, 'ok');
  assert.equal(status.error, 'Forbidden.');
});

test('one resource that cannot be read at all makes the connection down', () => {
  const [status] = statusesOf(
    sourceState({ resource: 'alerts', read_at: null, error: 'Forbidden.' }),
    sourceState({ resource: 'tickets', read_at: ago(700), error: 'Timeout.' })
  );
  assert.equal(status?.state, 'down');
  assert.equal(status.error, 'Forbidden.');
});

test('one status a connection; the first full reading counts once tickets are done', () => {
  const statuses = statusesOf(
    sourceState({ connection: 'lyon', full_read_at: null }),
    sourceState({ connection: 'paris' }),
    sourceState({ connection: 'paris', resource: 'alerts', key_expires_at: ago(-86_400) })
  );
  assert.deepEqual(
    statuses.map(({ source, fullReadDone, keyExpiresAt }) => ({ source, fullReadDone, keyExpiresAt })),
    [
      { source: 'lyon', fullReadDone: false, keyExpiresAt: null },
      { source: 'paris', fullReadDone: true, keyExpiresAt: ago(-86_400) },
    ]
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ago, NOW, sourceState } from '../../../test/support/models/tickets.ts';
import { DEFAULT_RULES } from '../../domain/rules/rules.ts';
import type { SourceStateRow } from '../../store/schema.ts';
import type { DatasetOrigin } from '../engine/dataset.ts';
import { noticesOf } from './notices.ts';
import { ageOfOrigin } from './source-age.ts';

function frenchNotices(rows: SourceStateRow[], origin: DatasetOrigin = 'tickets', fixedClock = false): string[] {
  return noticesOf(rows, origin, { rules: DEFAULT_RULES, now: NOW, fixedClock }).map(
    ({ severity, text }) => `${severity}: ${text.fr}`
  );
}

test('fresh sources need no word', () => {
  assert.deepEqual(frenchNotices([sourceState(), sourceState({ resource: 'alerts', full_read_at: null })]), []);
  assert.deepEqual(frenchNotices([sourceState({ resource: 'alerts', full_read_at: null })], 'alerts'), []);
});

test('late and down sources are warnings with their age', () => {
  assert.deepEqual(
    frenchNotices([
      sourceState({ connection: 'a', read_at: ago(150) }),
      sourceState({ connection: 'b', read_at: ago(10 * 3600) }),
      sourceState({ connection: 'c', read_at: ago(5 * 86_400) }),
      sourceState({ connection: 'd', read_at: null, error: 'The key was refused.' }),
    ]),
    [
      'warning: La source « a » est en retard : dernière lecture il y a 2 min.',
      'warning: La source « b » ne répond plus : dernière lecture il y a 10 h. Les données affichées ont cet âge.',
      'warning: La source « c » ne répond plus : dernière lecture il y a 5 j. Les données affichées ont cet âge.',
      'warning: La source « d » n’a encore jamais pu être lue.',
    ]
  );
});

test('the board says so until the first full reading is done', () => {
  assert.deepEqual(
    frenchNotices([
      sourceState({ connection: 'a', read_at: null, rows_read: 0, rows_announced: null }),
      sourceState({ connection: 'b', full_read_at: null, rows_read: 40, rows_announced: 40, full_read_announced: 90 }),
    ]),
    [
      'info: Première lecture complète de « a » en cours (0).',
      'info: Première lecture complète de « b » en cours (40/90).',
    ]
  );
});

test('a panel speaks of its own origin only', () => {
  const rows = [sourceState(), sourceState({ resource: 'alerts', read_at: ago(150) })];
  assert.deepEqual(frenchNotices(rows, 'tickets'), []);
  assert.equal(frenchNotices(rows, 'alerts').length, 1);
  assert.deepEqual(frenchNotices(rows, 'none'), []);
});

test('reports that there is no source, and a clock that stands still', () => {
  assert.deepEqual(frenchNotices([], 'tickets', true), [
    'info: Horloge arrêtée sur 2026-03-10T12:00:00.000Z (VIGIE_NOW).',
    'info: Aucune source n’est encore connectée.',
  ]);
  assert.equal(frenchNotices([], 'none', true).length, 1);
});

test('the oldest source speaks for an answer', () => {
  const rows = [
    sourceState({ connection: 'a' }),
    sourceState({ connection: 'b', read_at: ago(90) }),
    sourceState({ connection: 'b', resource: 'alerts', read_at: ago(9000) }),
  ];
  assert.deepEqual(ageOfOrigin(rows, 'tickets', DEFAULT_RULES, NOW), {
    sources: ['a', 'b'],
    readAt: ago(90),
    ageSeconds: 90,
    state: 'ok',
  });
  assert.equal(ageOfOrigin(rows, 'alerts', DEFAULT_RULES, NOW).state, 'down');
  assert.deepEqual(ageOfOrigin(rows, 'none', DEFAULT_RULES, NOW), {
    sources: [],
    readAt: null,
    ageSeconds: null,
    state: 'ok',
  });
  assert.equal(ageOfOrigin([], 'tickets', DEFAULT_RULES, NOW).state, 'reading');
});

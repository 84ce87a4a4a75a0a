import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RecentChanges } from './recent-changes.ts';

const ticket = (externalId: number) => ({ externalId });
const kept = (changes: RecentChanges, readAt: number, ...ids: number[]): number[] =>
  changes.without({ items: ids.map(ticket), readAt: new Date(readAt) }).items.map(({ externalId }) => externalId);

test('leaves out what a refresh brought while the request was under way, and nothing else', () => {
  const changes = new RecentChanges();
  changes.add([ticket(1), ticket(2)], 1_000);
  changes.add([ticket(2)], 2_000);
  assert.deepEqual(kept(changes, 999, 1, 2, 3), [3]);
  assert.deepEqual(kept(changes, 1_000, 1, 2, 3), [1, 3]);
  assert.deepEqual(kept(changes, 2_000, 1, 2, 3), [1, 2, 3]);
});

test('forgets what came longer ago than a request may take', () => {
  const changes = new RecentChanges();
  changes.add([ticket(1)], 0);
  changes.add([ticket(2)], 200_000);
  changes.add([ticket(3)], 300_000);
  assert.deepEqual(kept(changes, -1, 1, 2, 3), [1]);
});

test('takes what a clock that was set back has brought', () => {
  const changes = new RecentChanges();
  changes.add([ticket(1)], 10_000_000);
  changes.add([ticket(1)], 1_000);
  assert.deepEqual(kept(changes, 2_000, 1), [1]);
});

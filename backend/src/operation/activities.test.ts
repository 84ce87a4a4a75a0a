import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createActivities } from './activities.ts';

const caller = (name: string) => ({ tokenId: `id-${name}`, tokenName: name });

test('counts who waits for the same, and tells since when the first one has', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const activities = createActivities();
  const first = activities.begin(caller('a'), 'counters.entries', 'counters_turn');
  now = 4_000;
  const second = activities.begin(caller('a'), 'counters.entries', 'counters_turn');
  activities.begin(caller('b'), 'tickets.summary', 'store');
  now = 5_000;
  const shown = () =>
    activities
      .current()
      .map(({ tokenName, subject, waitingFor, count, longestSeconds }) => [
        tokenName,
        subject,
        waitingFor,
        count,
        longestSeconds,
      ]);
  assert.deepEqual(shown(), [
    ['a', 'counters.entries', 'counters_turn', 2, 5],
    ['b', 'tickets.summary', 'store', 1, 1],
  ]);
  first();
  first();
  assert.deepEqual(shown(), [
    ['a', 'counters.entries', 'counters_turn', 1, 1],
    ['b', 'tickets.summary', 'store', 1, 1],
  ]);
  second();
  assert.deepEqual(shown(), [['b', 'tickets.summary', 'store', 1, 1]]);
});

test('an end that comes twice ends nothing of those who came later', () => {
  const activities = createActivities();
  const end = activities.begin(caller('a'), 'x', 'store');
  end();
  activities.begin(caller('a'), 'x', 'store');
  end();
  assert.equal(activities.current()[0]?.count, 1);
});

test('tokens that share a name are told apart', () => {
  const activities = createActivities();
  activities.begin({ tokenId: '1', tokenName: 'shop' }, 'x', 'store');
  activities.begin({ tokenId: '2', tokenName: 'shop' }, 'x', 'store');
  assert.deepEqual(
    activities.current().map(({ tokenId, count }) => [tokenId, count]),
    [
      ['1', 1],
      ['2', 1],
    ]
  );
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { createRefusalLog } from './refusal-log.ts';

const caller = (name: string) => ({ tokenId: `id-${name}`, tokenName: name });

function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const lines: Record<string, unknown>[] = [];
  const log = createRefusalLog({ warn: (details: object) => void lines.push({ ...details }) } as never);
  return { log, lines };
}

test('a burst is one line, with the count and whose they were', (t) => {
  const { log, lines } = setUp(t);
  for (let times = 0; times < 500; times += 1) {
    log.note(caller('hostile'), 'counters.entries', 'queue_full');
  }
  log.note(caller('hostile'), 'sites', 'waited_too_long');
  log.note(caller('other'), 'counters.sites', 'late');
  t.mock.timers.tick(4_000);
  assert.equal(lines.length, 0);
  t.mock.timers.tick(1_000);
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.['count'], 502);
  assert.deepEqual(lines[0]?.['tokens'], [
    {
      tokenId: 'id-hostile',
      tokenName: 'hostile',
      count: 501,
      of: { 'counters.entries queue_full': 500, 'sites waited_too_long': 1 },
    },
    { tokenId: 'id-other', tokenName: 'other', count: 1, of: { 'counters.sites late': 1 } },
  ]);
  t.mock.timers.tick(60_000);
  assert.equal(lines.length, 1);
});

test('what was not written yet is written at the stop', (t) => {
  const { log, lines } = setUp(t);
  log.note(caller('a'), 'sites', 'late');
  log.stop();
  log.stop();
  assert.deepEqual(
    lines.map(({ count }) => count),
    [1]
  );
});

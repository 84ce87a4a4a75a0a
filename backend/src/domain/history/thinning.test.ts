import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { superfluousSnapshots } from './thinning.ts';

const DAY = 86_400_000;
const NOW = new Date('2026-04-10T12:00:00Z');
const ZONE = 'Europe/Paris';

const thinned = (instants: Date[], now: Date): Date[] => {
  const gone = new Set(superfluousSnapshots(instants, now, ZONE));
  return instants.filter((instant) => !gone.has(instant));
};
/** Some weeks of snapshots, also around the change of the clocks on 29 March 2026. */
const instants = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 * 24 * 60 }), { maxLength: 300, size: 'max' })
  .map((minutes) => minutes.toSorted((a, b) => b - a).map((minute) => new Date(NOW.getTime() - minute * 60_000)));

test('the last of each hour stays, later the last of each local day', () => {
  const at = (text: string) => new Date(text);
  const kept = [
    at('2026-03-01T22:58:00Z'), // 23:58 in Paris
    at('2026-03-02T22:59:59Z'), // the last of 2 March there
    at('2026-03-28T10:59:59Z'),
    at('2026-03-28T11:00:00Z'),
    at('2026-04-09T12:00:00Z'),
    at('2026-04-09T12:01:00Z'),
  ];
  const gone = [at('2026-03-01T20:00:00Z'), at('2026-03-01T23:30:00Z'), at('2026-03-28T10:00:00Z')];
  const all = [...kept, ...gone].toSorted((a, b) => a.getTime() - b.getTime());
  assert.deepEqual(thinned(all, NOW), kept);
});

test('the border ages: two days to the millisecond are kept whole, thirty days hour by hour', () => {
  const before = (ms: number) => new Date(NOW.getTime() - ms);
  const pair = (ms: number) => [before(ms), before(ms - 1)];
  assert.equal(thinned(pair(2 * DAY), NOW).length, 2);
  assert.equal(thinned(pair(2 * DAY + 2), NOW).length, 1);
  const hours = (ms: number) => [before(ms), before(ms - 3_600_000)];
  assert.equal(thinned(hours(30 * DAY), NOW).length, 2);
  assert.equal(thinned(hours(30 * DAY + 1), NOW).length, 1);
});

test('thinning now and then leaves the same as thinning once; every day keeps its last', () => {
  const day = (instant: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(instant);
  fc.assert(
    fc.property(instants, fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }), (all, ages) => {
      const later = new Date(NOW.getTime() + 40 * DAY);
      const steps = [...ages.toSorted((a, b) => b - a).map((days) => new Date(NOW.getTime() - days * DAY)), NOW];
      const inSteps = steps.reduce((left, step) => thinned(left, step), all);
      assert.deepEqual(inSteps, thinned(all, NOW));
      assert.deepEqual(thinned(thinned(all, NOW), later), thinned(all, later));
      assert.deepEqual(
        new Set(thinned(all, later).map((instant) => instant.getTime())),
        new Set([...Map.groupBy(all, day).values()].map((ofDay) => ofDay.at(-1)?.getTime()))
      );
    })
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DateTime, IANAZone } from 'luxon';

import { zoneNamed } from './zone.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Seconds around each change of a zone's clocks, found without the zones under test. */
function secondsAroundChanges(name: string, years: [number, number]): number[] {
  const zone = new IANAZone(name);
  const seconds: number[] = [];
  const end = Date.UTC(years[1]);
  for (let day = Date.UTC(years[0]); day < end; day += DAY_MS) {
    let [before, after] = [day, day + DAY_MS];
    if (zone.offset(before) !== zone.offset(after)) {
      while (after - before > SECOND_MS) {
        const middle = Math.floor((before + after) / 2 / SECOND_MS) * SECOND_MS;
        [before, after] = zone.offset(middle) === zone.offset(before) ? [middle, after] : [before, middle];
      }
      seconds.push(...[-61, -60, -59, -1, 0, 1, 59, 60].map((second) => after + second * SECOND_MS));
    }
  }
  return seconds;
}

for (const [name, years] of [
  ['Europe/Paris', [2022, 2026]],
  // Half an hour of summer time, three quarters of an hour, a change of half an hour for good, summer time off for a month.
  ['Australia/Lord_Howe', [2022, 2026]],
  ['Pacific/Chatham', [2022, 2026]],
  ['Asia/Pyongyang', [2014, 2019]],
  ['Africa/Casablanca', [2022, 2026]],
  // Where midnight itself is skipped, where clocks change a minute later, and where they did at half a minute.
  ['America/Asuncion', [2022, 2026]],
  ['Antarctica/Casey', [2020, 2023]],
  ['Africa/Monrovia', [1971, 1974]],
] as const) {
  test(`has the offsets of Luxon's own zone around each change in ${name}, whatever was asked for before`, () => {
    const seconds = secondsAroundChanges(name, [...years]);
    assert.ok(seconds.length >= 8, `${seconds.length}`);
    const own = new IANAZone(name);
    for (const order of [seconds, seconds.toReversed()]) {
      assert.deepEqual(
        order.map((ts) => zoneNamed(name).offset(ts)),
        order.map((ts) => own.offset(ts))
      );
    }
  });
}

test('has the offsets of an earlier time', () => {
  for (const ts of [-1e13, Date.UTC(1911, 2, 10, 23, 50), -1, 0, 1]) {
    assert.equal(zoneNamed('Europe/Paris').offset(ts), new IANAZone('Europe/Paris').offset(ts));
  }
  assert.equal(zoneNamed('Europe/Paris').offset(NaN), NaN);
});

test('takes what Luxon takes for a zone, and nothing else', () => {
  for (const name of ['UTC', 'utc', 'UTC+3', 'Europe/Paris', 'europe/paris', 'Mars/Olympus', "Paris' OR '1'='1", '']) {
    const [given, expected] = [name, zoneNamed(name)].map((zone) => DateTime.fromMillis(1_700_000_000_000, { zone }));
    assert.equal(given?.isValid, expected?.isValid, name);
    assert.equal(given?.toISO(), expected?.toISO(), name);
  }
});

test('is one zone for each name, so that its offsets are remembered', () => {
  assert.equal(zoneNamed('Europe/Paris'), zoneNamed('Europe/Paris'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { firstWholeDay, localDays, startOfLastDays } from './local-days.ts';

const hoursOf = (from: string, to: string, zone: string) =>
  localDays(new Date(from), new Date(to), zone).map(
    ({ date, start, end }) => `${date} ${(end.getTime() - start.getTime()) / 3_600_000}`
  );

test('days of 23 and 25 hours where the clocks change', () => {
  assert.deepEqual(hoursOf('2026-03-28T12:00:00Z', '2026-03-30T00:00:00Z', 'Europe/Paris'), [
    '2026-03-28 24',
    '2026-03-29 23',
    '2026-03-30 24',
  ]);
  assert.deepEqual(hoursOf('2026-10-25T12:00:00Z', '2026-10-25T12:00:00Z', 'Europe/Paris'), ['2026-10-25 25']);
});

test('both ends belong to their days; a range that runs backwards has none', () => {
  assert.deepEqual(hoursOf('2026-03-10T22:59:59.999Z', '2026-03-10T23:00:00Z', 'Europe/Paris'), [
    '2026-03-10 24',
    '2026-03-11 24',
  ]);
  assert.deepEqual(hoursOf('2026-03-11T00:00:00Z', '2026-03-10T00:00:00Z', 'UTC'), []);
});

test('where midnight is skipped the day begins later, and so does no other', () => {
  // In Beirut, clocks went from 00:00 to 01:00 on 29 March 2026.
  assert.deepEqual(hoursOf('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 'Asia/Beirut'), [
    '2026-03-28 24',
    '2026-03-29 23',
    '2026-03-30 24',
  ]);
});

test('the first whole day begins at the instant or at the next midnight', () => {
  const first = (text: string) => firstWholeDay(new Date(text), 'Europe/Paris').toISOString();
  assert.equal(first('2026-03-10T23:00:00.000Z'), '2026-03-10T23:00:00.000Z');
  assert.equal(first('2026-03-10T23:00:00.001Z'), '2026-03-11T23:00:00.000Z');
});

test('the last days end with the one of the instant, on the calendar of the zone', () => {
  const start = (count: number, text: string, zone = 'Europe/Paris') =>
    startOfLastDays(count, new Date(text), zone).toISOString();
  assert.equal(start(1, '2026-03-10T22:59:59.999Z'), '2026-03-09T23:00:00.000Z');
  assert.equal(start(1, '2026-03-10T23:00:00.000Z'), '2026-03-10T23:00:00.000Z');
  // Over the change to summer time, and from a day that began at one o'clock.
  assert.equal(start(8, '2026-04-02T10:00:00Z'), '2026-03-25T23:00:00.000Z');
  assert.equal(start(2, '2026-03-29T12:00:00Z', 'Asia/Beirut'), '2026-03-27T22:00:00.000Z');
  assert.equal(start(2, '2026-03-30T12:00:00Z', 'Asia/Beirut'), '2026-03-28T22:00:00.000Z');
});

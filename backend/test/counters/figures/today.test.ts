import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { DayHours } from '../../../src/counters/entries/hour-table.ts';
import { createSiteClock } from '../../../src/counters/entries/timezones.ts';
import { isHourlyFeed, todayFigures } from '../../../src/counters/figures/today.ts';
import { isOpenThrough, openingTimes } from '../../../src/counters/sites/opening-times.ts';
import { silentSentence } from '../../../src/counters/verdicts/sentences.ts';
import { addDays } from '../../../src/domain/clock/calendar.ts';
import { hourBounds } from '../../../src/domain/clock/local-hours.ts';

const TODAY = '2026-10-21';
const HOUR_MS = 3_600_000;

/** A day with these counts by hour. */
function dayOf(counts: Record<number, number>): DayHours {
  const day = { entries: new Float64Array(24), received: new Uint8Array(24) };
  for (const [hour, count] of Object.entries(counts)) {
    day.entries[Number(hour)] = count;
    day.received[Number(hour)] = 1;
  }
  return day;
}

const HOURLY = dayOf({ 9: 1, 10: 2, 11: 3 });
const TWO_HOURS = dayOf({ 9: 1, 10: 2 });

/** Days before today, latest first; undefined: nothing came. */
function hourlyAfter(...before: (DayHours | undefined)[]): boolean {
  const days = new Map(before.map((day, index) => [addDays(TODAY, -1 - index), day]));
  return isHourlyFeed((day) => days.get(day), TODAY);
}
const times = (count: number, day: DayHours | undefined) => new Array<DayHours | undefined>(count).fill(day);

describe('a feed is hourly', () => {
  const cases: [what: string, hourly: boolean, before: (DayHours | undefined)[]][] = [
    ['from four days in five on', true, [...times(4, HOURLY), TWO_HOURS]],
    ['not with three in four', false, [...times(3, HOURLY), TWO_HOURS]],
    ['with 12 of its last 14 days', true, [...times(2, TWO_HOURS), ...times(12, HOURLY)]],
    ['not with 11 of them', false, [...times(3, TWO_HOURS), ...times(11, HOURLY)]],
    ['whatever the days before the last 14 were', true, [...times(14, HOURLY), ...times(14, TWO_HOURS)]],
    ['by days on which it sent something alone', true, [...times(10, undefined), HOURLY, undefined, HOURLY]],
    ['not when it has sent nothing', false, []],
    ['not by what it sent five weeks ago', false, [...times(28, undefined), ...times(14, HOURLY)]],
  ];
  for (const [what, hourly, before] of cases) {
    it(what, () => assert.equal(hourlyAfter(...before), hourly));
  }
});

describe('the figures of today', () => {
  const week = (weeks: number) => addDays(TODAY, -7 * weeks);
  const figures = (today: DayHours | undefined, before: Record<string, DayHours>, ended = 11) => {
    const others = Object.fromEntries(times(28, HOURLY).map((day, index) => [addDays(TODAY, -1 - index), day]));
    const weekdays = Object.fromEntries([1, 2, 3, 4].map((weeks) => [week(weeks), undefined]));
    const days: Record<string, DayHours | undefined> = { ...others, ...weekdays, ...before, [TODAY]: today };
    return todayFigures((day) => days[day], TODAY, ended);
  };

  it('take the hours that are over, and the middle of the same hours before', () => {
    const before = {
      [week(1)]: dayOf({ 9: 10, 10: 10, 11: 999 }),
      [week(2)]: dayOf({ 9: 40 }),
      [week(3)]: dayOf({ 10: 0, 12: 5 }),
      [week(4)]: dayOf({ 10: 31 }),
    };
    const today = dayOf({ 9: 3, 10: 4, 11: 5, 15: 8 });
    assert.deepEqual(figures(today, before), { hourly: true, entries: 7, usual: 25.5, lastHour: 11 });
    assert.equal(figures(today, { [week(1)]: HOURLY, [week(4)]: HOURLY }).usual, 3);
    assert.equal(figures(today, { [week(1)]: HOURLY }).usual, null);
  });

  it('are null while nothing has come, and not when zeros have', () => {
    const before = { [week(1)]: HOURLY, [week(2)]: HOURLY };
    assert.deepEqual([figures(undefined, before).entries, figures(undefined, before).lastHour], [null, null]);
    assert.equal(figures(dayOf({ 11: 4 }), before).entries, null);
    assert.equal(figures(dayOf({ 9: 0 }), before).entries, 0);
  });
});

describe('the hours of a day', () => {
  const hoursOf = (day: string, zone: string) =>
    hourBounds(day, zone).map((start, index, all) => ((all[index + 1] ?? start) - start) / HOUR_MS);

  it('are 24 of equal length, and the day ends where the next one begins', () => {
    assert.deepEqual(hoursOf('2026-10-21', 'Europe/Paris'), [...new Array<number>(24).fill(1), 0]);
    assert.equal(hourBounds('2026-10-21', 'Asia/Tokyo')[24], hourBounds('2026-10-22', 'Asia/Tokyo')[0]);
  });

  for (const [zone, day, hour, length] of [
    ['Europe/Paris', '2026-03-29', 2, 0],
    ['Europe/Paris', '2026-10-25', 2, 2],
    ['America/New_York', '2026-03-08', 2, 0],
    ['America/New_York', '2026-11-01', 1, 2],
    ['Australia/Lord_Howe', '2026-10-04', 2, 0.5],
    // Midnight itself is skipped.
    ['Africa/Cairo', '2026-04-24', 0, 0],
  ] as const) {
    it(`hour ${hour} of ${day} lasts ${length} hours in ${zone}`, () => {
      const lengths = hoursOf(day, zone);
      assert.equal(lengths[hour], length);
      assert.equal(lengths.filter((one) => one === 1).length, 23);
    });
  }

  it('belong to one zone each in a clock of sites', () => {
    const clock = createSiteClock(new Date('2026-10-21T12:00:00Z'));
    assert.equal(clock.hours(TODAY, 'Europe/Paris'), clock.hours(TODAY, 'Europe/Paris'));
    assert.notEqual(clock.hours(TODAY, 'Europe/Paris')[0], clock.hours(TODAY, 'Asia/Tokyo')[0]);
  });
});

describe('whole hours of the opening times', () => {
  for (const [open, close, hours] of [
    ['10:00', '12:00', '10 11'],
    ['09:30', '12:30', '10 11'],
    ['22:00', '02:00', '0 1 22 23'],
    ['22:30', '01:30', '0 23'],
    ['21:00', '00:00', '21 22 23'],
    ['09:15', '09:45', ''],
  ] as const) {
    it(`from ${open} to ${close} are ${hours || 'none'}`, () => {
      const opening = openingTimes({ open, close });
      const whole = Array.from({ length: 24 }, (_, hour) => hour).filter(
        (hour) => opening && isOpenThrough(opening, hour)
      );
      assert.equal(whole.join(' '), hours);
    });
  }

  it('are unknown without one of the two', () => {
    assert.equal(openingTimes({ open: '09:00', close: null }), undefined);
    assert.equal(openingTimes({ open: null, close: '09:00' }), undefined);
  });
});

it('a shop without a city is named by its code alone', () => {
  assert.equal(
    silentSentence({ enterprise: 'BASH ', code: '001', city: ' ' }, 9),
    "Le compteur de l'entreprise BASH (001) n'envoie plus rien depuis 9 h"
  );
});

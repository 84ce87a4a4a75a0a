import assert from 'node:assert/strict';
import test from 'node:test';

import fc from 'fast-check';

import { type BusinessClockRules, DEFAULT_RULES, type QueueRule, type Rules } from '../rules/rules.ts';
import { overdueThreshold } from './business-clock.ts';
import { type Duration, parseDuration } from './duration.ts';

const OFFICE = DEFAULT_RULES.businessClock;

function limit(text: string): Duration {
  return parseDuration(text) ?? assert.fail(text);
}

/** What the store asks of each ticket. */
function isOverdue(
  queue: Pick<QueueRule, 'overdueAfter' | 'clock'>,
  createdAt: Date,
  now: Date,
  rules: Pick<Rules, 'businessClock'>
): boolean {
  return createdAt < overdueThreshold(queue, now, rules);
}

/** The threshold as an ISO instant; `now` and the answer in UTC. */
function threshold(after: string, now: string, businessClock?: BusinessClockRules): string {
  const rule = { overdueAfter: limit(after), clock: businessClock ? ('business' as const) : ('calendar' as const) };
  return overdueThreshold(rule, new Date(now), { businessClock: businessClock ?? OFFICE }).toISOString();
}

test('calendar clock: strictly above 72 h elapsed, whatever the clocks on the wall do', () => {
  const queue = { overdueAfter: limit('72h'), clock: 'calendar' as const };
  const created = new Date('2026-03-27T10:00:00Z');
  assert.equal(isOverdue(queue, created, new Date('2026-03-30T10:00:00.000Z'), DEFAULT_RULES), false);
  assert.equal(isOverdue(queue, created, new Date('2026-03-30T10:00:00.001Z'), DEFAULT_RULES), true);
  assert.equal(threshold('5d', '2026-03-30T10:00:00Z'), '2026-03-25T10:00:00.000Z');
});

test('business clock: 72 h are 72 open hours, eight days of nine hours', () => {
  // Thursday 12 March at 15:00 in Paris: 6 hours of that day and seven whole days before make 69, 3 are left.
  assert.equal(threshold('72h', '2026-03-12T14:00:00Z', OFFICE), '2026-03-02T14:00:00.000Z');
});

test('business clock: closed time adds nothing, so the strict limit falls on the close before it', () => {
  // Monday 09:00: no more than nine open hours have passed since Thursday 18:00.
  assert.equal(threshold('9h', '2026-03-16T08:00:00Z', OFFICE), '2026-03-12T17:00:00.000Z');
  const queue = { overdueAfter: limit('9h'), clock: 'business' as const };
  const fridayAtNine = new Date('2026-03-13T08:00:00Z');
  assert.equal(isOverdue(queue, fridayAtNine, new Date('2026-03-16T08:00:00.000Z'), DEFAULT_RULES), false);
  assert.equal(isOverdue(queue, fridayAtNine, new Date('2026-03-16T08:00:00.001Z'), DEFAULT_RULES), true);
});

test('business clock: open hours stay on the wall clock when summer time begins and ends', () => {
  // 18:00 in Paris is 17:00 UTC in winter and 16:00 UTC in summer.
  assert.equal(threshold('10h', '2026-03-30T16:00:00Z', OFFICE), '2026-03-27T16:00:00.000Z');
  assert.equal(threshold('10h', '2026-10-26T17:00:00Z', OFFICE), '2026-10-23T15:00:00.000Z');
});

test('business clock: 5 d are five working days, at the same time of day, over a change of the clocks', () => {
  assert.equal(threshold('5d', '2026-03-13T09:30:00Z', OFFICE), '2026-03-06T09:30:00.000Z');
  // Tuesday 31 March, 10:30 in summer time, back to Tuesday 24 March, 10:30 in winter time.
  assert.equal(threshold('5d', '2026-03-31T08:30:00Z', OFFICE), '2026-03-24T09:30:00.000Z');
});

test('business clock: the time of day need not be an open one', () => {
  assert.equal(threshold('5d', '2026-03-13T21:15:30.250Z', OFFICE), '2026-03-06T21:15:30.250Z');
  assert.equal(threshold('1d', '2026-03-12T23:30:00Z', OFFICE), '2026-03-11T23:30:00.000Z', 'half past midnight');
});

test('business clock: on a day off and at midnight, the last working day has just ended', () => {
  const fridayMidnight = '2026-03-06T23:00:00.000Z';
  assert.equal(threshold('5d', '2026-03-14T10:00:00Z', OFFICE), fridayMidnight, 'Saturday');
  assert.equal(threshold('5d', '2026-03-15T22:59:59Z', OFFICE), fridayMidnight, 'Sunday');
  assert.equal(threshold('5d', '2026-03-15T23:00:00Z', OFFICE), fridayMidnight, 'Monday at midnight');
});

test('business clock: a ticket that comes on a day off is as old as one of the next midnight', () => {
  const queue = { overdueAfter: limit('5d'), clock: 'business' as const };
  const saturday = new Date('2026-03-07T09:00:00Z');
  assert.equal(isOverdue(queue, saturday, new Date('2026-03-15T23:00:00.000Z'), DEFAULT_RULES), false);
  assert.equal(isOverdue(queue, saturday, new Date('2026-03-15T23:00:00.001Z'), DEFAULT_RULES), true);
});

test('business clock: public holidays are closed', () => {
  // Tuesday 7 April after Easter Monday: the working day before is Friday the 3rd.
  assert.equal(threshold('1d', '2026-04-07T08:00:00Z', OFFICE), '2026-04-03T08:00:00.000Z');
  assert.equal(threshold('10h', '2026-04-07T16:00:00Z', OFFICE), '2026-04-03T15:00:00.000Z');
});

test('business clock: Alsace and Moselle have Good Friday and 26 December off as well', () => {
  const alsace = { ...OFFICE, holidays: { country: 'FR', region: '67' } };
  assert.equal(threshold('1d', '2026-04-07T08:00:00Z', alsace), '2026-04-02T08:00:00.000Z');
  // Monday 29 December 2025; Thursday was Christmas.
  assert.equal(threshold('1d', '2025-12-29T09:00:00Z', OFFICE), '2025-12-26T09:00:00.000Z');
  assert.equal(threshold('1d', '2025-12-29T09:00:00Z', alsace), '2025-12-24T09:00:00.000Z');
});

test('business clock: without holidays every weekday counts', () => {
  const clock = { ...OFFICE, holidays: null };
  assert.equal(threshold('1d', '2026-04-07T08:00:00Z', clock), '2026-04-06T08:00:00.000Z');
});

test('business clock: hours until midnight, and a zone where midnight may be missing', () => {
  const evenings: BusinessClockRules = {
    timezone: 'Africa/Cairo',
    hours: { 5: [{ from: 22 * 60, to: 24 * 60 }] },
    holidays: null,
  };
  // Summer time began in Egypt on Friday 24 April 2026 at midnight: that day starts at 01:00.
  assert.equal(threshold('3h', '2026-05-01T20:30:00Z', evenings), '2026-04-24T19:30:00.000Z');
  assert.equal(threshold('1d', '2026-04-24T10:00:00Z', evenings), '2026-04-17T11:00:00.000Z');
});

test('business clock: a week without open hours is refused instead of searched forever', () => {
  const closed: BusinessClockRules = { timezone: 'Europe/Paris', hours: { 1: [] }, holidays: null };
  assert.throws(() => threshold('1h', '2026-03-12T14:00:00Z', closed), RangeError);
});

/*
 * The thresholds against the definition itself, worked out the other way round: quarters of an hour are laid out over most
 * of a year, each is looked up on the wall clock, and the open ones between creation and now are counted.
 */
const QUARTER_MS = 15 * 60_000;
const FIRST = Date.parse('2026-02-01T00:00:00Z');
const QUARTERS = 270 * 96;
/** Mondays to Fridays that are public holidays in France in that time, and one Saturday. */
const HOLIDAYS = ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14', '2026-08-15'];

interface WallClock {
  /** Monday is 1. */
  weekday: number;
  minute: number;
  day: string;
}

const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });

function wallClock(quarter: number): WallClock {
  const [day = '', time = ''] = paris.format(FIRST + quarter * QUARTER_MS).split(' ');
  const [hour, minute] = time.split(':').map(Number);
  return { weekday: new Date(day).getUTCDay() || 7, minute: (hour ?? 0) * 60 + (minute ?? 0), day };
}

/** For each quarter, how many before it count. */
function countBefore(counts: (wall: WallClock) => boolean): number[] {
  let total = 0;
  return Array.from({ length: QUARTERS }, (_, quarter) => {
    const before = total;
    total += counts(wallClock(quarter)) ? 1 : 0;
    return before;
  });
}

/** Checks random tickets and moments: overdue exactly when more than the limit's quarters lie between. */
function checkAgainst(
  before: number[],
  unit: 'h' | 'd',
  quartersOfUnit: number,
  businessClock: BusinessClockRules
): void {
  const quarter = fc.integer({ min: 40 * 96, max: QUARTERS - 1 });
  fc.assert(
    fc.property(quarter, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 12 }), (now, age, amount) => {
      const counted = (before[now] ?? NaN) - (before[now - age] ?? NaN);
      const overdue = isOverdue(
        { overdueAfter: { amount, unit }, clock: 'business' },
        new Date(FIRST + (now - age) * QUARTER_MS),
        new Date(FIRST + now * QUARTER_MS),
        { businessClock }
      );
      assert.equal(overdue, counted > amount * quartersOfUnit);
    }),
    { numRuns: 2000 }
  );
}

test('open hours: the threshold agrees with counting forward, over holidays and both changes of the clocks', () => {
  const day = [
    { from: 9 * 60, to: 12 * 60 },
    { from: 14 * 60, to: 18 * 60 },
  ];
  // Sunday's hours span the hour that is skipped in March and repeated in October.
  const businessClock: BusinessClockRules = {
    timezone: 'Europe/Paris',
    hours: { 1: day, 2: day, 4: day, 5: day, 6: [{ from: 21 * 60, to: 24 * 60 }], 7: [{ from: 60, to: 300 }] },
    holidays: { country: 'FR' },
  };
  const before = countBefore(
    (wall) =>
      !HOLIDAYS.includes(wall.day) &&
      (businessClock.hours[wall.weekday as 1] ?? []).some(({ from, to }) => from <= wall.minute && wall.minute < to)
  );
  checkAgainst(before, 'h', 4, businessClock);
});

test('working days: the threshold agrees with counting forward', () => {
  const before = countBefore(({ weekday, day }) => weekday <= 5 && !HOLIDAYS.includes(day));
  checkAgainst(before, 'd', 96, OFFICE);
});

test('the later it is, the later the threshold', () => {
  const instants = fc.tuple(
    fc.date({ min: new Date(FIRST), max: new Date('2026-12-31'), noInvalidDate: true }),
    fc.nat(10 * 86_400_000)
  );
  fc.assert(
    fc.property(instants, fc.constantFrom('72h', '5d', '1h', '1d'), ([now, later], after) => {
      const queue = { overdueAfter: limit(after), clock: 'business' as const };
      const earlier = overdueThreshold(queue, now, DEFAULT_RULES);
      assert.ok(earlier < now);
      assert.ok(earlier <= overdueThreshold(queue, new Date(now.getTime() + later), DEFAULT_RULES));
    })
  );
});

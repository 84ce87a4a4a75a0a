import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { activityClock, DAY_MS, paceAt } from './activity.ts';
import { Random } from './random.ts';
import { type Life, steadyLives } from './steady.ts';

/** A Thursday, 16:20 in Paris. */
const NOW = Date.parse('2026-11-26T15:20:00Z');
const OPTIONS = { now: NOW, open: 180, done: 2400, oldestOpenMs: 15 * DAY_MS, historyMs: 45 * DAY_MS };
const SEEDS = [1, 2, 3, 7, 20_240_722];
const HOUR_MS = 3_600_000;

const openAt = (lives: readonly Life[], at: number) =>
  lives.filter(({ createdAt, doneAt = Infinity }) => createdAt <= at && doneAt > at).length;

/** Whole days in Paris before today, newest first, as `[start, end)`. */
function daysBack(count: number): { from: number; to: number; weekday: number }[] {
  const midnight = Date.parse('2026-11-25T23:00:00Z');
  return Array.from({ length: count }, (_, index) => {
    const from = midnight - (index + 1) * DAY_MS;
    return { from, to: from + DAY_MS, weekday: new Date(from + DAY_MS / 2).getUTCDay() };
  });
}

for (const seed of SEEDS) {
  describe(`lives of a steady company, seed ${seed}`, () => {
    const { lives } = steadyLives(new Random(seed), OPTIONS);
    const within = (instants: (number | undefined)[], { from, to }: { from: number; to: number }) =>
      instants.filter((instant) => instant !== undefined && instant >= from && instant < to).length;
    const created = lives.map(({ createdAt }) => createdAt);
    const done = lives.map(({ doneAt }) => doneAt);

    test('are as many as asked for, oldest first, none in the future, none done before it came', () => {
      assert.equal(lives.length, 2_580);
      assert.equal(openAt(lives, NOW), 180);
      assert.deepEqual(
        created,
        created.toSorted((a, b) => a - b)
      );
      assert.ok(lives.every(({ createdAt, doneAt }) => createdAt <= NOW && (doneAt ?? NOW) >= createdAt));
      assert.ok(lives.every(({ doneAt }) => doneAt === undefined || doneAt <= NOW));
      assert.ok(lives.every(({ createdAt, doneAt }) => doneAt !== undefined || createdAt >= NOW - 15 * DAY_MS - 1));
    });

    test('keep the backlog within a third of today’s for a month', () => {
      for (let hoursAgo = 0; hoursAgo <= 30 * 24; hoursAgo += 3) {
        const backlog = openAt(lives, NOW - hoursAgo * HOUR_MS);
        assert.ok(backlog > 120 && backlog < 240, `${backlog} open ${hoursAgo} hours ago`);
      }
    });

    test('have a last day and a last whole week like the others before', () => {
      const weekdays = daysBack(28).filter(({ weekday }) => weekday > 0 && weekday < 6);
      const perDay = weekdays.map((day) => within(created, day));
      const mean = perDay.reduce((sum, count) => sum + count, 0) / perDay.length;
      perDay.forEach((count, index) => assert.ok(count > 0.6 * mean && count < 1.5 * mean, `${count} on ${index}`));
      const today = { from: NOW - 16.33 * HOUR_MS, to: NOW };
      const sameHours = weekdays.map(({ from }) => within(created, { from, to: from + 16.33 * HOUR_MS }));
      assert.ok(within(created, today) <= 1.3 * Math.max(...sameHours), `${within(created, today)} today`);
      assert.ok(within(created, today) >= 0.7 * Math.min(...sameHours), `${within(created, today)} today`);
    });

    test('are done as fast as they come, week by week', () => {
      for (let week = 0; week < 4; week += 1) {
        const days = { from: NOW - (week + 1) * 7 * DAY_MS, to: NOW - week * 7 * DAY_MS };
        const balance = within(done, days) / within(created, days);
        assert.ok(balance > 0.85 && balance < 1.15, `${balance} in week ${week}`);
      }
    });

    test('rest at night and at the weekend', () => {
      const hourOf = (instant: number) => new Date(instant + HOUR_MS).getUTCHours();
      const november = [...created, ...done].filter((instant) => instant !== undefined && instant > NOW - 28 * DAY_MS);
      const share = (which: (instant: number) => boolean) =>
        november.filter((instant) => which(instant ?? 0)).length / november.length;
      assert.ok(share((instant) => hourOf(instant) < 7 || hourOf(instant) >= 20) < 0.06);
      assert.ok(share((instant) => hourOf(instant) >= 8 && hourOf(instant) < 18) > 0.8);
      const weekends = daysBack(28).filter(({ weekday }) => weekday === 0 || weekday === 6);
      const onWeekends = weekends.reduce((sum, day) => sum + within(created, day), 0);
      assert.ok(onWeekends < 0.06 * 28 * 57, `${onWeekends} in four weekends`);
    });
  });
}

test('whatever the numbers and the hour, gives lives of these numbers', () => {
  for (const [open, done] of [
    [0, 0],
    [0, 50],
    [50, 0],
    [1, 5_000],
    [5_000, 1],
  ] as const) {
    for (const now of [
      '2026-11-26T23:30:00Z',
      '2026-10-25T01:00:00Z',
      '2028-02-29T12:00:00Z',
      '2027-01-01T00:00:00Z',
    ]) {
      const { lives } = steadyLives(new Random(1), { ...OPTIONS, open, done, now: Date.parse(now) });
      assert.equal(lives.filter(({ doneAt }) => doneAt === undefined).length, open);
      assert.equal(lives.length, open + done);
      assert.ok(lives.every(({ createdAt }) => Number.isFinite(createdAt) && createdAt <= Date.parse(now)));
    }
  }
});

test('the clock of activity runs back as it runs forth, and a week of it is a week', () => {
  const clock = activityClock(NOW, 30 * DAY_MS);
  assert.ok(Math.abs(clock.between(NOW - 14 * DAY_MS, NOW) - 14 * DAY_MS) < HOUR_MS);
  for (const activity of [1, HOUR_MS, DAY_MS, 5.5 * DAY_MS]) {
    const earlier = clock.before(NOW, activity);
    assert.ok(Math.abs(clock.between(earlier, NOW) - activity) < 1);
    assert.ok(Math.abs(clock.after(earlier, activity) - NOW) < 1);
  }
  assert.equal(clock.after(NOW, DAY_MS), NOW);
  assert.equal(clock.before(NOW, 100 * DAY_MS), NOW - 30 * DAY_MS);
  assert.ok(paceAt(NOW) > 20 * paceAt(Date.parse('2026-11-26T02:00:00Z')));
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { LiveAteraWorld } from '../../tests/simulators/atera/index.ts';
import { generateData } from '../../tests/simulators/atera/world/generate.ts';
import { DAY_MS } from '../../tests/simulators/shared/activity/activity.ts';
import { TICKET_STEPS_PER_ACTIVE } from '../stack.ts';
import { type LifeOptions, startLife } from './life.ts';

const ACTIVE = 180;
const EVERY_MS = 5_000;

/** Tickets created on a day of which all has passed, and on the same weekday of the week before. */
function created(t: TestContext, midnight: string, pace: LifeOptions['pace']): { that: number; before: number } {
  const start = Date.parse(midnight);
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: start });
  const now = () => new Date();
  const data = generateData({
    seed: 7,
    now: now(),
    activeTickets: ACTIVE,
    doneTickets: 2400,
    openAlerts: 12,
    oddShare: 0,
  });
  const world = new LiveAteraWorld(data, now, 7);
  const stop = startLife([{ tick: () => world.tick(), stepsPerDay: ACTIVE * TICKET_STEPS_PER_ACTIVE }], {
    clock: { now, fixed: false },
    seed: 7,
    everyMs: EVERY_MS,
    pace,
  });
  // One step at a time: the mocked date jumps to the end of each.
  for (let passed = 0; passed < (pace === 'hectic' ? 600_000 : DAY_MS); passed += EVERY_MS) {
    t.mock.timers.tick(EVERY_MS);
  }
  stop();
  const between = (from: number, to: number) =>
    world.tickets().filter(({ TicketCreatedDate }) => {
      const at = Date.parse(TicketCreatedDate ?? '');
      return at >= from && at < to;
    }).length;
  return { that: between(start, start + DAY_MS), before: between(start - 7 * DAY_MS, start - 6 * DAY_MS) };
}

test('a demo left running for a working day sees about as many tickets as the same day a week before', (t) => {
  const { that, before } = created(t, '2026-11-26T00:00:00+01:00', 'natural');
  assert.ok(before > 40, `${before} a week before`);
  assert.ok(that > 0.5 * before && that < 1.6 * before, `${that} created, ${before} a week before`);
});

test('a sunday stays quiet, but not still', (t) => {
  const { that } = created(t, '2026-11-29T00:00:00+01:00', 'natural');
  assert.ok(that > 3 && that < 45, `${that} created`);
});

test('for tests of endurance something happens at every look', (t) => {
  const { that } = created(t, '2026-11-29T00:00:00+01:00', 'hectic');
  assert.ok(that > 10, `${that} created in ten minutes`);
});

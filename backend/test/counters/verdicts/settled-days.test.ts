import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { SiteDays } from '../../../src/counters/entries/day-table.ts';
import { createSiteClock } from '../../../src/counters/entries/timezones.ts';
import { countSettled } from '../../../src/counters/figures/coverage.ts';
import { createEnterpriseNames } from '../../../src/counters/sites/enterprises.ts';
import { createClosures } from '../../../src/counters/verdicts/closures.ts';
import { lastSettledDay } from '../../../src/counters/verdicts/judged-days.ts';
import { judgeDay } from '../../../src/counters/verdicts/verdicts.ts';
import { addDays, eachDay } from '../../../src/domain/clock/calendar.ts';
import type { ClosureRule } from '../../../src/domain/rules/counters-rules.ts';

const NAMES = createEnterpriseNames([]);
const FIRST = '2024-04-25';
const DAYS = eachDay(FIRST, addDays(FIRST, 29));
const CLOSURES: ClosureRule[] = [
  { enterprise: '*', weekly: [7] },
  { enterprise: 'BASH', weekly: [1, 3] },
  { enterprise: '*', siteCountries: ['France'], holidays: { country: 'FR' } },
  { enterprise: 'APRIL', from: '2024-05-02', to: '2024-05-06' },
  { enterprise: 'BASH', code: '002', from: '2024-05-20' },
];

describe('settled days', () => {
  it('are judged at once as each of them is judged alone', () => {
    const closed = fc.subarray(CLOSURES);
    const site = fc.record({
      enterprise: fc.constantFrom('BASH', 'APRIL'),
      code: fc.constantFrom('001', '002'),
      country: fc.constantFrom('France', 'Japon', null),
      operational: fc.boolean(),
    });
    const received = fc.array(fc.option(fc.constantFrom(0, 0, 3, 0.5)), { minLength: 30, maxLength: 30 });
    const bounds = fc.tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 29 }));
    fc.assert(
      fc.property(closed, site, received, bounds, (rules, one, counts, [from, to]) => {
        const closures = createClosures(rules, NAMES);
        const days: SiteDays = {
          entries: Float64Array.from(counts, (count) => count ?? 0),
          received: Uint8Array.from(counts, (count) => Number(count !== null)),
        };
        const judging = { clock: createSiteClock(new Date('2024-07-23T12:00:00Z')), closures, graceHours: 6 };
        const verdicts = DAYS.slice(from, to + 1).map((day, index) => {
          const count = counts[from + index] ?? null;
          const sent = count === null ? undefined : { entries: count, validRows: 1 };
          return judgeDay(judging, { ...one, zone: 'Europe/Paris' }, day, sent);
        });
        const expected = { counted: 0, zero: 0, no_data: 0 };
        for (const verdict of verdicts) {
          if (verdict in expected) {
            expected[verdict as keyof typeof expected] += 1;
          }
        }
        assert.deepEqual(countSettled(one, days, closures.calendar(DAYS)(one), { from, to }), expected);
        const nothing = countSettled(one, undefined, closures.calendar(DAYS)(one), { from: 0, to: 29 });
        assert.equal(nothing.counted + nothing.zero, 0);
      })
    );
  });

  it('are over in every time zone, with the grace hours, and the next day is not', () => {
    const zones = [
      ...Intl.supportedValuesOf('timeZone').filter((_, index) => index % 25 === 0),
      'Etc/GMT+12',
      'Etc/GMT-14',
    ];
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 72 }), (now, graceHours) => {
        const clock = createSiteClock(now);
        const day = lastSettledDay({ clock, graceHours });
        for (const zone of zones) {
          assert.ok(clock.elapsedSinceMs(day, zone) >= graceHours * 3_600_000, zone);
        }
        assert.ok(clock.elapsedSinceMs(addDays(day, 1), 'Etc/GMT+12') < graceHours * 3_600_000);
      }),
      { numRuns: 20 }
    );
  });
});

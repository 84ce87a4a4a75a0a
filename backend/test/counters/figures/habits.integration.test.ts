import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CountersWorld, CountingRow } from '../../../../tests/fixtures/counters/world.ts';
import { examineCounters } from '../../../src/counters/quality/examination.ts';
import { readFeedHabits } from '../../../src/counters/quality/feed-habits.ts';
import { checkCounters } from '../../../src/doctor/checks/counters.ts';
import { addDays } from '../../../src/domain/clock/calendar.ts';
import { accessTo, missing, NOW, useCounters, YESTERDAY } from '../../support/counters/counters.ts';

/** Visits of an hour: they rise and fall. */
const visits = (day: number, hour: number): number => 20 + ((day * 37 + hour * 53) % 41);
const HOURS = [9, 10, 11, 12, 13, 14, 15, 16];
const DAYS = Array.from({ length: 14 }, (_, back) => addDays(YESTERDAY, back - 13));

const hourly = (code: string, count: (day: number, hour: number) => number): CountingRow[] =>
  DAYS.flatMap((day, index) =>
    HOURS.map((hour) => ({ ...row(code, day, `${String(hour).padStart(2, '0')}:00:00`), count: count(index, hour) }))
  );
const daily = (code: string, time: string, count: (day: number) => number): CountingRow[] =>
  DAYS.map((day, index) => ({ ...row(code, day, time), count: count(index) }));
const row = (code: string, day: string, time: string) => ({ enterprise: 'BASH', code, day_date: `${day} ${time}` });
const soFar = (day: number, until: number): number =>
  HOURS.filter((hour) => hour <= until).reduce((sum, hour) => sum + visits(day, hour), 0);
const total = (day: number): number => 300 + ((day * 97) % 113);

const CODES = [
  'HOURLY',
  'SO-FAR',
  'DAILY',
  'LATE',
  'TWO-ROWS',
  'AGAIN',
  'FLAT',
  'SAME-1',
  'SAME-2',
  'SAME-3',
  'SHORT',
  'TWICE-A-DAY',
  'QUARTERS',
  'ALWAYS-TWO',
];
const site = (code: string): CountersWorld['sites'][number] => ({
  ...{ enterprise: 'BASH', code, ip_till: null, country: null, city: null, open: null, close: null },
  ...{ timezone: 'Europe/Paris', ignore: 0, ignore_reason: null, last_update: null },
});
const WORLD: CountersWorld = {
  sites: CODES.map(site),
  counting: [
    ...hourly('HOURLY', visits),
    ...hourly('SO-FAR', soFar),
    ...daily('DAILY', '00:00:00', total),
    ...daily('LATE', '22:00:00', total),
    ...daily('TWO-ROWS', '00:00:00', total),
    { ...row('TWO-ROWS', YESTERDAY, '23:59:00'), count: total(13) },
    // The fifth day once more on the sixth.
    ...hourly('AGAIN', (day, hour) => visits(day === 5 ? 4 : day, hour)),
    ...hourly('FLAT', () => 0),
    // Two hours of one day are equal: what an hourly feed may well send.
    ...hourly('SHORT', visits).filter(({ day_date }) => !day_date.startsWith(YESTERDAY)),
    ...['10', '11'].map((hour) => ({ ...row('SHORT', YESTERDAY, `${hour}:00:00`), count: 25 })),
    // Mornings and afternoons, equal on one day.
    ...['00', '12'].flatMap((hour, half) =>
      daily('TWICE-A-DAY', `${hour}:00:00`, (day) => (day === 6 ? 300 : total(day + half)))
    ),
    // Four rows an hour.
    ...['00', '15', '30', '45'].flatMap((minutes, quarter) =>
      hourly('QUARTERS', (day, hour) => visits(day * 4 + quarter, hour)).map((one) => ({
        ...one,
        day_date: one.day_date.replace(':00:00', `:${minutes}:00`),
      }))
    ),
    ...['06', '18'].flatMap((hour) => daily('ALWAYS-TWO', `${hour}:00:00`, (day) => total(day))),
    ...['SAME-1', 'SAME-2', 'SAME-3'].flatMap((code, index) =>
      daily(code, '00:00:00', (day) => total((day === 8 ? 7 : day) + index * 5))
    ),
  ],
};

for (const name of ['PGlite', 'utf8mb4_general_ci'] as const) {
  describe(`habits of feeds on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);
    const codes = (keys: { code: string }[]): string[] => keys.map(({ code }) => code);

    it('names feeds that send totals, days sent twice and midnights in UTC, and no others', async () => {
      const habits = await readFeedHabits(test.under(), accessTo('all'), NOW);
      assert.deepEqual(codes(habits.cumulative), ['SO-FAR']);
      assert.deepEqual(codes(habits.twice.sites), ['AGAIN', 'ALWAYS-TWO', 'SAME-1', 'SAME-2', 'SAME-3', 'TWO-ROWS']);
      assert.equal(habits.twice.siteDays, 5 + DAYS.length);
      assert.deepEqual(codes(habits.utcMidnight), ['LATE']);
    });

    it('has doctor say so in both languages', async () => {
      const checks = checkCounters(await examineCounters(test.under(), NOW));
      const warnings = checks.filter(({ state }) => state === 'warning');
      for (const [french, english] of [
        [/1 compteurs horaires envoient un total .* "BASH" SO-FAR/, /1 hourly feeds send a total/],
        [
          /19 journées des 28 derniers jours semblent envoyées deux fois/,
          /19 days of the last 28 seem to be sent twice/,
        ],
        [/22:00 ou 23:00 .* "BASH" LATE/, /midnight in UTC/],
      ] as const) {
        assert.ok(
          warnings.some(({ text }) => french.test(text.fr) && english.test(text.en)),
          warnings.map(({ text }) => text.fr).join('\n')
        );
      }
    });
  });
}

import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { loadRules } from '../../backend/src/config/rules-file/rules-file.ts';
import { createSiteClock, siteZone } from '../../backend/src/counters/entries/timezones.ts';
import { createEnterpriseNames } from '../../backend/src/counters/sites/enterprises.ts';
import { createClosures } from '../../backend/src/counters/verdicts/closures.ts';
import { type DayEntries, judgeDay, type Verdict } from '../../backend/src/counters/verdicts/verdicts.ts';
import { addDays } from '../../backend/src/domain/clock/calendar.ts';
import { fixedClock } from '../../backend/src/domain/clock/clock.ts';
import { shopTime } from '../../tests/fixtures/counters/days.ts';
import { inventShops } from '../../tests/fixtures/counters/generate.ts';
import { createLivingCounters } from '../../tests/fixtures/counters/living.ts';
import { type CountersWorld, type CountingRow, PLACES, type SiteRow } from '../../tests/fixtures/counters/world.ts';
import { demoWorld } from './counters-world.ts';

const HALF_HOUR_MS = 1_800_000;
const SHOPS = { seed: 7, sites: 60 } as const;
/** Two days each, every half hour of them, with a seed of their own: `from` is the first. */
const DAYS = [
  { from: '2026-03-07T18:00:00Z', what: 'the clocks go forward in America' },
  { from: '2026-03-28T12:00:00Z', what: 'the clocks go forward in Europe' },
  { from: '2026-10-24T12:00:00Z', what: 'the clocks go back in Europe' },
  { from: '2026-10-31T18:00:00Z', what: 'the clocks go back in America before a French holiday' },
  { from: '2026-12-24T12:00:00Z', what: 'Christmas passes' },
  { from: '2026-12-31T00:00:00Z', what: 'the year ends' },
  { from: '2028-02-28T12:00:00Z', what: '29 February passes' },
  { from: '2026-11-26T00:00:00Z', what: 'ordinary days pass' },
];

const { counters: rules } = await loadRules(path.join(import.meta.dirname, '..', 'vigie.yaml'));

function halfHours(from: string): Date[] {
  return Array.from({ length: 96 }, (_, index) => new Date(Date.parse(from) + index * HALF_HOUR_MS));
}

const worldAt = (now: Date, shops: { seed: number; sites: number } = SHOPS) =>
  demoWorld({ ...shops, days: 3, clock: fixedClock(now) });
/** The odd shops have codes that are words. */
const isOrdinary = ({ code }: SiteRow) => /^\d{3}$/.test(code);
const keyOf = ({ enterprise, code }: { enterprise: string; code: string }) => JSON.stringify([enterprise, code]);
const dayKey = (row: { enterprise: string; code: string }, day: string) => `${keyOf(row)} ${day}`;

/** Sums of the valid rows of each site-day. */
function received({ counting }: CountersWorld): Map<string, DayEntries> {
  const days = new Map<string, DayEntries>();
  for (const row of counting.filter(({ count }) => count !== null && count >= 0)) {
    const key = dayKey(row, row.day_date.slice(0, 10));
    const { entries, validRows } = days.get(key) ?? { entries: 0, validRows: 0 };
    days.set(key, { entries: entries + (row.count ?? 0), validRows: validRows + 1 });
  }
  return days;
}

/** What the product says of each site's yesterday, under the rules of the demo. */
function yesterdayVerdicts(world: CountersWorld, now: Date): { site: SiteRow; verdict: Verdict }[] {
  const clock = createSiteClock(now);
  const names = createEnterpriseNames(rules.enterprises);
  const judging = { clock, closures: createClosures(rules.closed, names), graceHours: rules.graceHours };
  const days = received(world);
  return world.sites.map((site) => {
    const { zone } = siteZone(site.timezone, rules.timezone);
    const day = addDays(clock.today(zone), -1);
    const operational = site.ignore === 0 || site.ignore === null;
    return { site, verdict: judgeDay(judging, { ...site, zone, operational }, day, days.get(dayKey(site, day))) };
  });
}

for (const [index, { from, what }] of DAYS.entries()) {
  describe(`the shops of the demo at every half hour while ${what}`, () => {
    let moments: { now: Date; world: CountersWorld }[] = [];
    before(() => {
      moments = halfHours(from).map((now) => ({ now, world: worldAt(now, { ...SHOPS, seed: index }) }));
    });

    test('have no key twice', () => {
      for (const { now, world } of moments) {
        const keys = world.counting.map((row) => `${keyOf(row)} ${row.day_date}`);
        assert.equal(new Set(keys).size, keys.length, now.toISOString());
      }
    });

    test('are at zero, silent and counting yesterday', () => {
      for (const { now, world } of moments) {
        const ordinary = yesterdayVerdicts(world, now).filter(({ site }) => isOrdinary(site));
        const count = (wanted: Verdict) => ordinary.filter(({ verdict }) => verdict === wanted).length;
        const [zero, silent, counted] = [count('zero'), count('no_data'), count('counted')];
        assert.ok(zero >= 1 && zero <= 12, `${now.toISOString()}: ${zero} at zero`);
        assert.ok(silent >= 1 && silent <= 12, `${now.toISOString()}: ${silent} silent`);
        assert.ok(counted > 20, `${now.toISOString()}: ${counted} counted`);
      }
    });

    test('count more and more while a day runs, and nothing of hours to come', () => {
      let last = new Map<string, number>();
      let grew = 0;
      for (const { now, world } of moments) {
        const days = received(world);
        const latest = new Map(world.counting.map((row) => [keyOf(row), row.day_date]));
        const current = new Map<string, number>();
        for (const site of world.sites.filter(isOrdinary)) {
          const { today, hour } = shopTime(site, now);
          const key = dayKey(site, today);
          const entries = days.get(key)?.entries ?? 0;
          assert.ok(entries >= (last.get(key) ?? 0), `${now.toISOString()}: ${key} shrinks`);
          grew += entries > (last.get(key) ?? Infinity) ? 1 : 0;
          current.set(key, entries);
          const thisHour = `${today} ${String(Math.floor(hour)).padStart(2, '0')}:00:00`;
          assert.ok((latest.get(keyOf(site)) ?? '') <= thisHour, `${now.toISOString()}: ${key} knows the future`);
        }
        last = current;
      }
      assert.ok(grew > 500, `${grew} times`);
    });
  });
}

test('has shops in every zone of the invented places, and as few as two', () => {
  const zones = new Set(worldAt(new Date('2026-11-27T00:30:00+01:00')).sites.map(({ timezone }) => timezone));
  for (const [city, , zone] of PLACES) {
    assert.ok(zones.has(zone), city);
  }
  assert.ok(worldAt(new Date('2026-11-27T00:30:00+01:00'), { seed: 1, sites: 2 }).counting.length > 0);
});

test('left running for two days, holds what a demo started later would', () => {
  const [start, ...later] = halfHours('2026-10-24T12:00:00Z');
  assert.ok(start);
  const lastDay = (site: SiteRow) => shopTime(site, start).lastFullDay;
  const sound = inventShops({ ...SHOPS, lastDay }).filter(({ trouble }) => trouble === undefined);
  const keys = new Set(sound.map(({ site }) => keyOf(site)));
  const living = createLivingCounters(SHOPS.seed, sound, start);
  const rowsOf = (world: CountersWorld): [string, CountingRow][] =>
    world.counting.filter((row) => keys.has(keyOf(row))).map((row) => [`${keyOf(row)} ${row.day_date}`, row]);
  const table = new Map(rowsOf(worldAt(start)));
  for (const now of later) {
    living.changesAt(now).forEach((row) => table.set(`${keyOf(row)} ${row.day_date}`, row));
  }
  const now = later.at(-1) ?? start;
  const recent = (rows: [string, CountingRow][]) =>
    rows.filter(([, row]) => row.day_date >= '2026-10-25').sort(([a], [b]) => (a < b ? -1 : 1));
  const troubledLater = new Set(
    inventShops({ ...SHOPS, lastDay: (site) => shopTime(site, now).lastFullDay })
      .filter(({ trouble }) => trouble !== undefined)
      .map(({ site }) => keyOf(site))
  );
  assert.equal(
    [...keys].some((key) => troubledLater.has(key)),
    false
  );
  assert.deepEqual(recent([...table]), recent(rowsOf(worldAt(now))));
});

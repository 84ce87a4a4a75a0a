import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readToday } from '../../../src/counters/figures/today-sites.ts';
import { readAlertStates } from '../../../src/counters/verdicts/alerts.ts';
import { fixedClock } from '../../../src/domain/clock/clock.ts';
import type { ClosureRule } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, type CountersDatabaseName, missing, useCounters } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { weekday } from '../../support/counters/plain-calendar.ts';
import { type PlainToday, plainToday } from '../../support/counters/plain-today.ts';
import { SEEDS, todayWorld } from '../../support/counters/today-world.ts';

const ALL = accessTo('all');
const DATABASES: readonly CountersDatabaseName[] = ['PGlite', 'utf8mb4_general_ci'];

/** Ordinary days and those on which clocks change, at odd minutes: a few hours apart, so that each zone has its morning. */
const INSTANTS = [
  '2026-03-11', // an ordinary Wednesday
  '2026-03-08', // the clocks go forward in America
  '2026-03-29', // … in Europe
  '2026-10-25', // they go back in Europe
  '2026-11-01', // … in America
].flatMap((day) =>
  ['00:30', '01:00', '02:29', '08:15', '11:59', '17:00', '20:45'].map((time) => new Date(`${day}T${time}:00Z`))
);

const SUNDAYS_CLOSED: ClosureRule[] = [{ enterprise: 'Pimkie', weekly: [7] }];
const isClosed = (enterprise: string) => (day: string) => enterprise === 'Pimkie' && weekday(day) === 7;

for (const [name, seed] of DATABASES.map((name, index) => [name, SEEDS[index]!] as const)) {
  describe(`the day so far on ${name}`, { skip: missing(name) }, () => {
    const world = todayWorld(seed);
    const test = useCounters(name, world);
    const rules = { today: { graceMinutes: 30, silentHours: 2 }, closed: SUNDAYS_CLOSED };

    it('equals an independent computation, in each zone, on days on which the clocks change too', async () => {
      const seen = { hourly: 0, compared: 0, nothing: 0, silent: 0 };
      for (const now of INSTANTS) {
        const counters = test.under(rules);
        const { days } = await readToday(counters, ALL, { now });
        const states = await readAlertStates(counters, ALL, { kind: 'silent_today', now, dropPercent: 60 });
        assert.equal(days.length, world.sites.length);
        for (const { site, figures } of days) {
          const row = world.sites.find(({ enterprise, code }) => enterprise === site.enterprise && code === site.code)!;
          const closed = isClosed(site.enterprise);
          const expected = plainToday(world, row, now, { ...rules.today, closed });
          const state = states.find((one) => one.site.code === site.code)!;
          const actual: PlainToday = { ...figures, silentSince: state.sinceHour };
          assert.deepEqual(actual, expected, `${site.code} at ${now.toISOString()}`);
          assert.equal(state.firing, expected.silentSince !== null);
          seen.hourly += Number(expected.hourly);
          seen.compared += Number(expected.entries !== null && expected.usual !== null);
          seen.nothing += Number(expected.hourly && expected.entries === null);
          seen.silent += Number(expected.silentSince !== null);
        }
      }
      assert.ok(
        Object.values(seen).every((count) => count > 0),
        JSON.stringify(seen)
      );
    });
  });
}

describe('a till that falls silent at 11:00', () => {
  const full = todayWorld(1);
  const day = '2026-10-21';
  const isLost = ({ code, day_date }: { code: string; day_date: string }) =>
    code === 'PARIS' && day_date >= `${day} 11` && day_date <= `${day} 24`;
  // People come in every hour of the same weekdays, and before the silence.
  const steady = full.counting.map((row) => (row.code === 'PARIS' ? { ...row, count: 20 } : row));
  const missingDays = ['2026-09-30', '2026-10-07', '2026-10-14', day].flatMap((date) =>
    [10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((hour) => ({
      ...{ enterprise: 'BASH', code: 'PARIS', day_date: `${date} ${hour}:00:00`, count: 20 },
    }))
  );
  const rows = new Map([...steady, ...missingDays].map((row) => [`${row.code}${row.day_date}`, row]));
  const test = useCounters('PGlite', { ...full, counting: [...rows.values()].filter((row) => !isLost(row)) });
  const clock = { now: () => new Date(now), fixed: true };
  let now = `${day}T09:00:00Z`;
  const counters = useCountersApp(() => test.database, { clock });

  const firing = async (time: string, code = 'PARIS') => {
    now = new Date(`${day}T${time}:00+02:00`).toISOString();
    const token = await counters.token();
    const states = await counters.rows(token, 'counters.alert_states', { kind: 'silent_today' });
    return states.find((row) => row['code'] === code)?.['value'];
  };

  it('is reported by 13:30, with its sentence, and not before an hour more could have come', async () => {
    for (const time of ['09:00', '11:30', '12:30', '13:00', '13:29']) {
      assert.equal(await firing(time), 0, time);
    }
    assert.equal(await firing('13:30'), 1);
    const token = await counters.token();
    const alerts = await counters.rows(token, 'counters.zero_alerts', { kind: 'silent_today' });
    assert.deepEqual(
      alerts.filter(({ code }) => code === 'PARIS'),
      [
        {
          ...{ enterprise: 'BASH', code: 'PARIS', city: 'Paris', day, date: '21/10/2026', entries: 20 },
          message: "Le compteur de l'entreprise BASH (PARIS, Paris) n'envoie plus rien depuis 11 h",
        },
      ]
    );
    const since = await counters.rows(token, 'counters.alert_states', { kind: 'silent_today', value: 'since_hour' });
    assert.equal(since.find(({ code }) => code === 'PARIS')?.['value'], 11);
    assert.ok(since.every(({ value }) => Number(value) >= -1));
    assert.equal(await firing('23:59'), 1);
  });

  it('refuses a day, since it is about today', async () => {
    const { status, error } = await counters.ask(await counters.token(), 'counters.zero_alerts', {
      kind: 'silent_today',
      day,
    });
    assert.deepEqual([status, error?.includes('`day`')], [400, true]);
  });

  it('never reports a feed of one row a day', async () => {
    for (const time of ['09:00', '13:30', '18:00', '23:30']) {
      assert.equal(await firing(time, 'DAILY'), 0, time);
    }
  });

  it('ends when rows come, of the hours that were missed or of the hour under way', async () => {
    assert.equal(await firing('15:10'), 1);
    const row = { enterprise: 'BASH', code: 'PARIS', day_date: `${day} 15:00:00`, count: 1 };
    await test.database.write((db) => db.insertInto('counting').values(row).execute());
    assert.equal(await firing('15:10'), 0);
    // And is silent again two hours later.
    assert.equal(await firing('18:29'), 0);
    assert.equal(await firing('18:30'), 1);
  });
});

describe('counters.today over HTTP', () => {
  const world = todayWorld(2);
  const test = useCounters('PGlite', world);
  const now = new Date('2026-10-20T15:20:00Z');
  const counters = useCountersApp(() => test.database, { clock: fixedClock(now) });
  const plain = world.sites.map((site) => ({
    site,
    ...plainToday(world, site, now, { graceMinutes: 30, silentHours: 2, closed: () => false }),
  }));

  it('has a row for each counter, with null where nothing can be said', async () => {
    const rows = await counters.rows(await counters.token(), 'counters.today');
    for (const row of rows) {
      const { entries, usual, hourly, lastHour } = plain.find(({ site }) => site.code === row['code'])!;
      const both = entries !== null && usual !== null;
      assert.deepEqual(
        [row['entries'], row['usual'], row['hourly'], row['last_hour'], row['difference'], row['sites']],
        [entries, usual, hourly, lastHour, both ? entries - usual : null, Number(both)],
        String(row['code'])
      );
      assert.equal(row['ratio'], both && usual > 0 ? entries / usual : null);
    }
    assert.equal(rows.length, world.sites.length);
  });

  it('adds up the counters of an enterprise that have both figures, and narrows to hourly ones', async () => {
    const token = await counters.token();
    const rows = await counters.rows(token, 'counters.today', { by: 'enterprise' });
    for (const enterprise of ['BASH', 'Pimkie']) {
      const both = plain.filter(
        (one) => one.site.enterprise === enterprise && one.entries !== null && one.usual !== null
      );
      const sum = (of: 'entries' | 'usual') => both.reduce((total, one) => total + (one[of] ?? 0), 0);
      const row = rows.find((one) => one['enterprise'] === enterprise);
      assert.deepEqual(
        [row?.['entries'], row?.['usual'], row?.['sites'], row?.['code']],
        [sum('entries'), sum('usual'), both.length, null]
      );
    }
    const hourly = await counters.rows(token, 'counters.today', { hourly: true });
    assert.deepEqual(
      hourly.map(({ code }) => code).sort(),
      plain
        .filter((one) => one.hourly)
        .map(({ site }) => site.code)
        .sort()
    );
  });
});

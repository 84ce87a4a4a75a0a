import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readGoals } from '../../../src/counters/figures/reached-goals.ts';
import { readQuality } from '../../../src/counters/quality/quality.ts';
import { fixedClock } from '../../../src/domain/clock/clock.ts';
import { type ClosureRule, DEFAULT_COUNTERS_RULES, type GoalRule } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, type CountersDatabaseName, missing, useCounters } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { weekday } from '../../support/counters/plain-calendar.ts';
import { plainGoal } from '../../support/counters/plain-goals.ts';
import { SEEDS, SHOPS, todayWorld } from '../../support/counters/today-world.ts';

const ALL = accessTo('all');
const DATABASES: readonly CountersDatabaseName[] = ['PGlite', 'utf8mb4_general_ci'];

const CLOSED: ClosureRule[] = [
  { enterprise: 'Pimkie', weekly: [7] },
  { enterprise: 'BASH', from: '2026-10-12', to: '2026-10-14' },
  { enterprise: 'APRIL', from: '2026-10-01', to: '2026-10-31' },
];
const isClosed = (enterprise: string, day: string): boolean =>
  (enterprise === 'Pimkie' && weekday(day) === 7) ||
  (enterprise === 'BASH' && day >= '2026-10-12' && day <= '2026-10-14') ||
  (enterprise === 'APRIL' && day.startsWith('2026-10'));

const GOALS: GoalRule[] = ['2026-03', '2026-10', '2026-11'].flatMap((month) => [
  { enterprise: 'BASH', month, entries: 12_000 },
  { enterprise: 'Pimkie', month, entries: 7_000 },
  { enterprise: 'APRIL', month, entries: 500 },
  ...Object.keys(SHOPS).map((code) => ({ enterprise: SHOPS[code]?.enterprise ?? 'BASH', code, month, entries: 900 })),
]);

/** The data set, a shop without any row, one that opened five days ago, and a code that `sites` lacks. */
function goalsWorld(seed: number) {
  const { sites, counting } = todayWorld(seed);
  const like = sites[0]!;
  const opened = ['15', '16', '17', '18', '19'].map((day) => ({
    code: 'NEW',
    day_date: `2026-10-${day} 00:00:00`,
    count: 40,
  }));
  const unknown = counting
    .filter(({ code }) => code === 'DAILY')
    .map((row) => ({ ...row, code: 'UNKNOWN', count: 33 }));
  return {
    sites: [...sites, { ...like, enterprise: 'APRIL', code: 'EMPTY' }, { ...like, code: 'NEW' }],
    counting: [...counting, ...opened.map((row) => ({ enterprise: 'BASH', ...row })), ...unknown],
  };
}

for (const [name, seed] of DATABASES.map((name, index) => [name, SEEDS[index]!] as const)) {
  describe(`goals on ${name}`, { skip: missing(name) }, () => {
    const world = goalsWorld(seed);
    const test = useCounters(name, world);
    const rules = { closed: CLOSED, goals: GOALS };

    for (const [now, from, to] of [
      ['2026-10-20T12:00:00Z', '2026-10-01', '2026-10-20'],
      ['2026-10-01T00:30:00Z', '2026-10-01', '2026-10-01'],
      ['2026-10-25T03:10:00Z', '2026-09-30', '2026-10-25'],
      ['2026-11-02T02:00:00Z', '2026-10-15', '2026-11-02'],
      ['2026-03-29T11:00:00Z', '2026-03-29', '2026-03-29'],
    ] as const) {
      it(`equal an independent computation at ${now}`, async () => {
        const { goals } = await readGoals(test.under(rules), ALL, { from, to, now: new Date(now) });
        const months = new Set(goals.map(({ goal }) => goal.month));
        assert.deepEqual(
          [...months],
          [...new Set([from, to].map((day) => day.slice(0, 7)))].filter((month) => month !== '2026-09')
        );
        assert.equal(goals.length, months.size * (Object.keys(SHOPS).length + 3));
        for (const { goal, figures } of goals) {
          const expected = plainGoal(world, goal, new Date(now), isClosed);
          const where = `${goal.enterprise} ${goal.code ?? ''} ${goal.month}`;
          assert.equal(figures.entries, expected.entries, where);
          assert.ok(
            Math.abs(figures.expected - expected.expected) < 1e-6,
            `${where}: ${figures.expected}, ${expected.expected}`
          );
          assert.ok(Math.abs((figures.pace ?? -1) - (expected.pace ?? -1)) < 1e-9, where);
        }
      });
    }

    it('have no pace while nothing is expected: on the first day, and where all days are closed', async () => {
      const paceOf = async (enterprise: string, now: string) => {
        const { goals } = await readGoals(test.under(rules), ALL, {
          from: '2026-10-01',
          to: '2026-10-31',
          now: new Date(now),
        });
        const found = goals.find(({ goal }) => goal.enterprise === enterprise && goal.code === undefined);
        return [found?.figures.expected, found?.figures.pace];
      };
      assert.deepEqual(await paceOf('BASH', '2026-10-01T09:00:00Z'), [0, null]);
      assert.deepEqual(await paceOf('APRIL', '2026-10-20T09:00:00Z'), [0, null]);
      // A month that is over expects all of it.
      assert.equal((await paceOf('Pimkie', '2026-11-02T12:00:00Z'))[0], 7_000);
    });

    it('for what the table does not know count for nobody, and are named with their place', async () => {
      const strange: GoalRule[] = [
        { enterprise: 'bash', month: '2026-10', entries: 1 },
        { enterprise: 'BASH', month: '2026-10', entries: 2 },
        { enterprise: 'BASH', code: 'UNKNOWN', month: '2026-10', entries: 3 },
      ];
      const counters = test.under({ goals: strange });
      const now = new Date('2026-10-20T12:00:00Z');
      const { goals, unknown } = await readGoals(counters, ALL, { from: '2026-10-01', to: '2026-10-20', now });
      assert.deepEqual(
        goals.map(({ goal }) => goal.entries),
        [2]
      );
      assert.deepEqual(unknown.map(({ place }) => place).sort(), ['counters.goals[0]', 'counters.goals[2]']);
      const { unknownGoals } = await readQuality(counters, now);
      assert.deepEqual(unknownGoals, ['counters.goals[0] ("bash")', 'counters.goals[2] ("BASH" UNKNOWN)']);
    });
  });
}

describe('counters.goals, open hours and best hours over HTTP', () => {
  const world = goalsWorld(2);
  const test = useCounters('PGlite', world);
  const now = new Date('2026-10-27T12:00:00Z');
  const goals: GoalRule[] = [
    { enterprise: 'Pimkie', month: '2026-10', entries: 7_000 },
    { enterprise: 'BASH', code: 'PARIS', month: '2026-10', entries: 900 },
    { enterprise: 'Nobody', month: '2026-10', entries: 1 },
  ];
  const rules = { counters: { ...DEFAULT_COUNTERS_RULES, goals } };
  const counters = useCountersApp(() => test.database, { clock: fixedClock(now), rules });
  const OCTOBER = { from: '2026-09-30T22:00:00Z', to: '2026-10-31T22:59:59Z' };

  it('a goal is a row with its pace; without a range those of this month', async () => {
    const rows = await counters.rows(await counters.token(), 'counters.goals');
    const plain = plainGoal(world, goals[1]!, now, () => false);
    assert.deepEqual(rows[0], {
      ...{ enterprise: 'BASH', code: 'PARIS', city: 'Paris', label: 'PARIS · Paris', month: '2026-10', goal: 900 },
      ...plain,
      progress: plain.entries / 900,
    });
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['PARIS · Paris', 'Pimkie']
    );
    const september = { from: '2026-09-01T00:00:00Z', to: '2026-09-20T00:00:00Z' };
    assert.deepEqual(await counters.rows(await counters.token(), 'counters.goals', {}, september), []);
  });

  it('a tenant has its own goals alone, and hears of none of another', async () => {
    const tenant = await counters.token(['counters:read'], { enterprises: ['Pimkie'] });
    const { frames } = await counters.ask(tenant, 'counters.goals');
    assert.deepEqual(frames[0]?.data.values[0], ['Pimkie']);
    assert.ok(!JSON.stringify(frames).includes('Nobody') && !JSON.stringify(frames).includes('BASH'));
    const { frames: all } = await counters.ask(await counters.token(), 'counters.goals');
    assert.match(JSON.stringify(all[0]?.schema.meta.notices), /counters\.goals\[2\].*Nobody/);
  });

  it('entries per open hour equal a count of the half hours that really pass', async () => {
    const rows = await counters.rows(await counters.token(), 'counters.open_hours', {}, OCTOBER);
    for (const row of rows) {
      const site = world.sites.find(({ code }) => code === row['code'])!;
      const sums = new Map<string, number>();
      for (const { enterprise, code, day_date, count } of world.counting) {
        const day = day_date.slice(0, 10);
        if (enterprise === site.enterprise && code === site.code && day.startsWith('2026-10') && (count ?? -1) >= 0) {
          sums.set(day, (sums.get(day) ?? 0) + (count ?? 0));
        }
      }
      const today = wall(now.getTime(), site.timezone).day;
      const counted = [...sums].filter(([day, entries]) => entries > 0 && day < today);
      const entries = counted.reduce((sum, [, count]) => sum + count, 0);
      const hours = site.open === null ? null : counted.reduce((sum, [day]) => sum + halfHoursOpen(site, day) / 2, 0);
      assert.deepEqual(
        [row['entries'], row['counted_days'], row['open_hours'], row['entries_per_open_hour']],
        [entries, counted.length, hours, hours === null || hours === 0 ? null : entries / hours],
        site.code
      );
    }
    // A night of eleven hours, since the clocks went back in it.
    assert.equal(
      halfHoursOpen(
        world.sites.find(({ code }) => code === 'OVERNIGHT')!,
        '2026-10-24'
      ),
      22
    );
    const [bash] = await counters.rows(
      await counters.token(),
      'counters.open_hours',
      { by: 'enterprise', enterprise: 'BASH' },
      OCTOBER
    );
    const known = rows.filter((row) => row['enterprise'] === 'BASH' && row['open_hours'] !== null);
    const total = (name: string) => known.reduce((sum, row) => sum + Number(row[name]), 0);
    assert.deepEqual([bash?.['entries'], bash?.['open_hours']], [total('entries'), total('open_hours')]);
  });

  it('best hours are the greatest means of the heat map', async () => {
    const token = await counters.token();
    const all = await counters.rows(token, 'counters.heatmap', { enterprise: 'BASH' }, OCTOBER);
    const best = await counters.rows(token, 'counters.best_hours', { enterprise: 'BASH', limit: 3 }, OCTOBER);
    assert.equal(best.length, 3);
    const least = Math.min(...best.map(({ mean }) => Number(mean)));
    assert.equal(all.filter(({ mean }) => Number(mean) > least).length <= 2, true);
    for (const row of best) {
      assert.deepEqual(
        row,
        all.find(({ weekday: day, hour }) => day === row['weekday'] && hour === row['hour'])
      );
    }
  });
});

const clocks = new Map<string, Intl.DateTimeFormat>();

function wall(at: number, zone: string | null): { day: string; minutes: number } {
  const name = zone ?? 'Europe/Paris';
  const clock =
    clocks.get(name) ??
    new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    });
  clocks.set(name, clock);
  const text = clock.format(at);
  return { day: text.slice(0, 10), minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
}

/** Half hours of real time in which a shop is open for its day, which may end after midnight. */
function halfHoursOpen(
  { open, close, timezone }: { open: string | null; close: string | null; timezone: string | null },
  day: string
): number {
  const minutes = (text: string | null): number => Number(text?.slice(11, 13)) * 60 + Number(text?.slice(14, 16));
  const [from, until] = [minutes(open), minutes(close)];
  const start = Date.parse(day) - 15 * 3_600_000;
  return Array.from({ length: 130 }, (_, index) => wall(start + index * 1_800_000, timezone)).filter(
    ({ day: date, minutes: at }) =>
      from < until
        ? date === day && at >= from && at < until
        : (date === day && at >= from) ||
          (date > day && Date.parse(date) - Date.parse(day) === 86_400_000 && at < until)
  ).length;
}

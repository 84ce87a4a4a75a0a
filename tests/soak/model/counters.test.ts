import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CountersModel, foreignIn } from './counters.ts';

const site = (enterprise: string, code: string) => ({ enterprise, code }) as CountersModel['sites'][number];
const row = (enterprise: string, code: string, day: string, count: number) => ({
  ...{ enterprise, code, day_date: `${day} 10:00:00`, count },
});

const model = () =>
  new CountersModel({
    sites: [site('A', '1'), site('A', '2'), site('A', '3'), site('B', '1')],
    counting: [
      row('A', '1', '2026-03-01', 5),
      row('A', '1', '2026-03-01', 6),
      row('A', '2', '2026-03-01', 11),
      row('A', '2', '2026-03-02', 0),
      row('A', '3', '2026-03-02', 30),
      row('B', '1', '2026-03-01', 99),
    ],
  });

test('adds up days by site, of one enterprise', () => {
  assert.deepEqual(Object.fromEntries(model().days('A', ['2026-03-01', '2026-03-02'])), {
    '1 2026-03-01': 11,
    '2 2026-03-01': 11,
    '2 2026-03-02': 0,
    '3 2026-03-02': 30,
  });
});

test('ranks sites with entries, equal ones by their code', () => {
  const codes = (days: string[], limit = 10) =>
    model()
      .top('A', days, limit)
      .map(({ code, entries }) => `${code}=${entries}`);
  assert.deepEqual(codes(['2026-03-01', '2026-03-02']), ['3=30', '1=11', '2=11']);
  assert.deepEqual(codes(['2026-03-01']), ['1=11', '2=11']);
  assert.deepEqual(codes(['2026-03-01', '2026-03-02'], 1), ['3=30']);
});

test('bounds a sum by what was surely there and what may have been', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const counters = model();
  const acknowledge = counters.send(row('A', '1', '2026-03-10', 7));
  counters.send(row('A', '1', '2026-03-10', 1000));
  counters.send(row('B', '1', '2026-03-10', 5));
  t.mock.timers.setTime(1_000);
  acknowledge();
  assert.deepEqual(counters.total('A', 500, 2_000), { least: 52, most: 1_059 });
  assert.deepEqual(counters.total('A', 60_000, 61_000), { least: 59, most: 1_059 });
  assert.deepEqual(counters.total('B', 60_000, 61_000), { least: 99, most: 104 });
});

test('finds names and rows of others in an answer', () => {
  const names = ['BASH', 'BASH Outlet'];
  assert.deepEqual(foreignIn('["BASH",1]', [{ enterprise: 'BASH' }, { code: '1' }], 'BASH', names), []);
  assert.deepEqual(foreignIn('["BASH Outlet"]', [], 'BASH', names), ['an answer to BASH shows BASH Outlet']);
  assert.deepEqual(foreignIn('', [{ enterprise: 'bash ' }], 'BASH', names), ['an answer to BASH shows bash ']);
});

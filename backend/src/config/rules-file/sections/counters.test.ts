import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../../test/support/rules-problems.ts';
import { parseRules } from '../rules-file.ts';

test('counters: closures name days that exist, spellings belong to one company', () => {
  assert.deepEqual(
    problemsOf(`counters:
  graceHours: 100
  closed:
    - { enterprise: BASH }
    - { enterprise: BASH, from: 2026-02-30 }
    - { enterprise: BASH, from: 2026-08-21, to: 2026-08-01 }
    - { enterprise: "*", holidays: { country: FR } }
  enterprises:
    - { name: BASH, alsoWritten: ["bash "] }
    - { name: Bash, alsoWritten: ["bash "] }
`),
    [
      '2:15 counters.graceHours: must be a whole number from 0 to 72, not 100',
      '4:7 counters.closed[0]: names no day: add weekly, holidays, or from and to',
      '5:7 counters.closed[1]: names no day: add weekly, holidays, or from and to',
      '5:33 counters.closed[1].from: must be a day that exists, written YYYY-MM-DD, not "2026-02-30"',
      '6:49 counters.closed[2].to: 2026-08-01 is before 2026-08-21',
      '7:26 counters.closed[3].holidays: needs siteCountries beside it: the country texts of the sites it closes',
      '10:7 counters.enterprises[1]: "bash " belongs to "BASH" already',
    ]
  );
});

test('counters: refuses limits of the load that are out of bounds, and a part greater than its whole', () => {
  assert.deepEqual(
    problemsOf(`counters:
  maxConcurrentPerToken: 0
  maxConcurrent: many
  maxWaitingPerToken: -1
  maxWaitSeconds: 60
  maxStatementsPerToken: 1.5
  maxStatements: 1
`),
    [
      '2:26 counters.maxConcurrentPerToken: must be a whole number from 1 to 64, not 0',
      '3:18 counters.maxConcurrent: must be a whole number from 1 to 256, not "many"',
      '4:23 counters.maxWaitingPerToken: must be a whole number from 0 to 10000, not -1',
      '5:19 counters.maxWaitSeconds: must be a whole number from 1 to 20, not 60',
      '6:26 counters.maxStatementsPerToken: must be a whole number from 1 to 32, not 1.5',
      '7:18 counters.maxStatements: must be a whole number from 2 to 32, not 1',
    ]
  );
  assert.deepEqual(problemsOf('counters: { maxConcurrentPerToken: 7, maxStatements: 2, maxStatementsPerToken: 3 }'), [
    '1:36 counters.maxConcurrentPerToken: 7 is more than maxConcurrent, which is 6',
    '1:80 counters.maxStatementsPerToken: 3 is more than maxStatements, which is 2',
  ]);
  const { counters } = parseRules('counters: { maxConcurrent: 12, maxWaitSeconds: 4 }', 'vigie.yaml');
  assert.deepEqual([counters.maxConcurrent, counters.maxWaitSeconds, counters.maxStatements], [12, 4, 4]);
});

test('goals are refused with their place: a month that is none, entries that are none, a second one for the same', () => {
  const goals = (...lines: string[]): string =>
    ['counters:', '  goals:', ...lines.map((line) => `    - ${line}`)].join('\n');
  const right = [
    '{ enterprise: BASH, month: 2026-12, entries: 12000 }',
    "{ enterprise: BASH, code: '001', month: 2026-12, entries: 3500 }",
    '{ enterprise: BASH, month: 2027-01, entries: 9000 }',
  ];
  const { counters } = parseRules(goals(...right), 'x');
  assert.deepEqual(counters.goals[1], { enterprise: 'BASH', code: '001', month: '2026-12', entries: 3500 });
  assert.equal(counters.goals.length, 3);
  assert.deepEqual(
    problemsOf(
      goals(
        right[0]!,
        '{ enterprise: BASH, month: 2026-13, entries: 1 }',
        '{ enterprise: BASH, month: december, entries: 0 }',
        '{ enterprise: BASH, code: 001, month: 2027-02, entries: 5 }',
        '{ month: 2026-12, entries: 5 }',
        right[0]!
      )
    ),
    [
      '4:34 counters.goals[1].month: must be a month, written YYYY-MM, not "2026-13"',
      '5:34 counters.goals[2].month: must be a month, written YYYY-MM, not "december"',
      '5:53 counters.goals[2].entries: must be a whole number from 1 to 1000000000, not 0',
      '6:33 counters.goals[3].code: must be a text, not 1; put it in quotes',
      '7:7 counters.goals[4]: the key "enterprise" is missing',
      '8:7 counters.goals[5]: the goal of "BASH · 2026-12" stands on line 3 already',
    ]
  );
  const spelling = `${goals('{ enterprise: "bash ", month: 2026-12, entries: 1 }')}\n  enterprises: [{ name: BASH, alsoWritten: ["bash "] }]`;
  assert.deepEqual(problemsOf(spelling), [
    '3:21 counters.goals[0].enterprise: "bash " is a spelling of "BASH": write that name',
  ]);
});

test('the day itself has two numbers, each with its bounds', () => {
  const { counters } = parseRules('counters: { today: { silentHours: 3 } }', 'x');
  assert.deepEqual(counters.today, { graceMinutes: 30, silentHours: 3 });
  assert.deepEqual(problemsOf('counters: { today: { graceMinutes: 721, silentHours: 0 } }'), [
    '1:36 counters.today.graceMinutes: must be a whole number from 0 to 720, not 721',
    '1:54 counters.today.silentHours: must be a whole number from 1 to 12, not 0',
  ]);
});

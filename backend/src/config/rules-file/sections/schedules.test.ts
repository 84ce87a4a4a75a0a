import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../../test/support/rules-problems.ts';
import { DEFAULT_RULES } from '../../../domain/rules/rules.ts';
import { parseRules } from '../rules-file.ts';

test('schedules: each job keeps its default, has a time of its own, or is off', () => {
  const { schedules } = parseRules(`schedules: { purge: '15 1 * * 0', doctor: off }`, 'vigie.yaml');
  assert.deepEqual(schedules, { purge: '15 1 * * 0', tidyUp: DEFAULT_RULES.schedules.tidyUp, doctor: null });
});

test('schedules: refuses what never comes, what is no expression and jobs that nobody knows, each with its place', () => {
  assert.deepEqual(
    problemsOf(`schedules:
  purge: '0 3 31 2 *'
  tidyUp: '@daily'
  doctor: false
  purges: '0 3 * * *'
`),
    [
      '2:10 schedules.purge: is not a cron expression: day of month "31"',
      '3:11 schedules.tidyUp: must have five fields (minute, hour, day of month, month, day of week), such as "0 7 1 * *"',
      '4:11 schedules.doctor: must be a cron expression such as "30 3 * * *", or off, not false',
      '5:3 schedules.purges: is not a known key. Did you mean "purge"? Known here: purge, tidyUp, doctor',
    ]
  );
});

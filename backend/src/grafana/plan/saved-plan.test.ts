import assert from 'node:assert/strict';
import test from 'node:test';

import { VERSION } from '../../main/version.ts';
import { emptyReport, type OrgReport } from '../run.ts';
import { assertHolds, formatPlan, parsePlan, type SavedPlan, savedPlan } from './saved-plan.ts';

const OPTIONS = { adopt: [], forget: false, rotate: false, prune: false };

function planOf(basis: unknown, grafana = { url: 'http://grafana.example', version: '12.2.1' }): SavedPlan {
  const report: OrgReport = {
    ...emptyReport('BASH'),
    changes: [
      {
        org: 'BASH',
        action: 'update',
        object: 'preferences',
        detail: { fr: 'language de → fr', en: 'language de → fr' },
        basis,
      },
    ],
  };
  return savedPlan([report], { grafana, options: OPTIONS, now: new Date('2026-11-28T08:00:00Z') });
}

test('reads what it wrote', () => {
  const plan = planOf({ from: 'de', to: 'fr' });
  assert.deepEqual(parsePlan(formatPlan(plan), 'plan.json'), plan);
});

test('keeps a hash of what a change follows from, not the thing', () => {
  assert.doesNotMatch(formatPlan(planOf({ address: 'somebody@example.com' })), /somebody/);
});

test('takes equal things for equal whatever the order of their keys', () => {
  assert.doesNotThrow(() =>
    assertHolds(planOf({ a: 1, b: { c: [1, 2], d: 2 } }), planOf({ b: { d: 2, c: [1, 2] }, a: 1 }))
  );
  assert.throws(
    () => assertHolds(planOf({ c: [1, 2] }), planOf({ c: [2, 1] })),
    /update preferences of "BASH" \(differs\)/
  );
  assert.doesNotThrow(() => assertHolds(planOf(undefined), planOf(undefined)));
});

test('refuses a plan of another Grafana version', () => {
  const now = planOf(1, { url: 'http://grafana.example', version: '13.0.0' });
  assert.throws(() => assertHolds(planOf(1), now), /Grafana 12\.2\.1 is 13\.0\.0/);
});

test('refuses a plan of another Vigie by its version', () => {
  const text = formatPlan({ ...planOf(1), version: '0.0.9' });
  assert.throws(() => parsePlan(text, 'plan.json'), {
    message: `plan.json was made by Vigie 0.0.9, this is ${VERSION}: make a new one.`,
  });
});

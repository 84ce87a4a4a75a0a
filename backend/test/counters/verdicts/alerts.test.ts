import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createSiteClock } from '../../../src/counters/entries/timezones.ts';
import { createEnterpriseNames } from '../../../src/counters/sites/enterprises.ts';
import type { Site } from '../../../src/counters/sites/sites.ts';
import { type AlertState, alertStates, type JudgedKind, sentenceOf } from '../../../src/counters/verdicts/alerts.ts';
import { createClosures } from '../../../src/counters/verdicts/closures.ts';
import { comparableDays } from '../../../src/counters/verdicts/drops.ts';
import { findIn, judge } from '../../../src/counters/verdicts/judged-days.ts';
import type { ClosureRule } from '../../../src/domain/rules/counters-rules.ts';

const SHOP: Site = {
  enterprise: 'BASH ',
  code: '001',
  writtenEnterprise: 'BASH ',
  ip: null,
  country: 'France',
  city: 'Lyon',
  open: null,
  close: null,
  timezone: 'Europe/Paris',
  zone: 'Europe/Paris',
  zoneProblem: null,
  operational: true,
  reason: null,
  lastUpdate: null,
};
/** A Monday. */
const DAY = '2024-07-22';
const LIMIT = 60;

interface Given {
  kind?: JudgedKind;
  /** Entries of the four Mondays before, latest first; absent: no row. */
  before?: (number | undefined)[];
  operational?: boolean;
  closed?: ClosureRule[];
}

/** The state of one shop that had these entries on its day. */
function stateOf(entries: number | undefined, given: Given = {}): AlertState {
  const { kind = 'drop', before = [100, 100, 100, 100], operational = true, closed = [] } = given;
  const shop = { ...SHOP, operational };
  const rules = {
    clock: createSiteClock(new Date('2024-07-23T12:00:00Z')),
    closures: createClosures(closed, createEnterpriseNames([])),
    graceHours: 6,
  };
  const sums = [DAY, ...comparableDays(DAY)].flatMap((day, index) => {
    const sum = [entries, ...before][index];
    return sum === undefined ? [] : [{ ...shop, day, entries: sum, validRows: 1, invalidRows: 0 }];
  });
  const find = findIn(sums);
  const [state] = alertStates({ days: [judge(rules, shop, DAY, find)], rules, find }, kind, LIMIT);
  assert.ok(state);
  return state;
}

describe('what a counter is reported for', () => {
  const cases: [what: string, firing: boolean, state: AlertState][] = [
    ['zero entries: at zero', true, stateOf(0, { kind: 'zero' })],
    ['zero entries: not silent', false, stateOf(0, { kind: 'no_data' })],
    ['zero entries: no drop, it has its own alert', false, stateOf(0)],
    ['nothing came: silent', true, stateOf(undefined, { kind: 'no_data' })],
    ['nothing came: not at zero', false, stateOf(undefined, { kind: 'zero' })],
    ['not operational: never at zero', false, stateOf(0, { kind: 'zero', operational: false })],
    ['40 of 100: a drop', true, stateOf(40)],
    ['41 of 100: none', false, stateOf(41)],
    ['more than usual', false, stateOf(300)],
    ['two days to compare with are enough', true, stateOf(30, { before: [undefined, 80, undefined, 120] })],
    ['one is not', false, stateOf(30, { before: [undefined, 100] })],
    ['days at zero are no comparison', false, stateOf(30, { before: [100, 0, 0, 0] })],
    ['not operational: no drop', false, stateOf(10, { operational: false })],
    ['on a closure: no drop', false, stateOf(10, { closed: [{ enterprise: '*', weekly: [1] }] })],
  ];
  for (const [what, firing, state] of cases) {
    it(what, () => assert.equal(state.firing, firing));
  }

  it('says how far below the usual a day is', () => {
    assert.equal(stateOf(25).dropPercent, 75);
    assert.equal(stateOf(120).dropPercent, -20);
    assert.equal(stateOf(25, { before: [] }).dropPercent, null);
  });

  it('has a sentence for each kind', () => {
    assert.deepEqual(
      [
        sentenceOf('zero', stateOf(0, { kind: 'zero' })),
        sentenceOf('no_data', stateOf(undefined, { kind: 'no_data' })),
        sentenceOf('drop', stateOf(25)),
      ],
      [
        "Le compteur de l'entreprise BASH a fait 0 entrée le 22/07/2024",
        "Le compteur de l'entreprise BASH n'a envoyé aucune donnée le 22/07/2024",
        "Les entrées du compteur de l'entreprise BASH ont chuté de 75 % le 22/07/2024 par rapport aux jours comparables",
      ]
    );
  });
});

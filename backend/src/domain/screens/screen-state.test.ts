import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES, type Rules } from '../rules/rules.ts';
import type { Screen } from './screen.ts';
import { screenState } from './screen-state.ts';

const REPORT = { page: 'vigie-board', width: 1920, height: 1080, dataAt: null, version: '1' };
/** Wednesday, 10:00 in Paris. */
const NOW = new Date('2024-07-24T08:00:00Z');
const minutesBefore = (minutes: number, now = NOW): Date => new Date(now.getTime() - minutes * 60_000);

/** State of a screen that was last seen then. */
function stateOf(seenAt: Date | null, now = NOW, changes: Partial<Screen> = {}, rules: Rules = DEFAULT_RULES): string {
  const screen = {
    revokedAt: null,
    linkedAt: new Date('2024-01-01T00:00:00Z'),
    expiresAt: new Date('2999-01-01T00:00:00Z'),
    seen: seenAt && { ...REPORT, at: seenAt },
    ...changes,
  };
  return screenState(screen, rules, now);
}

test('is silent after 5 minutes of opening hours without a report', () => {
  assert.equal(stateOf(minutesBefore(0)), 'ok');
  assert.equal(stateOf(minutesBefore(5)), 'ok');
  assert.equal(stateOf(new Date(minutesBefore(5).getTime() - 1)), 'silent');
  assert.equal(stateOf(minutesBefore(60 * 24 * 30)), 'silent');
});

test('is off outside of the hours, and has 5 minutes to begin when they do', () => {
  const evening = new Date('2024-07-24T20:00:00Z');
  assert.equal(stateOf(minutesBefore(300, evening), evening), 'off');
  assert.equal(stateOf(minutesBefore(1, evening), evening), 'ok');
  const friday = new Date('2024-07-26T15:59:00Z');
  for (const [monday, state] of [
    ['2024-07-29T06:59:59Z', 'off'],
    ['2024-07-29T07:00:00Z', 'off'],
    ['2024-07-29T07:04:00Z', 'off'],
    ['2024-07-29T07:04:01Z', 'silent'],
  ] as const) {
    // One minute of Friday was left after its last report.
    assert.equal(stateOf(friday, new Date(monday)), state, monday);
  }
  // 15 August is a public holiday.
  assert.equal(stateOf(new Date('2024-08-14T15:59:00Z'), new Date('2024-08-15T09:00:00Z')), 'off');
});

test('goes by the hours of the screens where the rules give them', () => {
  const always = { ...DEFAULT_RULES, screens: { hours: { 3: [{ from: 0, to: 1440 }] } } };
  const night = new Date('2024-07-24T01:30:00Z');
  assert.equal(stateOf(minutesBefore(30, night), night), 'off');
  assert.equal(stateOf(minutesBefore(30, night), night, {}, always), 'silent');
});

test('tells what a screen is that does not report because it cannot', () => {
  const past = new Date('2024-01-02T00:00:00Z');
  assert.equal(stateOf(null), 'never');
  assert.equal(stateOf(null, NOW, { linkedAt: null }), 'unfinished');
  assert.equal(stateOf(minutesBefore(1), NOW, { expiresAt: past }), 'expired');
  assert.equal(stateOf(minutesBefore(1), NOW, { expiresAt: past, revokedAt: past }), 'revoked');
});

test('takes a report of the future for a fresh one: a clock was put back', () => {
  assert.equal(stateOf(minutesBefore(-120)), 'ok');
});

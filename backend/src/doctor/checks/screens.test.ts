import assert from 'node:assert/strict';
import test from 'node:test';

import type { ScreenAnswer } from '../../screens/screen-answer.ts';
import { checkScreens } from './screens.ts';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

function screen(name: string, changes: Partial<ScreenAnswer> = {}): ScreenAnswer {
  const rest = { id: name, login: name, email: name, page: 'playlist', revokedAt: null, seen: null } as const;
  return { ...rest, name, state: 'ok', createdAt: inDays(-1), expiresAt: inDays(300), ...changes };
}

const told = (...given: Parameters<typeof checkScreens>): string[] =>
  checkScreens(...given).map(({ state, text }) => `${state} ${text.en}`);

test('says nothing where there are no screens', () => {
  assert.deepEqual(told([], 'off'), []);
  assert.deepEqual(told([screen('gone', { state: 'revoked' })], 'off'), []);
});

test('fails when Grafana does not take the links of screens', () => {
  assert.deepEqual(told([screen('a')], 'accepted'), ['ok Screens known: 1.']);
  assert.deepEqual(told([screen('a')], undefined), ['ok Screens known: 1.']);
  assert.match(told([screen('a')], 'other_key')[1] ?? '', /^failed Grafana does not know the key/);
  assert.match(told([screen('a')], 'off')[1] ?? '', /^failed Grafana does not take the links/);
});

test('names links that end within 30 days or have ended, and screens without one', () => {
  const screens = [
    screen('far'),
    screen('near', { expiresAt: inDays(29) }),
    screen('over', { state: 'expired', expiresAt: inDays(-2) }),
    screen('begun', { state: 'unfinished', expiresAt: inDays(10) }),
    screen('gone', { state: 'revoked', expiresAt: inDays(1) }),
  ];
  assert.deepEqual(told(screens, 'accepted'), [
    'ok Screens known: 4.',
    'warning The screen "begun" was begun, and has no link.',
    `warning The link of the screen "near" ends on ${inDays(29).slice(0, 10)}.`,
    `warning The link of the screen "over" ends on ${inDays(-2).slice(0, 10)}.`,
  ]);
});

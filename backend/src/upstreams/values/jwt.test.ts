import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readJwt } from './jwt.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown): string => [part({ alg: 'HS256' }), part(claims), 'c2lnbmF0dXJl'].join('.');

test('a JWT tells when it expires', () => {
  assert.deepEqual(readJwt(jwt({ exp: 1_800_000_000 })), { expiresAt: new Date(1_800_000_000_000) });
});

test('a JWT without a usable exp is still a JWT', () => {
  for (const claims of [{}, { exp: 'soon' }, { exp: 1e300 }, { exp: null }]) {
    assert.deepEqual(readJwt(jwt(claims)), { expiresAt: null });
  }
});

test('opaque keys are no JWTs, dots or not', () => {
  for (const key of ['0123456789abcdef', '', 'a.b.c', 'a.b', `${part({})}.${part({})}.x`, `x.${part({ exp: 1 })}.y`]) {
    assert.equal(readJwt(key), undefined, key);
  }
});

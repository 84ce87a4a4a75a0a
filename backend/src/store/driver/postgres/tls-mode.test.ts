import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withLibpqTls } from './tls-mode.ts';

test('gives each sslmode the meaning it has in libpq, and keeps the rest of the address', () => {
  const address = 'postgres://v:p%40%2F@db:5432/vigie';
  const cases: [string, string][] = [
    ['', ''],
    ['?sslmode=disable', '?sslmode=disable'],
    ['?sslmode=allow', '?sslmode=disable'],
    ['?sslmode=prefer', '?sslmode=prefer&uselibpqcompat=true'],
    ['?sslmode=require', '?sslmode=require&uselibpqcompat=true'],
    ['?sslmode=verify-ca&sslrootcert=a', '?sslmode=verify-ca&sslrootcert=a&uselibpqcompat=true'],
    ['?sslmode=verify-full', '?sslmode=verify-full'],
    ['?sslmode=no-verify', '?sslmode=no-verify'],
    ['?sslmode=require&uselibpqcompat=false', '?sslmode=require&uselibpqcompat=false'],
    ['?sslmode=require&sslrootcert=system', '?sslmode=verify-full'],
  ];
  for (const [given, expected] of cases) {
    assert.equal(withLibpqTls(address + given), address + expected);
  }
});

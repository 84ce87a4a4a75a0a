import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serverAddresses } from './server-list.ts';

test('makes an address for each host of a list, with the same user, password, database and options', () => {
  assert.deepEqual(serverAddresses('mysql://u:p@a:3307,b,[::1]:3308/db?x=1,2'), [
    'mysql://u:p@a:3307/db?x=1,2',
    'mysql://u:p@b/db?x=1,2',
    'mysql://u:p@[::1]:3308/db?x=1,2',
  ]);
});

test('splits neither a password nor what follows the hosts', () => {
  for (const address of ['postgres://u:a,b@c@h/d,e', 'postgres:///d?host=/a,/b', 'pglite:a,b', 'words, only', '']) {
    assert.deepEqual(serverAddresses(address), [address]);
  }
});

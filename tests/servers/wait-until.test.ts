import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitUntil } from './wait-until.ts';

test('gives what is found, however late', async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    return looks === 3 ? { found: 0 } : looks === 1 ? undefined : false;
  };
  assert.deepEqual(await waitUntil('a find', look, { everyMs: 1 }), { found: 0 });
  assert.equal(await waitUntil('a nought', () => 0), 0);
});

test('fails with what has not come, and how long it was waited for', async () => {
  await assert.rejects(
    waitUntil('the ticket is read', () => false, { withinMs: 30, everyMs: 1 }),
    /^Error: after 0\.03 s not yet: the ticket is read$/
  );
});

test('fails at once with what the look throws', async () => {
  await assert.rejects(
    waitUntil('the server answers', () => Promise.reject(new Error('the server has ended'))),
    /^Error: the server has ended$/
  );
});

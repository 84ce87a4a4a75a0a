import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { TokenRow } from '../store/schema.ts';
import { createRememberedTokens } from './remembered-tokens.ts';

const MINUTE_MS = 60_000;
const hash = Buffer.from('hash');
const row = { id: 'one', token_hash: hash } as TokenRow;

function setUp() {
  let now = 0;
  const tokens = createRememberedTokens(() => now);
  return { tokens, wait: (minutes: number) => (now += minutes * MINUTE_MS) };
}

test('recalls a token that was seen shortly before the outage, however long that lasts', () => {
  const { tokens, wait } = setUp();
  tokens.note(hash, row);
  wait(5);
  assert.deepEqual(tokens.recall(hash), row);
  wait(600);
  assert.deepEqual(tokens.recall(Buffer.from('hash')), row);
});

test('recalls no token that was last seen too long before the outage', () => {
  const { tokens, wait } = setUp();
  tokens.note(hash, row);
  wait(5.01);
  assert.equal(tokens.recall(hash), undefined);
});

test('measures from the outage under way, not from an earlier one', () => {
  const { tokens, wait } = setUp();
  tokens.note(hash, row);
  tokens.recall(hash);
  wait(6);
  tokens.note(Buffer.from('other'), undefined);
  assert.equal(tokens.recall(hash), undefined);
});

test('recalls no token that the store no longer has', () => {
  const { tokens } = setUp();
  tokens.note(hash, row);
  tokens.note(hash, undefined);
  assert.equal(tokens.recall(hash), undefined);
});

test('keeps nothing of the block of bytes that a row came with', () => {
  const { tokens } = setUp();
  const block = Buffer.alloc(65_536);
  const asked = Buffer.alloc(32, 7);
  asked.copy(block, 1000);
  tokens.note(asked, { ...row, token_hash: block.subarray(1000, 1032) });
  const recalled = tokens.recall(asked)?.token_hash;
  assert.deepEqual(recalled, asked);
  assert.notEqual(recalled?.buffer, block.buffer);
});

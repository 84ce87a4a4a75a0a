import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createHeapLook } from './heap-at-rest.ts';

const MB = 1024 * 1024;

/** A heap that holds 70 MB after each collection. */
function heap(heldMb: number, busy = 0.1) {
  const state = { heldMb, busy, collections: 0 };
  const look = createHeapLook({
    held: () => state.heldMb * MB,
    busy: () => state.busy,
    collect: () => {
      state.collections += 1;
      state.heldMb = 70;
      return Promise.resolve();
    },
  });
  return { state, look };
}

test('collects once what a load has left, and not again before the heap has grown', async () => {
  const { state, look } = heap(110);
  await look();
  await look();
  assert.equal(state.collections, 1);
  state.heldMb = 77;
  await look();
  assert.equal(state.collections, 1);
  state.heldMb = 90;
  await look();
  assert.equal(state.collections, 2);
});

test('leaves a busy program alone until it is at rest', async () => {
  const { state, look } = heap(110, 0.9);
  await look();
  assert.equal(state.collections, 0);
  state.busy = 0.2;
  await look();
  assert.equal(state.collections, 1);
});

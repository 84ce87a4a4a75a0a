import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failover } from '../../../tests/failover/failover.ts';
import { skipReason } from '../support/store/store.ts';

test(
  'has each change in the store exactly once while the leader is killed, frozen and stopped',
  { skip: skipReason('postgres') },
  async (t) => {
    const { takeOvers, changes, ...wrong } = await failover({
      ...{ rounds: 3, seed: 2, stop: t.signal },
      say: (line) => t.diagnostic(line),
    });
    assert.ok(takeOvers.some(({ kind }) => kind === 'freeze'));
    assert.ok(changes > 0);
    assert.deepEqual(wrong, { lost: 0, notOnce: 0, mixedEpochs: 0 });
  }
);

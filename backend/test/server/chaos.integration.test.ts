import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { chaos } from '../../../tests/chaos/chaos.ts';
import { mariadbMissing } from '../../../tests/servers/databases/mariadb.ts';
import { skipReason } from '../support/store/store.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

for (const { store, rounds, skip } of [
  { store: 'postgres', rounds: 3, skip: skipReason('postgres') || mariadbMissing() },
  { store: 'pglite', rounds: 2, skip: mariadbMissing() },
] as const) {
  test(`comes back by itself from troubles, with nothing lost and nothing doubled (${store})`, { skip }, async (t) => {
    const { recoveries, differences, writes } = await chaos({
      ...{ root: ROOT, rounds, seed: 5, store, stop: t.signal },
      say: (line) => t.diagnostic(line),
    });
    assert.equal(recoveries.length, rounds);
    assert.deepEqual(differences, []);
    const { acknowledged, ...wrong } = writes;
    assert.ok(acknowledged > 0);
    assert.deepEqual(wrong, { lost: 0, doubled: 0, untraced: 0, unwanted: 0 });
  });
}

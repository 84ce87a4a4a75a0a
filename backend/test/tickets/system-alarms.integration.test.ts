import assert from 'node:assert/strict';

import { ago, rowsOf, sourceState } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

testOnStores('system.alarms has a row for every source: 0 in time, 1 late, 2 down', async (_t, store) => {
  const states = { fresh: ago(5), late: ago(180), down: ago(3600), starting: null };
  for (const [connection, read_at] of Object.entries(states)) {
    await store.db.insertInto('source_states').values(sourceState({ connection, read_at })).execute();
  }
  assert.deepEqual(await rowsOf(store, 'system.alarms'), [
    { source: 'down', lateness: 2 },
    { source: 'fresh', lateness: 0 },
    { source: 'late', lateness: 1 },
    { source: 'starting', lateness: 0 },
  ]);
});

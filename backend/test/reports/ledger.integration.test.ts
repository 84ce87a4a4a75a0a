import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { Store } from '../../src/store/driver/database.ts';
import {
  beginSending,
  type Delivery,
  type DueReport,
  endSending,
  noteDue,
  noteNotMade,
  readDeliveries,
  readPending,
  requestSending,
} from '../../src/store/reports/deliveries.ts';
import { testOnStores } from '../support/store/store.ts';

const DUE: DueReport = {
  report: 'monthly',
  kind: 'enterprise',
  enterprise: 'BASH',
  dueAt: new Date('2024-08-01T05:00:00Z'),
};
const ERROR = { fr: 'Panne', en: 'Outage' };
const LATER = { error: ERROR, retryInMs: 0 } as const;

async function pending({ db }: Store): Promise<Delivery> {
  const [line] = await readPending(db, 1);
  assert.ok(line);
  return line;
}

async function sends({ db }: Store, line: Delivery): Promise<string | undefined> {
  const attempt = randomUUID();
  return (await beginSending(db, line, { attempt, late: false })) ? attempt : undefined;
}

const stateOf = async ({ db }: Store) =>
  (await readDeliveries(db, { limit: 5 })).map(({ state, attempts }) => [state, attempts]);

testOnStores('a leader whose line was tried by another since it was read does not send it', async (_t, store) => {
  await noteDue(store.db, [DUE]);
  const stale = await pending(store);
  const attempt = await sends(store, await pending(store));
  assert.ok(attempt);
  assert.equal(await sends(store, stale), undefined, 'while it is under way');
  await endSending(store.db, attempt, { ...LATER, state: 'pending', recipients: [] });
  assert.equal(await sends(store, stale), undefined, 'when it waits for its next time');
  await requestSending(store.db, DUE, 'marie');
  assert.equal(await sends(store, stale), undefined, 'when a person asked for it, with no attempt counted');
  assert.deepEqual(await stateOf(store), [['pending', 0]]);
  assert.ok(await sends(store, await pending(store)));
});

testOnStores('a report that two leaders could not make counts as one attempt', async (_t, store) => {
  await noteDue(store.db, [DUE]);
  const [first, second] = [await pending(store), await pending(store)];
  await noteNotMade(store.db, first, { ...LATER, state: 'pending' });
  await noteNotMade(store.db, second, { ...LATER, state: 'failed' });
  assert.deepEqual(await stateOf(store), [['pending', 1]]);
  assert.equal(await sends(store, second), undefined);
  const attempt = await sends(store, await pending(store));
  assert.ok(attempt);
  await endSending(store.db, attempt, { state: 'sent', recipients: [], error: null, retryInMs: null });
  await noteNotMade(store.db, first, { ...LATER, state: 'failed' });
  assert.deepEqual(await stateOf(store), [['sent', 2]]);
});

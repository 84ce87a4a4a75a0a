import assert from 'node:assert/strict';
import { test } from 'node:test';

import { getJson, NOW, simulatorFor } from '../test-helper.ts';
import type { PagedResult, SimAlert, SimCustomer } from '../world/types.ts';

const HOUR_MS = 3_600_000;

test('alerts follow their life: open, snoozed until a date, resolved', async (t) => {
  let instant = NOW.getTime();
  const simulator = await simulatorFor(t, {
    now: () => new Date(instant),
    alerts: [{ AlertID: 1 }, { AlertID: 2 }, { AlertID: 3 }],
  });
  const idsWith = async (query: string) => {
    const page = (await getJson(simulator, `/alerts${query}`)) as PagedResult<SimAlert>;
    return page.items?.map(({ AlertID }) => AlertID);
  };
  simulator.world.resolveAlert(1);
  simulator.world.snoozeAlert(2, new Date(instant + HOUR_MS));
  const raised = simulator.world.addAlert({ Title: 'Agent hors ligne' });
  assert.deepEqual(await idsWith(''), [raised.AlertID, 3, 2, 1]);
  assert.deepEqual(await idsWith('?alertStatus=Open'), [raised.AlertID, 3]);
  assert.deepEqual(await idsWith('?alertStatus=snoozed'), [2]);
  assert.deepEqual(await idsWith('?alertStatus=Resolved'), [1]);
  instant += 2 * HOUR_MS;
  assert.deepEqual(await idsWith('?alertStatus=Open'), [raised.AlertID, 3, 2], 'the snooze is over');
});

test('customers come by id, or by their last change', async (t) => {
  const customers: SimCustomer[] = [
    { CustomerID: 3, LastModified: '2026-01-01T00:00:00Z' },
    { CustomerID: 1, LastModified: '2026-03-01T00:00:00Z' },
    { CustomerID: 2, LastModified: '2026-02-01T00:00:00Z' },
  ];
  const simulator = await simulatorFor(t, { customers });
  const idsWith = async (query: string) => {
    const page = (await getJson(simulator, `/customers${query}`)) as PagedResult<SimCustomer>;
    return page.items?.map(({ CustomerID }) => CustomerID);
  };
  assert.deepEqual(await idsWith(''), [1, 2, 3]);
  assert.deepEqual(await idsWith('?SortBy=LastModified'), [3, 2, 1]);
  assert.deepEqual(await idsWith('?FromLastModifiedDate=2026-02-01'), [1, 2]);
});

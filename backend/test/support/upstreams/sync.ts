import type { TestContext } from 'node:test';

import { type Clock, systemClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_RULES, type Rules } from '../../../src/domain/rules/rules.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import type { SyncConnection } from '../../../src/sync/connections/connection-source.ts';
import { createSync, type Sync, type SyncOptions } from '../../../src/sync/sync.ts';
import { logCapture } from '../server/server.ts';

export interface RunningSync {
  sync: Sync;
  /** All that was logged, with no secret known to the logger: nothing hides a leak. */
  log: ReturnType<typeof logCapture>;
}

export interface TestSyncOptions extends Partial<Omit<SyncOptions, 'rules' | 'clock' | 'connections'>> {
  rules?: Rules;
  clock?: Clock;
}

/** The synchronisation of a store with some connections, stopped when the test ends. */
export function syncOf(
  t: TestContext,
  store: Store,
  connections: readonly SyncConnection[],
  options: TestSyncOptions = {}
): RunningSync {
  const log = logCapture();
  const sync = createSync({
    db: store.db,
    control: store.control,
    rules: DEFAULT_RULES,
    clock: systemClock,
    logger: log.logger,
    connections: { current: async () => connections, dropped: async () => undefined },
    syncIntervalMs: 30_000,
    reconcileIntervalMs: 900_000,
    ...options,
  });
  t.after(() => sync.stop());
  return { sync, log };
}

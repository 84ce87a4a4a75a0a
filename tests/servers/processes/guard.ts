// Started by tied.ts, never by hand. It holds one end of a pipe whose other end only its parent has: when the parent is
// gone, however it ended, it ends the processes and removes the folders that the parent left behind. Its argument is the
// folder in which the guards of the parent's children are announced.
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { nestedGuardsEnded } from './nested-guards.ts';
import { endGroup, type ProcessGroup } from './process-group.ts';

/** A line of the pipe: something to end or to remove, or the number of something that is no longer there. */
export type GuardOrder = { id: number; group: ProcessGroup } | { id: number; folder: string } | { done: number };

// What is meant for the parent's whole group must not reach the one who cleans up after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => undefined);
}

const held = new Map<number, Exclude<GuardOrder, { done: number }>>();
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as GuardOrder;
  if ('done' in order) {
    held.delete(order.done);
  } else {
    held.set(order.id, order);
  }
}

const left = [...held.values()].toReversed();
await Promise.all(left.map(async (order) => 'group' in order && endGroup(order.group)));
await nestedGuardsEnded(process.argv[2] ?? '');
for (const order of left) {
  if ('folder' in order) {
    await rm(order.folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => undefined);
  }
}

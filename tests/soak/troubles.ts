import { setTimeout as sleep } from 'node:timers/promises';

import type { Fault, Faults } from '../simulators/shared/faults.ts';

/** The fault switches of both simulators. */
export interface Systems {
  atera: Faults;
  odoo: Faults;
}

interface Trouble {
  name: string;
  system: keyof Systems;
  fault: Fault;
}

const TROUBLES: readonly Trouble[] = [
  { name: 'Atera answers 503', system: 'atera', fault: { kind: 'status', status: 503 } },
  { name: 'Odoo resets connections', system: 'odoo', fault: { kind: 'reset' } },
  { name: 'Atera is slow', system: 'atera', fault: { kind: 'slow', delayMs: 2_000 } },
  { name: 'Odoo answers with a page', system: 'odoo', fault: { kind: 'html' } },
  { name: 'Atera resets connections', system: 'atera', fault: { kind: 'reset' } },
  { name: 'Odoo never answers', system: 'odoo', fault: { kind: 'hang' } },
  { name: 'Atera breaks off its answers', system: 'atera', fault: { kind: 'truncated' } },
  {
    name: 'Odoo refuses the model',
    system: 'odoo',
    fault: { kind: 'exception', name: 'odoo.exceptions.AccessError', status: 403 },
  },
  { name: 'Atera never answers', system: 'atera', fault: { kind: 'hang' } },
  { name: 'Atera announces wrong totals', system: 'atera', fault: { kind: 'wrong-total', by: 7 } },
  { name: 'Atera answers with a page', system: 'atera', fault: { kind: 'html' } },
  {
    name: 'Atera lets few requests through',
    system: 'atera',
    fault: { kind: 'rate-limit', requestsPerMinute: 5, retryAfter: 'seconds' },
  },
];

const ON_MS = 10_000;
const OFF_MS = 5_000;

/**
 * Switches one fault after the other on and off until it is told to stop; then all are off.
 *
 * @returns how many requests met a fault
 */
export async function troubles(systems: Systems, say: (line: string) => void, stop: AbortSignal): Promise<number> {
  let met = 0;
  for (let round = 0; !stop.aborted; round += 1) {
    const { name, system, fault } = TROUBLES[round % TROUBLES.length]!;
    const faults = systems[system];
    faults.set(fault);
    await pause(ON_MS, stop);
    const hits = faults.list()[0]?.hits ?? 0;
    faults.clear();
    say(`${name}: ${hits} requests met it`);
    met += hits;
    await pause(OFF_MS, stop);
  }
  return met;
}

/** Waits, or until it is told to stop. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal: stop }).catch(() => undefined);
}

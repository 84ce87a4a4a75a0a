import { setTimeout as sleep } from 'node:timers/promises';

import { serverTroubles, type Trouble } from '../chaos/server-troubles.ts';
import type { Random } from '../simulators/shared/activity/random.ts';
import type { FaultEffect } from '../simulators/shared/faults/fault.ts';
import type { Faults } from '../simulators/shared/faults/faults.ts';
import type { RunLog } from './log.ts';
import type { SoakWorld } from './world.ts';

const ATERA: readonly [name: string, fault: FaultEffect][] = [
  ['Atera answers 503', { kind: 'status', status: 503 }],
  ['Atera is slow', { kind: 'slow', delayMs: 2_000 }],
  ['Atera resets connections', { kind: 'reset' }],
  ['Atera breaks off its answers', { kind: 'truncated' }],
  ['Atera never answers', { kind: 'hang' }],
  ['Atera announces wrong totals', { kind: 'wrong-total', by: 7 }],
  ['Atera answers with a page', { kind: 'html' }],
  ['Atera lets few requests through', { kind: 'rate-limit', requestsPerMinute: 5, retryAfter: 'seconds' }],
];
const ODOO: readonly [name: string, fault: FaultEffect][] = [
  ['Odoo resets connections', { kind: 'reset' }],
  ['Odoo answers with a page', { kind: 'html' }],
  ['Odoo never answers', { kind: 'hang' }],
  ['Odoo refuses the model', { kind: 'exception', name: 'odoo.exceptions.AccessError', status: 403 }],
];

const UPSTREAM_MS = 10_000;
/** Between the end of a trouble and the next one: long enough that what is measured meanwhile is free of both. */
const CALM_MS = 25_000;

/** What the troubles of a run came to. */
export interface Met {
  troubles: number;
  /** Requests of the backend that met a fault of an upstream. */
  faultsMet: number;
}

/**
 * One trouble after the other until it is stopped, each kind once before any comes again. The backend itself is not
 * killed: its memory is what a run is about (`npm run chaos` kills it).
 */
export async function troubles(
  world: SoakWorld,
  log: RunLog,
  { random, say, over }: { random: Random; say: (line: string) => void; over: AbortSignal }
): Promise<Met> {
  const met: Met = { troubles: 0, faultsMet: 0 };
  const all = allTroubles(world, random, met);
  let left: Trouble[] = [];
  for (;;) {
    await sleep(CALM_MS, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) {
      return met;
    }
    left = left.length === 0 ? [...all] : left;
    const trouble = random.pick(left);
    left = left.filter((one) => one !== trouble);
    const end = log.trouble();
    say(trouble.name);
    await trouble.run().finally(end);
    met.troubles += 1;
  }
}

function allTroubles({ atera, odoo, mariadb, postgres }: SoakWorld, random: Random, met: Met): Trouble[] {
  const upstream = (faults: Faults, [name, fault]: readonly [string, FaultEffect]): Trouble => ({
    name,
    run: async () => {
      faults.set(fault);
      await sleep(UPSTREAM_MS);
      met.faultsMet += faults.list()[0]?.hits ?? 0;
      faults.clear();
    },
  });
  return [
    ...ATERA.map((one) => upstream(atera.faults, one)),
    ...ODOO.map((one) => upstream(odoo.faults, one)),
    ...serverTroubles('PostgreSQL', postgres, random),
    ...serverTroubles('MariaDB', mariadb, random),
  ];
}

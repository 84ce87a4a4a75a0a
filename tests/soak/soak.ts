import path from 'node:path';

import type { BackendProcess } from '../../demo/backend.ts';
import { startStack } from '../../demo/stack.ts';
import { tiedFolder } from '../servers/tied-folder.ts';
import { people } from './people.ts';
import { type Sample, takeSample } from './sample.ts';
import { soakStore } from './store.ts';
import { pause, troubles } from './troubles.ts';
import type { Observations } from './verdict.ts';

export interface SoakOptions {
  root: string;
  minutes: number;
  say: (line: string) => void;
  /** Ends the run before its time, without a verdict. */
  stop: AbortSignal;
}

const SAMPLE_EVERY_MS = 5_000;
/** Caches fill and code is compiled in the beginning: at most this long, and at most a quarter of the run, is not judged. */
const WARM_UP_MS = 120_000;
const RECOVERY_MS = 60_000;
const BUDGET_PER_MINUTE = 300;

/**
 * The demo without Grafana, under a steady load, with upstreams that fail in turn.
 *
 * @throws the reason of `stop` when that came first; all that was started is gone by then
 */
export async function soak({ root, minutes, say, stop }: SoakOptions): Promise<Observations> {
  await using resources = new AsyncDisposableStack();
  const { path: dataFolder, remove } = tiedFolder({ prefix: 'vigie-soak-' });
  resources.defer(remove);
  const store = resources.adopt(await soakStore(path.join(dataFolder, 'backend')), (opened) => opened.close());
  const stack = await startStack({
    root,
    dataFolder,
    seed: 7,
    activeTickets: 400,
    doneTickets: 4_000,
    openLeads: 120,
    counters: { sites: 60, days: 120 },
    tickEveryMs: 1_000,
    pace: 'hectic',
    variables: {
      ...store.variables,
      ATERA_REQUESTS_PER_MINUTE: String(BUDGET_PER_MINUTE),
      SYNC_INTERVAL_SECONDS: '5',
      RECONCILE_INTERVAL_MINUTES: '1',
      LOG_LEVEL: 'warn',
    },
  });
  resources.defer(() => stack.close());
  const { backend, atera, odoo } = stack;
  say(`store: ${store.name}; the first reading of everything…`);
  await backend.vigie(['sync', '--full'], { quiet: true });

  const storeAtStart = await store.megabytes();
  const runMs = minutes * 60_000;
  const over = AbortSignal.any([stop, AbortSignal.timeout(runMs)]);
  say(`load and faults for ${minutes} minutes`);
  const [samples, seen, faultsMet] = await Promise.all([
    sampling(backend, over),
    people(backend.url, stack.bootstrapToken, over),
    troubles({ atera: atera.faults, odoo: odoo.faults }, say, over),
  ]);
  stop.throwIfAborted();
  for (const error of new Set(seen.errors)) {
    say(`error seen: ${error}`);
  }
  return {
    samples: samples.filter((sample) => sample.atSeconds * 1000 >= Math.min(WARM_UP_MS, runMs / 4)),
    requests: seen.requests,
    errors: seen.errors.length,
    durations: seen.durations,
    atera: { busiestMinute: atera.requests.maxPerMinute(), budget: BUDGET_PER_MINUTE },
    faultsMet,
    notRecovered: !(await recovers(backend)),
    storeMb: { start: storeAtStart, end: await store.megabytes() },
  };
}

async function sampling(backend: BackendProcess, over: AbortSignal): Promise<Sample[]> {
  const managementUrl = `http://127.0.0.1:${backend.variables['MANAGEMENT_PORT']}`;
  const startedAt = performance.now();
  const samples: Sample[] = [];
  while (!over.aborted) {
    samples.push(await takeSample(managementUrl, (performance.now() - startedAt) / 1000));
    await pause(SAMPLE_EVERY_MS, over);
  }
  return samples;
}

/** Whether all sources can be read again: a pause that an upstream asked for may have to pass first. */
async function recovers(backend: BackendProcess): Promise<boolean> {
  const deadline = performance.now() + RECOVERY_MS;
  do {
    if ((await backend.vigie(['sync'], { quiet: true })) === 0) {
      return true;
    }
  } while (performance.now() < deadline);
  return false;
}

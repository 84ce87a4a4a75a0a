import { setTimeout as sleep } from 'node:timers/promises';

import type { BackendProcess } from '../../demo/parts/backend.ts';
import { ENTERPRISES } from '../fixtures/counters/world.ts';
import { startFlood } from '../measuring/flood.ts';
import { residentMegabytes } from '../measuring/memory.ts';
import { Random } from '../simulators/shared/activity/random.ts';
import { alerts } from './load/alerts.ts';
import { lookAtBoard, screens } from './load/screens.ts';
import { lookAtCounters, TENANTS, tenants } from './load/tenants.ts';
import { writes } from './load/writes.ts';
import { createRunLog, type RunLog } from './log.ts';
import { type Sample, takeSample } from './sample.ts';
import { troubles } from './troubles.ts';
import type { Observations } from './verdict.ts';
import { BUDGET_PER_MINUTE, openSoakWorld, type SoakWorld } from './world.ts';

export interface SoakOptions {
  root: string;
  minutes: number;
  /** The same seed, the same data and the same troubles in the same order; what they meet depends on the machine. */
  seed: number;
  say: (line: string) => void;
  /** Ends the run before its time, without a verdict. */
  stop: AbortSignal;
}

const SAMPLE_EVERY_MS = 5_000;
/** Caches fill and code is compiled in the beginning: at most this long, and at most a quarter of the run, is not judged. */
const WARM_UP_MS = 120_000;
const RECOVERY_MS = 90_000;
/** The JavaScript engine gives memory back some time after there is little to do. */
const IDLE_MS = 60_000;
/** The hostile tenant asks for ten years, so many times at once, without a pause. */
const HOSTILE = { enterprise: ENTERPRISES[0], inFlight: 30, days: 3_650 };

/**
 * A backend as in production under a mixed load, with one tenant who floods and parts that fail in turn; every answer is held
 * against a model of what there is to show.
 *
 * @throws the reason of `stop` when that came first; all that was started is gone by then
 */
export async function soak({ root, minutes, seed, say, stop }: SoakOptions): Promise<Observations> {
  say('PostgreSQL, MariaDB, Atera, Odoo, the backend, and the first reading of everything…');
  await using world = await openSoakWorld({ root, seed });
  const { backend, atera } = world;
  await backend.vigie(['sync', '--full'], { quiet: true });
  const log = createRunLog();
  const storeAtStart = await world.storeMegabytes();

  const runMs = minutes * 60_000;
  const over = AbortSignal.any([stop, AbortSignal.timeout(runMs)]);
  say(`load and troubles for ${minutes} minutes, seed ${seed}`);
  const flood = await startFlood({
    ...{ backendUrl: backend.url, token: await world.tokenOf(HOSTILE.enterprise, 'hostile'), now: Date.now() },
    ...{ inFlight: HOSTILE.inFlight, days: HOSTILE.days },
  });
  const [samples, , , , written, met] = await Promise.all([
    sampling(world, over),
    screens(world, log, over),
    tenants(world, log, new Random(seed + 1), over),
    alerts(root, world, log, over),
    writes(world, log, new Random(seed + 2), over),
    troubles(world, log, { random: new Random(seed + 3), say, over }),
  ]).finally(() => flood.stop().catch(() => undefined));
  stop.throwIfAborted();

  const rssAtEnd = await residentMegabytes(backend.pid);
  say('the load is over: is everything right again, and does the memory come back?');
  const unlike = await settled(world, log);
  await sleep(IDLE_MS, undefined, { signal: stop });
  for (const sentence of new Set([...log.wrong, ...log.calls.flatMap(sentenceOf)].slice(0, 100))) {
    say(sentence);
  }
  const warmUpMs = Math.min(WARM_UP_MS, runMs / 4);
  return {
    samples: samples.filter((sample) => sample.atSeconds * 1_000 >= warmUpMs),
    calls: log.calls.filter(({ at }) => at >= warmUpMs),
    checked: log.checked,
    wrong: log.wrong.length,
    unlike,
    written,
    met,
    atera: { busiestMinute: atera.requests.maxPerMinute(), budget: BUDGET_PER_MINUTE },
    rssMb: { atEnd: rssAtEnd, rested: await residentMegabytes(backend.pid) },
    storeMb: { start: storeAtStart, end: await world.storeMegabytes() },
  };
}

function sentenceOf({ client, failures, troubled, took }: RunLog['calls'][number]): string[] {
  return failures.map((one) => `${client}${troubled ? ' during a trouble' : ''}, after ${Math.round(took)} ms: ${one}`);
}

async function sampling({ managementUrl }: SoakWorld, over: AbortSignal): Promise<Sample[]> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  while (!over.aborted) {
    // One that does not come tells nothing of the memory.
    const sample = await takeSample(managementUrl, (performance.now() - startedAt) / 1_000).catch(() => undefined);
    samples.push(...(sample === undefined ? [] : [sample]));
    await sleep(SAMPLE_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return samples;
}

/** What is still not as it should be some time after the load has ended and nothing changes any more. */
async function settled(world: SoakWorld, log: RunLog): Promise<string[]> {
  const deadline = performance.now() + RECOVERY_MS;
  const tokens = await Promise.all(TENANTS.map((enterprise) => world.tokenOf(enterprise, `${enterprise} again`)));
  for (;;) {
    const read = await readAgain(world.backend);
    const board = await lookAtBoard(world, log, { exact: true });
    const random = new Random(1);
    const counters: string[] = [];
    for (const [index, token] of tokens.entries()) {
      counters.push(...(await lookAtCounters(world, log, { enterprise: TENANTS[index] ?? '', token }, random)));
    }
    const unlike = [...read, ...board, ...counters];
    if (unlike.length === 0 || performance.now() > deadline) {
      return unlike;
    }
  }
}

/** A pause that an upstream asked for may have to pass first. */
async function readAgain(backend: BackendProcess): Promise<string[]> {
  const code = await backend.vigie(['sync', '--full'], { quiet: true });
  return code === 0 ? [] : ['the sources cannot be read again'];
}

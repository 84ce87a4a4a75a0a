import { setTimeout as sleep } from 'node:timers/promises';

import { Random } from '../simulators/shared/activity/random.ts';
import { differencesOf } from './differences.ts';
import { ledgerOf, type WrittenShops } from './shops.ts';
import { troublesFor } from './troubles.ts';
import { openChaosWorld } from './world.ts';

export interface ChaosOptions {
  root: string;
  rounds: number;
  /** The same seed, the same troubles in the same order; what they meet depends on the machine. */
  seed: number;
  store: 'postgres' | 'pglite';
  /** A part of the names of the troubles that come; all by default. */
  only?: string;
  say: (line: string) => void;
  stop: AbortSignal;
}

export interface ChaosResult {
  /** Milliseconds from the end of each trouble until everything was right again. */
  recoveries: number[];
  /** What was still wrong after {@link RECOVERY_MS}, with the trouble before it. */
  differences: string[];
  writes: WrittenShops;
}

/** A pause that an upstream asked for, and a reading that begins again, have room in it. */
const RECOVERY_MS = 90_000;
/** What is wrong for longer is reported meanwhile. */
const PATIENCE_MS = 5_000;
const CHANGE_EVERY_MS = 120;

/**
 * A backend under work: tickets change at Atera, shops are added to the counters. One trouble after the other comes over it,
 * sometimes two at once; after each, all that is asked of it must become equal to what it was made from, by itself.
 *
 * @throws the reason of `stop`
 */
export async function chaos({ root, rounds, seed, store, only, say, stop }: ChaosOptions): Promise<ChaosResult> {
  await using world = await openChaosWorld({ root, seed, store });
  const random = new Random(seed);
  const troubles = troublesFor(world, random, only);
  const shops = ledgerOf(world);
  const result: Omit<ChaosResult, 'writes'> = { recoveries: [], differences: [] };

  for (let round = 0; round < rounds; round += 1) {
    stop.throwIfAborted();
    const changing = setInterval(() => world.atera.world.tick(), CHANGE_EVERY_MS);
    const writing = shops.write();
    const { name, run } = troubles.next(round);
    try {
      await run();
      // Some work after the trouble, too.
      await sleep(500, undefined, { signal: stop });
    } finally {
      clearInterval(changing);
      await writing.end();
    }
    const from = performance.now();
    let wrong: string[] = [];
    let told = from;
    do {
      stop.throwIfAborted();
      await sleep(250);
      wrong = await differencesOf(world, false);
      if (wrong.length > 0 && performance.now() - told > PATIENCE_MS) {
        told = performance.now();
        say(`… ${wrong.join('; ')}`);
      }
    } while (wrong.length > 0 && performance.now() - from < RECOVERY_MS);
    result.recoveries.push(Math.round(performance.now() - from));
    result.differences.push(...wrong.map((line) => `${round + 1}, ${name}: ${line}`));
    say(`${round + 1}: ${name}; right again after ${result.recoveries.at(-1)} ms`);
  }
  const { status } = await world.call('POST', '/v1/sync', { full: true });
  const left = await differencesOf(world, true);
  result.differences.push(...left.map((line) => `after everything was compared (${status}): ${line}`));
  return { ...result, writes: await shops.judge() };
}

import type { Clock } from '../../backend/src/domain/clock/clock.ts';
import { shopTime } from '../../tests/fixtures/counters/days.ts';
import { generateCounters, type GenerateOptions, inventShops } from '../../tests/fixtures/counters/generate.ts';
import { todayRows } from '../../tests/fixtures/counters/living.ts';
import { APART } from '../../tests/fixtures/counters/oddities.ts';
import type { CountersWorld } from '../../tests/fixtures/counters/world.ts';

/** Which shops the demo invents. */
export interface DemoShops {
  seed: number;
  sites: number;
  /** Who shares the shops; default: six. */
  enterprises?: readonly string[];
  /** Days of history up to each shop's yesterday. */
  days: number;
}

/** What the demo's shops hold at an instant: their history, and today so far. */
export function demoWorld({ clock, ...shops }: DemoShops & { clock: Clock }): CountersWorld {
  const now = clock.now();
  return worldOf(recipeAt(shops, now), now);
}

/** The shops as they are at an instant: each one's history ends with its own yesterday. */
export function recipeAt({ seed, sites, days, enterprises }: DemoShops, now: Date): GenerateOptions {
  return { seed, sites, days, enterprises, oddNames: APART, lastDay: (site) => shopTime(site, now).lastFullDay };
}

export function worldOf(recipe: GenerateOptions, now: Date): CountersWorld {
  const past = generateCounters(recipe);
  return { sites: past.sites, counting: past.counting.concat(todayRows(recipe.seed, inventShops(recipe), now)) };
}

// The service `shops` of docker compose's profile `demo`: invented shops in the database of the counters, which count on as long as
// this runs. /run/secrets/COUNTERS_URL is the address of its account there.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { openCounters } from '../../backend/src/counters/connection/open-database.ts';
import { systemClock } from '../../backend/src/domain/clock/clock.ts';
import { inventShops } from '../../tests/fixtures/counters/generate.ts';
import { createLivingCounters } from '../../tests/fixtures/counters/living.ts';
import { replaceCounts } from '../../tests/fixtures/counters/load.ts';
import { recipeAt } from '../parts/counters-world.ts';
import { fillCounters } from './fill.ts';

const SHOPS = { seed: 7, sites: 60, days: 400 };
const TICK_MS = 60_000;

const { SECRETS_DIR = '/run/secrets', READY_FILE = '/tmp/shops-are-there' } = process.env;

function addressOrEnd(): string {
  try {
    return readFileSync(path.join(SECRETS_DIR, 'COUNTERS_URL'), 'utf8');
  } catch {
    console.error(
      'shops: COUNTERS_URL names a database of the counters elsewhere, and the demo writes into its own only. Leave COUNTERS_URL ' +
        'out of .env for the demo.'
    );
    process.exit(1);
  }
}

const database = await openCounters({ url: addressOrEnd() });
const start = systemClock.now();
try {
  const found = await fillCounters(database, SHOPS, start);
  console.log(found === 'empty' ? 'shops: 60 shops with 400 days.' : 'shops: brought up to this minute.');
} catch (error) {
  console.error(`shops: ${(error as Error).message}`);
  process.exit(1);
}
writeFileSync(READY_FILE, '');

const shops = inventShops(recipeAt(SHOPS, start));
let written = start;
let living = createLivingCounters(SHOPS.seed, shops, written);

async function countOn(): Promise<void> {
  const now = systemClock.now();
  try {
    await database.write((db) => replaceCounts(db, living.changesAt(now)));
    written = now;
  } catch {
    // The database is away: what it missed comes with the next tick.
    living = createLivingCounters(SHOPS.seed, shops, written);
  }
}
const timer = setInterval(() => void countOn(), TICK_MS);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    void database.close();
  });
}

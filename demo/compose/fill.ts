import { sql } from 'kysely';

import type { CountersDatabase } from '../../backend/src/counters/connection/database.ts';
import { addDays, type Day } from '../../backend/src/domain/clock/calendar.ts';
import { daysUpTo, shopTime } from '../../tests/fixtures/counters/days.ts';
import { rowsOfDay } from '../../tests/fixtures/counters/footfall.ts';
import { inventShops } from '../../tests/fixtures/counters/generate.ts';
import { todayRows } from '../../tests/fixtures/counters/living.ts';
import { loadCounters, replaceCounts } from '../../tests/fixtures/counters/load.ts';
import type { CountingRow } from '../../tests/fixtures/counters/world.ts';
import { type DemoShops, recipeAt, worldOf } from '../parts/counters-world.ts';

/** In the rows of one day at most: its shops are up to a day apart, and the last day may have been cut. */
const OVERLAP_DAYS = 2;

/** What was there before. */
export type Filled = 'empty' | 'filled';

/**
 * Fills an empty database with the demo's shops; one that holds them already gets the days since it was last written.
 *
 * @param database - MySQL or MariaDB
 * @throws Error when it holds shops that are not the demo's: those are never written to
 */
export async function fillCounters(database: CountersDatabase, shops: DemoShops, now: Date): Promise<Filled> {
  const recipe = recipeAt(shops, now);
  const known = await database.read((db) => db.selectFrom('sites').select('enterprise').distinct().execute());
  if (known.length === 0) {
    await database.write((db) => loadCounters(db, worldOf(recipe, now)));
    return 'empty';
  }
  const invented = new Set(worldOf({ ...recipe, days: 1 }, now).sites.map(({ enterprise }) => enterprise));
  const foreign = known.filter(({ enterprise }) => !invented.has(String(enterprise)));
  if (foreign.length > 0) {
    throw new Error(
      `The counters database holds shops that the demo has not invented (of "${String(foreign[0]?.enterprise)}"): nothing was ` +
        'written. The demo wants volumes of its own: docker compose --project-name vigie-demo --profile demo up'
    );
  }
  const last = await lastDayIn(database);
  await database.write((db) => replaceCounts(db, rowsSince(last, recipe, now)));
  return 'filled';
}

function rowsSince(last: Day, recipe: ReturnType<typeof recipeAt>, now: Date): CountingRow[] {
  const shops = inventShops(recipe);
  const from = addDays(last, -OVERLAP_DAYS);
  const past = shops.flatMap((shop) =>
    daysUpTo(shopTime(shop.site, now).lastFullDay, recipe.days)
      .filter((day) => day >= from)
      .flatMap((day) => rowsOfDay(recipe.seed, shop, day))
  );
  return past.concat(todayRows(recipe.seed, shops, now));
}

async function lastDayIn(database: CountersDatabase): Promise<Day> {
  const [row] = await database.read((db) =>
    db
      .selectFrom('counting')
      .select(sql<Day | null>`date_format(max(day_date), '%Y-%m-%d')`.as('last'))
      .execute()
  );
  return row?.last ?? '1970-01-01';
}

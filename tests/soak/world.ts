import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { sql } from 'kysely';

import type { CountersDatabase } from '../../backend/src/counters/connection/database.ts';
import { openCounters } from '../../backend/src/counters/connection/open-database.ts';
import { openStore } from '../../backend/src/store/driver/database.ts';
import { type PrivatePostgres, startPostgres } from '../../backend/test/support/store/postgres-server.ts';
import { type BackendProcess, startBackend } from '../../demo/parts/backend.ts';
import { stageBackend } from '../../scripts/backend-package/stage.ts';
import { daysUpTo, shopTime } from '../fixtures/counters/days.ts';
import { rowsOfDay } from '../fixtures/counters/footfall.ts';
import { inventShops } from '../fixtures/counters/generate.ts';
import { loadCounters } from '../fixtures/counters/load.ts';
import { ENTERPRISES } from '../fixtures/counters/world.ts';
import { type CallBackend, callerOf } from '../servers/backend-calls.ts';
import { createCountersDatabase, type PrivateMariadb, startMariadb } from '../servers/databases/mariadb.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { startAteraSimulator } from '../simulators/atera/index.ts';
import { startOdooSimulator } from '../simulators/odoo/index.ts';
import { CountersModel } from './model/counters.ts';
import { TicketsModel } from './model/tickets.ts';

/** A backend as packages hold it over PostgreSQL and MariaDB, the accounts it reads, and models of what it should show. */
export interface SoakWorld extends AsyncDisposable {
  atera: Awaited<ReturnType<typeof startAteraSimulator>>;
  odoo: Awaited<ReturnType<typeof startOdooSimulator>>;
  postgres: PrivatePostgres;
  mariadb: PrivateMariadb;
  backend: BackendProcess;
  managementUrl: string;
  tickets: TicketsModel;
  counters: CountersModel;
  /** A way of its own to the counters database, as their feed has. */
  feed: CountersDatabase;
  /** Token of everything, as the main organisation has. */
  main: string;
  /** Token of one enterprise. */
  tokenOf(enterprise: string, name?: string): Promise<string>;
  /** Calls the backend with the rights of its command line. */
  call: CallBackend;
  /** Megabytes of the store. */
  storeMegabytes(): Promise<number>;
}

export const BUDGET_PER_MINUTE = 300;
/** The enterprise that shops are added to; nobody counts its sites. */
export const LEDGER_ENTERPRISE = 'Registre SARL';

const SITES = 120;
const DAYS = 365;
const CALL_MS = 30_000;

export async function openSoakWorld({ root, seed }: { root: string; seed: number }): Promise<SoakWorld> {
  const stack = new AsyncDisposableStack();
  try {
    return await build(root, seed, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function build(root: string, seed: number, stack: AsyncDisposableStack): Promise<SoakWorld> {
  const now = new Date();
  const apiKey = `soak-${randomBytes(12).toString('hex')}`;
  const atera = stack.adopt(
    await startAteraSimulator({
      apiKeys: [apiKey],
      seed,
      generate: { seed, now, activeTickets: 400, doneTickets: 4_000, openAlerts: 12 },
    }),
    (simulator) => simulator.close()
  );
  const odoo = stack.adopt(
    await startOdooSimulator({ apiKeys: [apiKey], seed, generate: { seed, now, openLeads: 120, closedLeads: 480 } }),
    (simulator) => simulator.close()
  );
  const postgres = stack.adopt(await startPostgres(), (server) => server.stop());
  // A commit that was acknowledged must be there after a crash of the process.
  const mariadb = stack.adopt(await startMariadb(['--innodb-flush-log-at-trx-commit=2']), (server) => server.close());
  const countersUrl = await createCountersDatabase(mariadb, 'soak', 'utf8mb4_general_ci');
  const data = inventCounters(seed, now);
  const feed = stack.adopt(await openCounters({ url: countersUrl }), (opened) => opened.close());
  await feed.write((db) => loadCounters(db, data));

  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-soak-' });
  stack.defer(remove);
  const databaseUrl = await postgres.createDatabase();
  const main = `vig_${randomBytes(32).toString('base64url')}`;
  const backend = await startBackend(await stageBackend(root, path.join(folder, 'installed')), folder, {
    ATERA_URL: atera.url,
    ATERA_API_KEY: apiKey,
    ATERA_REQUESTS_PER_MINUTE: String(BUDGET_PER_MINUTE),
    ODOO_URL: odoo.url,
    ODOO_DB: odoo.database,
    ODOO_API_KEY: apiKey,
    COUNTERS_URL: countersUrl,
    DATABASE_URL: databaseUrl,
    VIGIE_RULES: path.join(root, 'demo', 'vigie.yaml'),
    VIGIE_BOOTSTRAP_TOKEN: main,
    VIGIE_SECRET_KEY: randomBytes(32).toString('base64'),
    SYNC_INTERVAL_SECONDS: '5',
    RECONCILE_INTERVAL_MINUTES: '1',
    LOG_LEVEL: 'warn',
  });
  stack.defer(() => backend.close());
  const store = stack.adopt(await openStore({ databaseUrl }), (opened) => opened.close());

  const call = callerOf({ folder, url: () => backend.url, user: 'soak', timeoutMs: CALL_MS });
  return {
    ...{ atera, odoo, postgres, mariadb, backend, feed, main, call },
    managementUrl: `http://127.0.0.1:${backend.variables['MANAGEMENT_PORT']}`,
    tickets: new TicketsModel(atera.world),
    counters: new CountersModel(data),
    tokenOf: async (enterprise, name = enterprise) => {
      const { status, body } = await call<{ token: string }>('POST', '/v1/tokens', {
        name,
        scopes: ['counters:read'],
        enterprises: [enterprise],
      });
      if (status !== 201) {
        throw new Error(`no token was made for ${enterprise} (${status}): ${JSON.stringify(body)}`);
      }
      return body.token;
    },
    storeMegabytes: async () => {
      const size = sql<{ size: string }>`select pg_database_size(current_database()) as size`;
      return Number((await size.execute(store.db)).rows[0]?.size) / 2 ** 20;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Ordinary shops with a year of days that are over; nothing of their today, which the feed of the run brings. */
function inventCounters(seed: number, now: Date) {
  const lastDay = (site: Parameters<typeof shopTime>[0]) => shopTime(site, now).lastFullDay;
  const shops = inventShops({ seed, lastDay, sites: SITES, enterprises: ENTERPRISES });
  return {
    sites: shops.map(({ site }) => site),
    counting: shops.flatMap((shop) => daysUpTo(lastDay(shop.site), DAYS).flatMap((day) => rowsOfDay(seed, shop, day))),
  };
}

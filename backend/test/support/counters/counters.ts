import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { generateCounters } from '../../../../tests/fixtures/counters/generate.ts';
import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import type { CountersWorld } from '../../../../tests/fixtures/counters/world.ts';
import { createCountersDatabase, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { type Counters, createCounters } from '../../../src/counters/counters.ts';
import type { Access, Allowed } from '../../../src/domain/access/access.ts';
import { type CountersRules, DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { layStore } from '../store/store-image.ts';
import { mariadbServer } from './mariadb.ts';

/** Databases the repository must read alike: the embedded one, and MariaDB under every collation that is met. */
export const COUNTERS_DATABASES = ['PGlite', 'utf8mb4_bin', 'utf8mb4_general_ci', 'utf8mb4_unicode_520_ci'] as const;
export type CountersDatabaseName = (typeof COUNTERS_DATABASES)[number];

/** Noon in Europe on a Tuesday; the last day with rows everywhere is the day before. */
export const NOW = new Date('2024-07-23T12:00:00Z');
export const YESTERDAY = '2024-07-22';

/** The sample data of the repository's tests. */
export function sampleWorld(): CountersWorld {
  return generateCounters({ seed: 20_240_722, lastDay: YESTERDAY, days: 40, sites: 60 });
}

export function accessTo(enterprises: Allowed): Access {
  return {
    tokenId: 'test',
    tokenName: 'test',
    scopes: ['counters:read'],
    connections: 'all',
    enterprises,
    clients: 'all',
    shows: [],
  };
}

/** Counters under some rules, over a database that `useCounters` opens. */
export interface TestCounters {
  database: CountersDatabase;
  under(rules?: Partial<CountersRules>): Counters;
}

/** Why a database cannot be tested here; undefined when it can. */
export function missing(name: CountersDatabaseName): string | undefined {
  return name === 'PGlite' ? undefined : mariadbMissing();
}

/** The database of tests that are of something else: MariaDB answers in a fraction of the processor time of an embedded one. */
export const USUAL_DATABASE: CountersDatabaseName = mariadbMissing() === undefined ? 'utf8mb4_bin' : 'PGlite';

let databases = 0;

/** Opens a database filled with some rows before the tests of a suite, and closes it after them. */
export function useCounters(name: CountersDatabaseName, world: CountersWorld): TestCounters {
  let database: CountersDatabase | undefined;
  let folder: string | undefined;
  before(async () => {
    if (name === 'PGlite') {
      folder = await mkdtemp(join(tmpdir(), 'vigie-counters-'));
      await layStore('empty', join(folder, 'pglite'));
      database = await openCounters({ url: `pglite:${folder}` });
    } else {
      databases += 1;
      const own = ownName(`${name}_${databases}`);
      database = await openCounters({ url: await createCountersDatabase(await mariadbServer(), own, name) });
    }
    await database.write((db) => loadCounters(db, world));
  });
  after(async () => {
    await database?.close();
    await (folder && rm(folder, { recursive: true }));
  });
  const opened = (): CountersDatabase => {
    if (database === undefined) {
      throw new Error('The database is open only while the tests of the suite run');
    }
    return database;
  };
  return {
    get database() {
      return opened();
    },
    under: (rules = {}) => createCounters(opened(), { ...DEFAULT_COUNTERS_RULES, ...rules }),
  };
}

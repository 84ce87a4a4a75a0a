import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sql } from 'kysely';

import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import {
  createCountersDatabase,
  type Mariadb,
  mariadbMissing,
  ownName,
} from '../../../../tests/servers/databases/mariadb.ts';
import { mysqlMissing, startMysql } from '../../../../tests/servers/databases/mysql.ts';
import { Random } from '../../../../tests/simulators/shared/activity/random.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import type { Allowed } from '../../../src/domain/access/access.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { NOW, YESTERDAY } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { foldAlikeWorld } from '../../support/counters/fold-alike-world.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';
import { type Figures, PlainFigures, type PlainQuestion } from '../../support/counters/plain-figures.ts';

const COLLATIONS = ['utf8mb4_bin', 'utf8mb4_general_ci', 'utf8mb4_unicode_520_ci'];
/** `VIGIE_FOLD_ALIKE_SEEDS=4,5,6` tries other ones. */
const SEEDS = (process.env['VIGIE_FOLD_ALIKE_SEEDS'] ?? '1,2,3').split(',').map(Number);
const TODAY = '2024-07-23';
const RANGE = { from: '2024-07-10', to: '2024-07-31' };
const LONG = { from: '2023-07-01', to: '2024-07-31' };

let mysql: Promise<Mariadb> | undefined;
const mysqlServer = (): Promise<Mariadb> => (mysql ??= startMysql());
after(async () => (await mysql)?.close());

/** `others` compare in further ways (without padding, without accents but with case): with one seed only. */
const SERVERS = [
  {
    name: 'MariaDB',
    skip: mariadbMissing(),
    start: mariadbServer,
    collations: COLLATIONS,
    others: ['utf8mb4_unicode_520_nopad_ci', 'utf8mb4_uca1400_ai_cs', 'utf8mb4_nopad_bin'],
  },
  {
    name: 'MySQL',
    skip: mysqlMissing(),
    start: mysqlServer,
    collations: [...COLLATIONS, 'utf8mb4_0900_ai_ci'],
    others: ['utf8mb4_0900_as_cs', 'utf8mb4_0900_bin', 'utf8mb4_unicode_ci'],
  },
];
const CASES = SERVERS.flatMap(({ collations, others, ...server }) =>
  SEEDS.flatMap((seed) =>
    [...collations, ...(seed === SEEDS[0] ? others : [])].map((collation) => ({ ...server, seed, collation }))
  )
);

for (const { name, skip, start, seed, collation } of CASES) {
  describe(`spellings that ${collation} of ${name} may hold equal, seed ${seed}`, { skip }, () => {
    const { joined, ...rows } = foldAlikeWorld(seed, TODAY);
    let database: CountersDatabase | undefined;
    let world: CountersWorld = { sites: [], counting: [] };
    const opened = (): CountersDatabase => {
      assert.ok(database);
      return database;
    };
    before(async () => {
      const url = await createCountersDatabase(await start(), ownName(`alike_${seed}_${collation}`), collation);
      database = await openCounters({ url });
      world = await fill(database, rows);
    });
    after(() => database?.close());
    const rules = { counters: { ...DEFAULT_COUNTERS_RULES, enterprises: joined } };
    const counters = useCountersApp(opened, { rules });

    it('give every dataset the figures of a plain sum', async () => {
      const random = new Random(seed);
      const plain = new PlainFigures(world, joined, NOW);
      const names = [...new Set(rows.sites.map(({ enterprise }) => enterprise))];
      const codes = [...new Set(rows.counting.map(({ code }) => code))];
      const company = joined[0]?.name ?? '';
      const questions: [Allowed, string[] | undefined][] = [
        ['all', undefined],
        ['all', [random.pick(names), company]],
        [[company], undefined],
        [[random.pick(names), random.pick(names)], undefined],
      ];
      for (const [allowed, enterprise] of questions) {
        const limits = allowed === 'all' ? {} : { enterprises: allowed };
        const token = await counters.token(['counters:read'], limits);
        const scope = { allowed, enterprise };
        const holds = async (dataset: string, params: object, range: typeof RANGE, expected: Figures) => {
          const got = await counters.rows(token, dataset, { enterprise, ...params }, instants(range));
          assert.deepEqual(onlyColumnsOf(expected, got), expected, JSON.stringify({ dataset, ...scope, ...params }));
        };
        await holds('counters.sites', {}, RANGE, plain.sites(scope));
        await holds('counters.status', {}, RANGE, plain.status(scope));
        await holds('counters.verdicts', {}, RANGE, plain.verdicts(scope));
        await holds('counters.verdicts', { day: '2024-07-16' }, RANGE, plain.verdicts(scope, '2024-07-16'));
        await holds('counters.coverage', {}, RANGE, plain.coverage({ ...scope, ...RANGE }));
        for (const kind of ['zero', 'no_data'] as const) {
          await holds('counters.zero_alerts', { kind }, RANGE, plain.alerts(scope, kind));
        }
        for (const by of ['site', 'enterprise'] as const) {
          await holds('counters.compare', { by }, RANGE, plain.compare(scope, by, YESTERDAY));
        }
        for (const limit of [10, 150]) {
          const question: PlainQuestion = { ...scope, ...RANGE, limit };
          await holds('counters.top_sites', { limit }, RANGE, plain.topSites(question));
          await holds('counters.top_sites', { limit, comparable: true }, RANGE, plain.comparableTop(question));
        }
        for (const code of [undefined, some(random, codes, 8), some(random, codes, 200)]) {
          const question: PlainQuestion = { ...scope, ...LONG, code };
          const params = { code, limit: 200 };
          const asked = { ...question, limit: 200 };
          await holds('counters.heatmap', { code }, LONG, plain.heatmap(question));
          await holds('counters.entries', { ...params, step: 'month' }, LONG, plain.entries(asked, 'site', 'month'));
          const byEnterprise = { ...params, by: 'enterprise', step: 'week' };
          await holds('counters.entries', byEnterprise, LONG, plain.entries(asked, 'enterprise', 'week'));
        }
        assert.deepEqual(await counters.rows(token, 'counters.enterprises'), plain.enterprises({ allowed }));
      }
    });
  });
}

/** Puts the rows in as far as the collation lets them, and reads what the tables hold then. */
async function fill(database: CountersDatabase, { sites, counting }: CountersWorld): Promise<CountersWorld> {
  await database.write(async (db) => {
    await db.insertInto('sites').ignore().values(sites).execute();
    await db.insertInto('counting').ignore().values(counting).execute();
  });
  const [kept, entries] = await database.read((db) =>
    Promise.all([sql<SiteRow>`select * from sites`.execute(db), sql<CountingRow>`select * from counting`.execute(db)])
  );
  return { sites: kept.rows, counting: entries.rows };
}

function onlyColumnsOf([first]: Figures, rows: Figures): Figures {
  const names = Object.keys(first ?? rows[0] ?? {});
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
}

function some<T>(random: Random, items: readonly T[], count: number): T[] {
  return [...new Set(Array.from({ length: count }, () => random.pick(items)))];
}

/** The instants of whole days in Paris, in summer. */
function instants({ from, to }: typeof RANGE): { from: string; to: string } {
  return { from: `${from}T00:00:00+02:00`, to: `${to}T23:59:59.999+02:00` };
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sql } from 'kysely';

import { createCountersDatabase, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { type Counters, createCounters } from '../../../src/counters/counters.ts';
import { readDayTable } from '../../../src/counters/entries/day-table.ts';
import { readFirstDays, readLastDays } from '../../../src/counters/entries/edge-days.ts';
import { readSiteSums } from '../../../src/counters/entries/entries.ts';
import { siteKeyText } from '../../../src/counters/entries/order.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo } from '../../support/counters/counters.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';

const NOW = new Date('2024-12-31T12:00:00Z');
const CODES = 40;
const DAYS = 600;
const TWO_DAYS = { from: '2024-06-01', to: '2024-06-02', now: NOW };
const ALL = accessTo('all');

/** The costs of a statement show in what the server counts for its connection, which is why there is one only. */
describe('what the statements of the counters have MariaDB do', { skip: mariadbMissing() }, () => {
  let opened: CountersDatabase | undefined;
  const counters = (): Counters => {
    assert.ok(opened);
    return createCounters(opened, DEFAULT_COUNTERS_RULES);
  };
  before(async () => {
    const server = await mariadbServer();
    const name = ownName('statements');
    const url = await createCountersDatabase(server, name, 'utf8mb4_general_ci');
    const codes = `seq_1_to_${CODES}`;
    await server.run(
      `use \`${name}\``,
      `insert into sites (enterprise, code, timezone) select 'BASH', seq, 'Europe/Paris' from ${codes}`,
      `insert into sites (enterprise, code, timezone) select 'APRIL', seq, 'Europe/Paris' from ${codes}`,
      `insert into counting select enterprise, code, date_sub('2024-12-30', interval seq day), seq from sites, seq_0_to_${DAYS - 1}`,
      'analyze table sites, counting'
    );
    opened = await openCounters({ url, poolSize: 1 });
  });
  after(() => opened?.close());

  /** How far a counter of the connection rises. */
  async function rise(counter: string, work: () => Promise<unknown>): Promise<number> {
    const read = () =>
      counters().database.read(async (db) => {
        const { rows } = await sql<{ Value: string }>`show session status like ${sql.lit(counter)}`.execute(db);
        return Number(rows[0]?.Value);
      });
    const start = await read();
    await work();
    return (await read()) - start;
  }

  for (const enterprises of [['BASH'], ['APRIL', 'BASH']]) {
    const sites = enterprises.length * CODES;

    it(`reads the days asked for and no others of ${enterprises.length} enterprises, however often it is asked`, async () => {
      for (let time = 1; time <= 3; time += 1) {
        const rows = await rise('Handler_read_next', () => readSiteSums(counters(), ALL, { ...TWO_DAYS, enterprises }));
        assert.ok(rows <= sites * 3, `${rows} rows for ${sites} sites and two days, time ${time}`);
      }
    });

    it(`adds up and packs along the key of ${enterprises.length} enterprises, without sorting and without temporary tables`, async () => {
      const request = { from: '2024-01-01', to: '2024-12-01', now: NOW, enterprises };
      for (const read of [readSiteSums, readDayTable]) {
        const work = () => read(counters(), ALL, request);
        assert.equal(await rise('Sort_rows', work), 0, read.name);
        assert.equal(await rise('Handler_tmp_write', work), 0, read.name);
      }
    });
  }

  it('jumps from code to code when a thousand codes or enterprises are named', async () => {
    const many = (texts: readonly string[]) => [...texts, ...Array.from({ length: 1_000 }, (_, index) => `x${index}`)];
    const codes = many(Array.from({ length: CODES }, (_, index) => String(index + 1)));
    for (const request of [
      { ...TWO_DAYS, codes },
      { ...TWO_DAYS, codes, enterprises: many(['APRIL', 'BASH']) },
    ]) {
      const rows = await rise('Handler_read_next', async () => {
        const { sums } = await readSiteSums(counters(), ALL, request);
        assert.equal(sums.length, 2 * CODES);
      });
      assert.ok(rows <= 2 * CODES * 3, `${rows} rows for ${2 * CODES} sites and two days`);
    }
  });

  it('finds the first and the last days of many sites in one statement each', async () => {
    const sites = await readSites(counters(), ALL);
    const until = () => '2024-12-31';
    for (const [read, expected] of [
      [readFirstDays, '2023-05-11'],
      [readLastDays, '2024-12-30'],
    ] as const) {
      const statements = await rise('Com_select', async () => {
        const days = await read(counters(), ALL, sites, until);
        assert.deepEqual([...new Set(days.values())], [expected]);
        assert.equal(days.size, sites.length);
      });
      assert.equal(statements, 1, read.name);
    }
  });

  it('looks further for sites whose outermost row does not count, is of another spelling or has not begun', async () => {
    const { database } = counters();
    await database.write(async (db) => {
      await sql`insert into counting values
        ('BASH', '1', '2020-01-01', null), ('BASH', '2', '2020-01-01', -1), ('bash', '3', '2020-01-01', 5),
        ('BASH', '4', '2025-01-01', 5), ('BASH', '5', '1970-01-01', 5)`.execute(db);
    });
    const sites = await readSites(counters(), ALL);
    const until = () => '2024-12-31';
    const [first, last] = await Promise.all([
      readFirstDays(counters(), ALL, sites, until),
      readLastDays(counters(), ALL, sites, until),
    ]);
    for (const code of ['1', '2', '3', '4', '5', '6']) {
      const key = siteKeyText({ enterprise: 'BASH', code });
      assert.deepEqual([first.get(key), last.get(key)], ['2023-05-11', '2024-12-30'], code);
    }
  });
});

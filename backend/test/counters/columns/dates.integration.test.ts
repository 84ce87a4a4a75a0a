import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Mariadb, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import { mysqlMissing, startMysql } from '../../../../tests/servers/databases/mysql.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { createCounters } from '../../../src/counters/counters.ts';
import { readFirstDays, readLastDays } from '../../../src/counters/entries/edge-days.ts';
import { readSiteDays, readSitesOnDays, readSiteSums } from '../../../src/counters/entries/entries.ts';
import { readHours } from '../../../src/counters/entries/hours.ts';
import { siteKeyText } from '../../../src/counters/entries/order.ts';
import { examineCounters } from '../../../src/counters/quality/examination.ts';
import { readFeedHabits } from '../../../src/counters/quality/feed-habits.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { checkCounters } from '../../../src/doctor/checks/counters.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, NOW } from '../../support/counters/counters.ts';
import { makeTables, quoted } from '../../support/counters/counters-types.ts';
import { readEnterpriseDays } from '../../support/counters/day-tables.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';

const ALL = accessTo('all');
const KEY = siteKeyText({ enterprise: 'BASH', code: '900' });
/** What a server takes that is set to take it: dates that do not exist, or parts of them that are 0. */
const ALLOWING = "set session sql_mode = 'ALLOW_INVALID_DATES'";

/** The ways in which a column says that there is no date, as it would be written. */
const NONE = ['0000-00-00', '0000-01-01', '0999-12-31', '1969-12-31', '1970-01-01'];
const PARTS = ['2024-00-15', '2024-07-00', '2024-00-00', '2023-00-00'];
const NEVER = ['2024-02-30', '2024-02-31', '2023-02-29', '2024-06-31', '2024-04-31'];
/** Only texts and numbers can hold them. */
const TEXTS = ['2024-13-01', '2024-07-32', '9999-99-99', '2024-14-44'];
const USABLE = ['2024-02-29', '2024-06-30', '2024-07-01', '2024-07-31', '1970-01-02'];

const compact = (day: string): string => day.replaceAll('-', '');
const TYPES: Record<string, [type: string, unusable: readonly string[], write: (day: string) => string]> = {
  DATE: ['date not null', [...NONE, ...PARTS, ...NEVER], quoted],
  DATETIME: ['datetime not null', [...NONE, ...PARTS, ...NEVER], (day) => quoted(`${day} 23:59:59`)],
  'DATETIME(3)': ['datetime(3) not null', [...NONE, ...PARTS, ...NEVER], (day) => quoted(`${day} 23:59:59.999`)],
  TIMESTAMP: ['timestamp not null default current_timestamp', ['0000-00-00'], (day) => quoted(`${day} 12:00:00`)],
  VARCHAR: ['varchar(20) not null', [...NONE, ...PARTS, ...NEVER, ...TEXTS, 'n/a', ''], quoted],
  'CHAR of digits': ['char(8) not null', [...NONE, ...PARTS, ...NEVER, ...TEXTS], (day) => quoted(compact(day))],
  VARBINARY: ['varbinary(20) not null', [...NONE, ...PARTS, ...NEVER, ...TEXTS], quoted],
  INT: ['int not null', [...NONE, ...PARTS, ...NEVER, ...TEXTS], (day) => String(Number(compact(day)))],
  BIGINT: ['bigint not null', [...NONE, ...PARTS, ...NEVER, ...TEXTS], (day) => `${Number(compact(day))}235959`],
};

function suite(name: string, skip: string | undefined, start: () => Promise<Mariadb>): void {
  describe(`dates that do not exist, on ${name}`, { skip }, () => {
    let server: Mariadb;
    before(async () => {
      server = await start();
    });
    let made = 0;
    for (const [what, [type, unusable, write]] of Object.entries(TYPES)) {
      it(`leaves them out of every figure of a ${what} column, and has the doctor count them`, async () => {
        const timestamps = what === 'TIMESTAMP';
        const usable = USABLE.filter((day) => !timestamps || day > '1971');
        const shape = {
          types: { 'counting.day_date': type },
          write: { 'counting.day_date': (text: string) => write(text.slice(0, 10)) },
        };
        const url = await makeTables(server, ownName(`dates_${++made}`), 'utf8mb4_general_ci', shape, false);
        const insert = (days: readonly string[], count: number) =>
          days.map((day) => `insert into counting values ('BASH', '900', ${write(day)}, ${count})`);
        await server.run(
          ALLOWING,
          "insert into sites (enterprise, code, timezone) values ('BASH', '900', 'Europe/Paris')",
          ...insert(usable, 1),
          ...insert(unusable, 1_000),
          'set session sql_mode = default'
        );
        const database = await openCounters({ url });
        try {
          const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
          const now = new Date('2024-08-15T12:00:00Z');
          const of = (from: string, to: string) => ({ from, to, now, codes: ['900'] });
          const sum = async (from: string, to: string) =>
            (await readSiteSums(counters, ALL, of(from, to))).sums.map(({ entries, validRows, invalidRows }) => [
              entries,
              validRows,
              invalidRows,
            ]);
          const inside = (from: string, to: string) => usable.filter((day) => day >= from && day <= to);
          for (const [from, to] of [
            ['0001-01-01', '2024-08-31'],
            ['2024-02-01', '2024-02-29'],
            ['2024-02-29', '2024-03-01'],
            ['2024-06-01', '2024-06-30'],
            ['2024-06-30', '2024-07-01'],
            ['2024-07-01', '2024-07-31'],
            ['2023-01-01', '2024-12-31'],
            // From the middle of a year into the next, where the two forms of a text are ordered apart.
            ['2023-06-01', '2024-02-29'],
            ['1970-06-01', '2024-03-31'],
            ['1970-01-02', '1971-06-30'],
          ] as const) {
            const days = inside(from, to);
            assert.deepEqual(
              await sum(from, to),
              days.length === 0 ? [] : [[days.length, days.length, 0]],
              `${from} ${to}`
            );
          }
          const days = inside('2023-01-01', '2024-12-31');
          const dayOf = ({ day, entries }: { day: string; entries: number }) => [day, entries];
          const range = of('2023-01-01', '2024-12-31');
          assert.deepEqual(
            (await readSiteDays(counters, ALL, range)).sums.map(dayOf).sort(),
            days.map((day) => [day, 1])
          );
          assert.deepEqual(
            (await readEnterpriseDays(counters, range)).map(dayOf).sort(),
            days.map((day) => [day, 1])
          );
          const daysOf = () => ['2024-06-30', '2024-07-01', '2024-07-02'];
          assert.deepEqual(
            (await readSitesOnDays(counters, ALL, { now, codes: ['900'], daysOf })).sums.map(dayOf).sort(),
            [
              ['2024-06-30', 1],
              ['2024-07-01', 1],
            ]
          );
          assert.deepEqual(await readHours(counters, ALL, range), []);
          const sites = (await readSites(counters, ALL)).filter(({ code }) => code === '900');
          const until = () => '2024-08-15';
          assert.equal((await readFirstDays(counters, ALL, sites, until)).get(KEY), usable.toSorted()[0]);
          assert.equal((await readLastDays(counters, ALL, sites, until)).get(KEY), '2024-07-31');
          await readFeedHabits(counters, ALL, now);

          const examined = await examineCounters(counters, NOW);
          assert.deepEqual(examined.quality.unusableDays, {
            rows: unusable.length,
            sites: [{ enterprise: 'BASH', code: '900' }],
          });
          const said = checkCounters(examined).find(({ text }) => text.en.includes('no usable date'));
          assert.equal(said?.state, 'warning');
          assert.match(said.text.en, new RegExp(`^${unusable.length} rows have no usable date .*"BASH" 900`));
          assert.match(said.text.fr, new RegExp(`^${unusable.length} lignes portent une date inutilisable`));
        } finally {
          await database.close();
        }
      });
    }
  });
}

suite('MariaDB', mariadbMissing(), mariadbServer);
let mysql: Mariadb | undefined;
suite('MySQL', mysqlMissing(), async () => (mysql = await startMysql()));
after(() => mysql?.close());

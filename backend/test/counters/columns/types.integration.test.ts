import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Mariadb, mariadbMissing } from '../../../../tests/servers/databases/mariadb.ts';
import { mysqlMissing, startMysql } from '../../../../tests/servers/databases/mysql.ts';
import type { CountersError } from '../../../src/counters/connection/failures/failures.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { type Counters, createCounters } from '../../../src/counters/counters.ts';
import { readLastDays } from '../../../src/counters/entries/edge-days.ts';
import { readSiteDays, readSitesOnDays, readSiteSums } from '../../../src/counters/entries/entries.ts';
import { readHours } from '../../../src/counters/entries/hours.ts';
import { examineCounters } from '../../../src/counters/quality/examination.ts';
import { readQuality } from '../../../src/counters/quality/quality.ts';
import { createSite, readSite, updateSite } from '../../../src/counters/sites/site-writes.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { checkCounters } from '../../../src/doctor/checks/counters.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, NOW } from '../../support/counters/counters.ts';
import { HOTEL, makeTables, quoted, type Shape, type TYPES } from '../../support/counters/counters-types.ts';
import { readEnterpriseDays } from '../../support/counters/day-tables.ts';
import { privateMariadbServer } from '../../support/counters/mariadb.ts';

const ALL = accessTo('all');
/** Asserts every way in which figures are read, against sums worked out by hand. */
async function assertFigures(counters: Counters, hourly: boolean, unsigned = false): Promise<void> {
  const july = { from: '2024-07-01', to: '2024-07-22', now: NOW };
  const brief = (sums: { enterprise: string; code?: string; day?: string; entries: number; invalidRows: number }[]) =>
    sums
      .map(
        ({ enterprise, code = '', day = '', entries, invalidRows }) =>
          `${enterprise} ${code} ${day} ${entries}/${invalidRows}`
      )
      .sort();
  assert.deepEqual(brief((await readSiteSums(counters, ALL, july)).sums), [
    `BASH 101  ${hourly ? 11 : 5}/1`,
    `${HOTEL} 101  123467/0`,
    `${HOTEL} 102  7/0`,
  ]);
  assert.deepEqual(brief((await readSiteDays(counters, ALL, { ...july, codes: ['101'], from: '2024-07-21' })).sums), [
    'BASH 101 2024-07-22 0/1',
    `${HOTEL} 101 2024-07-21 123456/0`,
    `${HOTEL} 101 2024-07-22 0/0`,
  ]);
  assert.deepEqual(
    (await readEnterpriseDays(counters, { ...july, enterprises: [HOTEL], to: '2024-07-23' })).map(
      ({ enterprise, day, entries }) => `${enterprise} ${day} ${entries}`
    ),
    [`${HOTEL} 2024-07-01 11`, `${HOTEL} 2024-07-21 123456`, `${HOTEL} 2024-07-22 7`, `${HOTEL} 2024-07-23 100`]
  );
  const onDays = await readSitesOnDays(counters, accessTo([HOTEL]), { now: NOW, daysOf: () => ['2024-07-22'] });
  assert.deepEqual(brief(onDays.sums), [`${HOTEL} 101 2024-07-22 0/0`, `${HOTEL} 102 2024-07-22 7/0`]);
  const sites = await readSites(counters, accessTo([HOTEL]));
  assert.deepEqual(
    [...(await readLastDays(counters, ALL, sites, () => '2024-07-23')).values()],
    ['2024-07-22', '2024-07-23']
  );
  const hours = await readHours(counters, ALL, july);
  assert.deepEqual(
    hours.map(({ hour, entries }) => [hour, entries]),
    hourly
      ? [
          [9, 1],
          [10, 2],
          [23, 3],
        ]
      : []
  );
  assert.deepEqual(
    sites.map(({ code, ip, city, open, close, operational, reason }) => [
      code,
      ip,
      city,
      open,
      close,
      operational,
      reason,
    ]),
    [
      ['101', '192.0.2.1', 'Angoulême', '09:00', '19:30', true, null],
      ['102', '192.0.2.2', 'Lyon', null, null, false, 'Travaux'],
    ]
  );
  const quality = await readQuality(counters, NOW);
  const invalid = unsigned ? { nulls: 1, negatives: 0 } : { nulls: 0, negatives: 1 };
  assert.deepEqual(quality.invalidRows, { ...invalid, sites: [{ enterprise: 'BASH', code: '101' }] });
}

/** Asserts that a site is added and changed, and reads back as it was written. */
async function assertWrites(counters: Counters): Promise<void> {
  const key = { enterprise: 'BASH', code: '300' };
  const input = {
    ...key,
    ip: '198.51.100.7',
    city: 'Sète',
    open: '08:15',
    close: '20:00',
    operational: false,
    reason: 'Panne',
  };
  const created = await createSite(counters, ALL, input, NOW);
  assert.equal(created.outcome, 'created');
  await updateSite(counters, ALL, key, { operational: true, close: '21:45' }, '*', NOW);
  const { site } = (await readSite(counters, ALL, key)) ?? {};
  assert.deepEqual(
    [site?.ip, site?.city, site?.open, site?.close, site?.operational, site?.reason],
    ['198.51.100.7', 'Sète', '08:15', '21:45', true, 'Panne']
  );
  const day = site?.lastUpdate?.toISOString();
  assert.ok(day === NOW.toISOString() || day === '2024-07-23T00:00:00.000Z', day);
}

const key = (type: string, write?: (value: string) => string): Shape => ({
  types: { 'sites.enterprise': type, 'counting.enterprise': type, 'sites.code': type, 'counting.code': type },
  ...(write && {
    write: { 'sites.enterprise': write, 'counting.enterprise': write, 'sites.code': write, 'counting.code': write },
  }),
});
const one = (column: keyof typeof TYPES, type: string, write?: (value: string) => string): Shape => ({
  types: { [column]: type },
  ...(write && { write: { [column]: write } }),
});
const codes = (type: string): Shape => ({ types: { 'sites.code': type, 'counting.code': type } });
const times = (type: string, write: (value: string) => string = quoted): Shape => ({
  types: { 'sites.open': type, 'sites.close': type },
  write: { 'sites.open': write, 'sites.close': write },
});
const compact = (value: string): string => quoted(value.slice(0, 10).replaceAll('-', ''));
const iso = (value: string): string => quoted(value.slice(0, 10));
const digits = (value: string): string => value.replace(/\D/g, '');
const word = (no: string, yes: string) => (value: string) => quoted(value === '0' ? no : yes);

/** A count that cannot be negative: the row that would be has none. */
const unsigned = (type: string): Shape & { unsigned: true } => ({
  ...one('counting.count', type, (value) => (value.startsWith('-') ? 'null' : value)),
  unsigned: true,
});

/** Types other than the documented ones that can mean what the column means. `daily`: no hours. */
const READABLE: Record<string, Shape & { daily?: true; unsigned?: true }> = {
  'the documented types': {},
  'CHAR keys': key('char(50) not null'),
  'TEXT keys': key('text not null'),
  'VARBINARY keys': key('varbinary(100) not null'),
  'BLOB keys': key('blob not null'),
  'BINARY keys': key('binary(20) not null'),
  'MyISAM tables': { engine: 'MyISAM' },
  'codes INT': codes('int not null'),
  'codes BIGINT UNSIGNED': codes('bigint unsigned not null'),
  'codes INT ZEROFILL': codes('int(3) unsigned zerofill not null'),
  'codes DECIMAL': codes('decimal(10,0) not null'),
  'keys UTF-16': key('varchar(50) character set utf16 not null'),
  'keys of different character sets': {
    types: {
      'sites.enterprise': 'varchar(50) character set latin1 not null',
      'counting.enterprise': 'varchar(50) character set utf8mb4 not null',
      'sites.code': 'varchar(50) character set ascii not null',
      'counting.code': 'varchar(50) character set utf16 not null',
    },
  },
  'enterprises ENUM': {
    types: {
      'sites.enterprise': "enum('BASH','Hôtel') not null",
      'counting.enterprise': "enum('Hôtel','BASH') not null",
    },
  },
  'keys of different types in the two tables': {
    types: { 'sites.enterprise': 'varbinary(60) not null', 'sites.code': 'int not null' },
  },
  'day_date DATE': { ...one('counting.day_date', 'date not null', iso), daily: true },
  'day_date DATETIME(6)': one('counting.day_date', 'datetime(6) not null', (value) => quoted(`${value}.999999`)),
  'day_date TIMESTAMP': one('counting.day_date', 'timestamp not null default current_timestamp'),
  'day_date TIMESTAMP(3)': one('counting.day_date', 'timestamp(3) not null default current_timestamp(3)'),
  'day_date VARCHAR(10)': { ...one('counting.day_date', 'varchar(10) not null', iso), daily: true },
  'day_date VARCHAR(30)': one('counting.day_date', 'varchar(30) not null'),
  'day_date CHAR(25) with a T': one('counting.day_date', 'char(25) not null', (value) =>
    quoted(`${value.replace(' ', 'T')}Z`)
  ),
  'day_date CHAR(8)': { ...one('counting.day_date', 'char(8) not null', compact), daily: true },
  'day_date VARCHAR(14)': one('counting.day_date', 'varchar(14) not null', (value) => quoted(digits(value))),
  'day_date UTF-16': one('counting.day_date', 'varchar(30) character set utf16 not null'),
  'day_date VARBINARY': one('counting.day_date', 'varbinary(19) not null'),
  'day_date INT': { ...one('counting.day_date', 'int not null', (value) => digits(value).slice(0, 8)), daily: true },
  'day_date BIGINT': one('counting.day_date', 'bigint not null', digits),
  'day_date DECIMAL': one('counting.day_date', 'decimal(14,0) not null', digits),
  'count BIGINT': one('counting.count', 'bigint'),
  'count DECIMAL(12,2)': one('counting.count', 'decimal(12,2)'),
  'count FLOAT': one('counting.count', 'float'),
  'count DOUBLE': one('counting.count', 'double'),
  'count TINYTEXT': one('counting.count', 'tinytext'),
  'count BLOB': one('counting.count', 'blob'),
  'count INT UNSIGNED': unsigned('int unsigned'),
  'count BIGINT UNSIGNED': unsigned('bigint unsigned'),
  'count INT ZEROFILL': unsigned('int(9) unsigned zerofill'),
  'count BIT(20)': unsigned('bit(20)'),
  'count VARCHAR': one('counting.count', 'varchar(20)', (value) => quoted(` ${value} `)),
  'count UTF-16': one('counting.count', 'varchar(20) character set utf16'),
  'count VARCHAR with line ends': one('counting.count', 'varchar(20)', (value) => quoted(`\\t${value}.0\\r\\n`)),
  'count ENUM': one('counting.count', "enum('-3','0','1','2','3','5','7','11','100','1000','123456')"),
  'count JSON': one('counting.count', 'json'),
  'count VARBINARY': one('counting.count', 'varbinary(20)'),
  'ignore BIT(1)': one('sites.ignore', 'bit(1)', (value) => `b'${value}'`),
  'ignore BIT(8)': one('sites.ignore', 'bit(8)', (value) => `b'${value}0'`),
  'ignore TINYINT(1)': one('sites.ignore', 'tinyint(1)'),
  'ignore BOOL': one('sites.ignore', 'bool'),
  'ignore DECIMAL': one('sites.ignore', 'decimal(3,1)'),
  "ignore ENUM('0','1')": one('sites.ignore', "enum('0','1')"),
  "ignore ENUM('N','Y')": one('sites.ignore', "enum('N','Y')", word('N', 'Y')),
  'ignore CHAR(1)': one('sites.ignore', 'char(1)'),
  'ignore VARCHAR': one('sites.ignore', 'varchar(5)', word('non', 'oui')),
  'ignore BINARY(1)': one('sites.ignore', 'binary(1)'),
  'hours TIME': times('time'),
  'hours TIMESTAMP': times('timestamp null', (value) => quoted(`2000-01-01 ${value}:00`)),
  'hours VARCHAR(5)': times('varchar(5)'),
  'hours CHAR(8)': times('char(8)', (value) => quoted(`${value}:00`)),
  'texts of other types': {
    types: {
      'sites.country': 'text',
      'sites.city': 'varbinary(80)',
      'sites.timezone': 'char(40)',
      'sites.ignore_reason': 'longtext',
    },
  },
  'ip_till INT UNSIGNED': one('sites.ip_till', 'int unsigned', (value) => `inet_aton('${value}')`),
  'ip_till INT': one(
    'sites.ip_till',
    'int',
    (value) => `cast(cast(inet_aton('${value}') as signed) - 4294967296 as signed)`
  ),
  'ip_till VARBINARY(16) with texts': one('sites.ip_till', 'varbinary(16)'),
  'ip_till VARBINARY(4)': one('sites.ip_till', 'varbinary(4)', (value) => `inet6_aton('${value}')`),
  'ip_till BINARY(16)': one('sites.ip_till', 'binary(16)', (value) => `inet6_aton('${value}')`),
  'ip_till VARBINARY(16)': one('sites.ip_till', 'varbinary(16)', (value) => `inet6_aton('${value}')`),
  'last_update TIMESTAMP': one('sites.last_update', 'timestamp null'),
  'last_update DATE': one('sites.last_update', 'date'),
  'last_update VARCHAR': one('sites.last_update', 'varchar(30)'),
  'last_update INT': one('sites.last_update', 'int'),
};

/** Types that cannot, and the column the sentence names. */
const REFUSED: Record<string, [shape: Shape, says: RegExp]> = {
  'day_date DOUBLE': [one('counting.day_date', 'double not null', digits), /counting\.day_date is of the type DOUBLE/],
  'day_date TIME': [
    one('counting.day_date', 'time not null', (value) => quoted(`${value.slice(8, 10)}:${value.slice(5, 7)}:00`)),
    /counting\.day_date is of the type TIME/,
  ],
  'day_date with French dates': [
    one('counting.day_date', 'varchar(10) not null', (value) =>
      quoted(value.slice(0, 10).split('-').reverse().join('/'))
    ),
    /counting\.day_date is of the type VARCHAR \(expected: days written/,
  ],
  'day_date with Unix times': [
    one('counting.day_date', 'int not null', (value) => String(Date.parse(`${value}Z`) / 1000)),
    /counting\.day_date is of the type INT \(expected: days written/,
  ],
  'count with words behind the numbers': [
    one('counting.count', 'varchar(20)', (value) => quoted(`${value}\u00a0entrées`)),
    /counting\.count is of the type VARCHAR \(expected: numbers written 1234 or 1234\.5\)/,
  ],
  'count SET': [one('counting.count', "set('1','2')", () => "'1'"), /counting\.count is of the type SET/],
  'count POINT': [one('counting.count', 'point', () => 'point(1, 2)'), /counting\.count is of the type POINT/],
  'ignore of words for neither yes nor no': [
    one('sites.ignore', "enum('actif','arrêté')", word('actif', 'arrêté')),
    /sites\.ignore is of the type ENUM \(expected: .* an ENUM of which one member means no, such as 0, N or non\)/,
  ],
  'ignore DATETIME': [one('sites.ignore', 'datetime', () => 'now()'), /sites\.ignore is of the type DATETIME/],
  'open INT': [one('sites.open', 'int', digits), /sites\.open is of the type INT/],
  'enterprise INT': [
    {
      types: { 'sites.enterprise': 'int not null' },
      write: { 'sites.enterprise': (value) => (value === HOTEL ? '1' : '2') },
    },
    /sites\.enterprise is of the type INT/,
  ],
};

const COLLATIONS = ['utf8mb4_general_ci', 'utf8mb3_general_ci', 'latin1_swedish_ci'];
const LAX = 'set global sql_mode = ""';
const USUAL = 'set global sql_mode = default';

let made = 0;
function matrix(
  name: string,
  skip: string | undefined,
  start: () => Promise<Mariadb>,
  collations: readonly string[]
): void {
  describe(`column types on ${name}`, { skip }, () => {
    let server: Mariadb;
    before(async () => {
      server = await start();
    });
    const open = async (url: string) => {
      const database = await openCounters({ url });
      return {
        database,
        counters: createCounters(database, DEFAULT_COUNTERS_RULES),
        [Symbol.asyncDispose]: () => database.close(),
      };
    };
    for (const collation of collations) {
      for (const lax of [false, true]) {
        describe(`${collation}, ${lax ? 'not strict' : 'strict'}`, () => {
          before(() => server.run(lax ? LAX : USUAL));
          after(() => server.run(USUAL));
          for (const [what, shape] of Object.entries(READABLE)) {
            it(`reads and writes ${what} rightly`, async () => {
              const hourly = shape.daily !== true;
              await using opened = await open(await makeTables(server, `types_${++made}`, collation, shape, hourly));
              await assertFigures(opened.counters, hourly, shape.unsigned);
              if (what !== 'enterprises ENUM') {
                await assertWrites(opened.counters);
              }
            });
          }
        });
      }
    }

    for (const [what, [shape, says]] of Object.entries(REFUSED)) {
      it(`refuses ${what} with a sentence`, async () => {
        await using opened = await open(
          await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', shape, false)
        );
        await assert.rejects(readSites(opened.counters, ALL), { failure: 'columns', message: says });
        await assert.rejects(opened.database.ping(), (error: CountersError) => {
          assert.deepEqual([error.failure, says.test(error.message)], ['columns', true], error.message);
          assert.match(error.text.fr, /^La base des compteurs a des colonnes que Vigie ne peut lire : /);
          assert.doesNotMatch(error.text.fr, /\b(expected|written|text|integer|number)\b/);
          return true;
        });
      });
    }

    it('names every column that is missing', async () => {
      const url = await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', {}, false);
      await server.run('alter table sites drop column ignore_reason, drop column city');
      await using opened = await open(url);
      await assert.rejects(readSites(opened.counters, ALL), {
        message:
          'The counters database has columns that Vigie cannot read: sites.city is missing, or the user may not see it; ' +
          'sites.ignore_reason is missing, or the user may not see it.',
      });
    });

    it('reads names of columns in capitals, and views in the place of tables', async () => {
      const url = await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', {}, true);
      await server.run(
        'rename table sites to shops',
        'create view sites as select enterprise as ENTERPRISE, code as CODE, ip_till, country, city, open, close, timezone, `ignore` as `IGNORE`, ignore_reason, last_update from shops'
      );
      await using opened = await open(url);
      await assertFigures(opened.counters, true);
      await assertWrites(opened.counters);
    });

    it('reads generated columns', async () => {
      const url = await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', {}, true);
      await server.run(
        'alter table counting change `count` raw integer, add column `count` integer generated always as (raw) virtual',
        'alter table sites change city town varchar(50), add column city varchar(50) generated always as (town) virtual'
      );
      await using opened = await open(url);
      await assertFigures(opened.counters, true);
    });

    it('has the doctor warn of tables without transactions and of days that depend on the time zone', async () => {
      const warnings = async (shape: Shape) => {
        const url = await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', shape, false);
        await using opened = await open(url);
        const checks = checkCounters(await examineCounters(opened.counters, NOW));
        return checks
          .filter(({ text }) => /TIMESTAMP|transactions/.test(text.en))
          .map(({ state, text }) => [state, text.en]);
      };
      assert.deepEqual(await warnings({}), []);
      const [[state, myisam = ''] = []] = await warnings({ engine: 'MyISAM' });
      assert.equal(state, 'warning');
      assert.match(myisam, /engine without transactions .*: counting, sites\.$/);
      const timestamps = await warnings({
        types: { 'counting.day_date': 'timestamp not null default current_timestamp' },
      });
      assert.match(timestamps[0]?.[1] ?? '', /day_date is of the type TIMESTAMP; .*: SYSTEM, \w+\.$/);
    });

    it('has the doctor name words in ignore that say neither yes nor no, where the type allows any', async () => {
      const words = async (...shape: [no: string, yes: string]) => {
        const types = one('sites.ignore', 'varchar(10)', word(...shape));
        await using opened = await open(
          await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', types, false)
        );
        const checks = checkCounters(await examineCounters(opened.counters, NOW));
        return checks.filter(({ text }) => text.en.includes('sites.ignore')).map(({ state, text }) => [state, text.fr]);
      };
      assert.deepEqual(await words('Non', 'OUI'), []);
      const [[state, text = ''] = []] = await words('actif', 'Arrêté ');
      assert.equal(state, 'warning');
      assert.match(text, /^La colonne sites\.ignore contient des mots .* : "Arrêté", "actif"\.$/);
    });

    it('notices a column that changes its type while it runs', async () => {
      const url = await makeTables(server, `types_${++made}`, 'utf8mb4_general_ci', {}, true);
      await using opened = await open(url);
      await assertFigures(opened.counters, true);
      await server.run(
        'alter table sites modify `ignore` bit(1)',
        'alter table counting modify day_date varchar(20) not null'
      );
      await opened.database.ping();
      await assertFigures(opened.counters, true);
    });
  });
}

matrix('MariaDB', mariadbMissing(), privateMariadbServer, COLLATIONS);
let mysql: Mariadb | undefined;
matrix('MySQL', mysqlMissing(), async () => (mysql = await startMysql()), [...COLLATIONS, 'utf8mb4_0900_ai_ci']);
after(() => mysql?.close());

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { sql } from 'kysely';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import { loadScale } from '../../../../tests/fixtures/counters/scale.ts';
import {
  createCountersDatabase,
  type Mariadb,
  mariadbMissing,
  startMariadb,
} from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import type { CountersFailure } from '../../../src/counters/connection/failures/sentences.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { createCounters } from '../../../src/counters/counters.ts';
import { readSiteDays, readSiteSums } from '../../../src/counters/entries/entries.ts';
import { readToday } from '../../../src/counters/figures/today-sites.ts';
import { createSite, updateSite } from '../../../src/counters/sites/site-writes.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { readAlertStates } from '../../../src/counters/verdicts/alerts.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, NOW, sampleWorld } from '../../support/counters/counters.ts';
import { privateMariadbServer } from '../../support/counters/mariadb.ts';
import { opensslMissing, selfSigned } from '../../support/tls/authority.ts';

const ALL = accessTo('all');
const skip = mariadbMissing();

/** Checks the sentence an error tells, and that it keeps the database's secrets and words. */
function tells(failure: CountersFailure, sentence: RegExp): (error: Error & { failure?: string }) => true {
  return (error) => {
    assert.equal(error.failure, failure);
    assert.match(error.message, sentence);
    assert.doesNotMatch(error.message, /s3cret|vigie_reader|socket|ER_|SQL/);
    return true;
  };
}

describe('the counters database over MySQL’s protocol', { skip }, () => {
  let server: Mariadb;
  const opened: CountersDatabase[] = [];
  const open = async (url: string): Promise<CountersDatabase> => {
    const database = await openCounters({ url });
    opened.push(database);
    return database;
  };

  before(async () => {
    server = await privateMariadbServer();
    const database = await open(await createCountersDatabase(server, 'compteurs', 'utf8mb4_general_ci'));
    await database.write((db) => loadCounters(db, sampleWorld()));
    await server.run(
      "create user vigie_reader@localhost identified by 's3cret'",
      'grant select on compteurs.* to vigie_reader@localhost'
    );
  });
  after(() => Promise.all(opened.map((database) => database.close())));

  it('loses no connection to a session that could not be prepared', async () => {
    await server.run(
      "create user vigie_once@localhost identified by 's3cret' with max_queries_per_hour 1",
      'grant select on compteurs.* to vigie_once@localhost'
    );
    const database = await open(
      server.url('compteurs', { user: 'vigie_once', password: 's3cret', extra: 'pool-size=2' })
    );
    for (let times = 0; times < 5; times += 1) {
      await assert.rejects(database.ping(), { failure: 'quota' });
    }
  });

  it('lets a user who may only read read, and says plainly that it cannot write', async () => {
    const database = await open(server.url('compteurs', { user: 'vigie_reader', password: 's3cret' }));
    const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
    assert.ok((await readSites(counters, ALL)).length > 0);
    const denied = tells(
      'denied',
      /does not let the user of COUNTERS_URL do this; grant SELECT .* INSERT, UPDATE on sites/
    );
    await assert.rejects(createSite(counters, ALL, { enterprise: 'BASH', code: 'NEW' }, NOW), denied);
    await assert.rejects(
      updateSite(counters, ALL, { enterprise: 'BASH', code: 'HOURLY' }, { city: 'Nice' }, '*', NOW),
      denied
    );
  });

  it('tells a wrong password, a missing database and a missing table apart', async () => {
    const wrongPassword = await open(server.url('compteurs', { user: 'vigie_reader', password: 's3cret-not' }));
    await assert.rejects(wrongPassword.ping(), tells('credentials', /refused the user name or the password/));
    await assert.rejects((await open(server.url('nowhere'))).ping(), tells('database', /no database of the name/));
    await server.createDatabase('empty', 'utf8mb4_bin');
    const empty = createCounters(await open(server.url('empty')), DEFAULT_COUNTERS_RULES);
    await assert.rejects(readSites(empty, ALL), tells('schema', /lacks a table or a column/));
  });

  it('gives up a statement that takes too long, on the server too', async () => {
    const database = await open(server.url('compteurs', { extra: 'query-timeout-ms=100' }));
    const counted = await database.read((db) =>
      sql<{ limit: string }>`select @@max_statement_time as "limit"`.execute(db)
    );
    assert.equal(Number(counted.rows[0]?.limit), 0.1);
    const forever = sql`select count(*) from counting a, counting b, counting c, counting d`;
    await assert.rejects(
      database.read((db) => forever.execute(db)),
      tells('timeout', /took too long to answer; ask for a shorter range/)
    );
    await database.ping();
  });

  it('replaces a connection the server has closed', async () => {
    const database = await open(server.url('compteurs', { extra: 'pool-size=1' }));
    const { rows } = await database.read((db) => sql<{ id: number }>`select connection_id() as id`.execute(db));
    await server.run(`kill ${rows[0]?.id}`);
    await database.ping();
  });

  it('reads a datetime as it is written, whatever the time zones', async () => {
    const database = await open(server.url('compteurs'));
    const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
    await server.run("set global time_zone = '-11:00'");
    const elsewhere = createCounters(await open(server.url('compteurs')), DEFAULT_COUNTERS_RULES);
    const request = { from: '2024-07-01', to: '2024-07-22', now: NOW };
    assert.deepEqual(
      (await readSiteDays(elsewhere, ALL, request)).sums,
      (await readSiteDays(counters, ALL, request)).sums
    );
    await server.run("set global time_zone = 'SYSTEM'");
  });

  it('is safe where the server does not take backslashes for escapes', async () => {
    await server.run("set global sql_mode = concat(@@global.sql_mode, ',NO_BACKSLASH_ESCAPES,ANSI_QUOTES')");
    const counters = createCounters(await open(server.url('compteurs')), DEFAULT_COUNTERS_RULES);
    for (const attack of ["\\' or 1=1 -- ", "' or 1=1 -- ", '" or 1=1 -- ']) {
      assert.deepEqual(await readSites(counters, ALL, [attack]), []);
    }
    assert.ok((await readSites(counters, ALL, ['BASH'])).length > 0);
    await server.run('set global sql_mode = default');
  });

  it('is exact on a latin1 table too', async () => {
    await server.run('create database latin character set latin1 collate latin1_swedish_ci');
    await server.run(
      'create table latin.sites like compteurs.sites',
      'create table latin.counting like compteurs.counting'
    );
    await server.run(
      'alter table latin.sites convert to character set latin1',
      'alter table latin.counting convert to character set latin1',
      "insert into latin.sites (enterprise, code) values ('Hôtel de la Trémoille', '001'), ('Hotel de la Tremoille', '002')",
      "insert into latin.counting values ('Hôtel de la Trémoille', '001', '2024-07-22', 5)"
    );
    const counters = createCounters(await open(server.url('latin')), DEFAULT_COUNTERS_RULES);
    const hotel = accessTo(['Hôtel de la Trémoille']);
    assert.deepEqual(
      (await readSites(counters, hotel)).map((site) => site.code),
      ['001']
    );
    const { sums } = await readSiteSums(counters, hotel, { from: '2024-07-01', to: '2024-07-31', now: NOW });
    assert.deepEqual(
      sums.map((sum) => [sum.enterprise, sum.entries]),
      [['Hôtel de la Trémoille', 5]]
    );
  });

  it('reads by the primary key the days asked for, not the history', async () => {
    const [sites, days] = [60, 500];
    const database = await open(await createCountersDatabase(server, 'scale', 'utf8mb4_unicode_520_ci'));
    await database.read((db) => loadScale(db, { sites, days, lastDay: '2024-07-22' }));
    await server.run('analyze table scale.counting');
    const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
    const rowsRead = async (): Promise<number> => {
      const { rows } = await database.read((db) =>
        sql<{
          Value: string;
        }>`show global status where Variable_name in ('Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd_next')`.execute(
          db
        )
      );
      return rows.reduce((sum, row) => sum + Number(row.Value), 0);
    };
    const start = await rowsRead();
    const { sums } = await readSiteSums(counters, ALL, { from: '2024-07-16', to: '2024-07-22', now: NOW });
    assert.equal(sums.length, sites);
    assert.equal(
      sums.reduce((sum, { validRows }) => sum + validRows, 0),
      sites * 7
    );
    const read = (await rowsRead()) - start;
    assert.ok(read < (sites * days) / 10, `${read} of ${sites * days} rows were read for ${sites * 7}`);
  });

  it('knows of many sites that send by the hour which have fallen silent today, in their time zones', async () => {
    const now = new Date('2024-07-22T15:00:00Z');
    const database = await open(await createCountersDatabase(server, 'hours', 'utf8mb4_unicode_520_ci'));
    await database.read((db) =>
      loadScale(db, { sites: 40, days: 60, lastDay: '2024-07-21', hourly: { days: 35, now } })
    );
    const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
    const { days } = await readToday(counters, ALL, { now });
    assert.deepEqual([days.length, days.filter(({ figures }) => figures.hourly).length], [40, 40]);
    const states = await readAlertStates(counters, ALL, { kind: 'silent_today', now, dropPercent: 50 });
    // 00027 has sent nothing since eleven either, but in New York it is eleven just now.
    assert.deepEqual(
      states.filter(({ firing }) => firing).map(({ site, sinceHour }) => [site.code, site.city, sinceHour]),
      [['00007', 'Bruxelles', 11]]
    );
  });
});

describe('TLS to the counters database', { skip: skip ?? opensslMissing() }, () => {
  let folder: string;
  let server: Mariadb;
  const file = (name: string): string => join(folder, name);
  const opened: CountersDatabase[] = [];
  const cipher = async (extra: string): Promise<string> => {
    const database = await openCounters({ url: server.url('compteurs', { extra }) });
    opened.push(database);
    const { rows } = await database.read((db) => sql<{ Value: string }>`show status like 'Ssl_cipher'`.execute(db));
    return rows[0]?.Value ?? '';
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-tls-'));
    for (const name of ['server', 'stranger']) {
      selfSigned('localhost', file(`${name}.key`), file(`${name}.pem`));
    }
    server = await startMariadb([`--ssl-cert=${file('server.pem')}`, `--ssl-key=${file('server.key')}`]);
    await createCountersDatabase(server, 'compteurs', 'utf8mb4_bin');
  });
  after(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is off, unverified or verified as ssl-mode says', async () => {
    assert.equal(await cipher('ssl-mode=DISABLED'), '');
    assert.match(await cipher('ssl-mode=REQUIRED'), /^TLS_/);
    assert.match(await cipher(`ssl-mode=VERIFY_CA&ssl-ca=${file('server.pem')}`), /^TLS_/);
  });

  it('refuses a server whose authority is not the one named', async () => {
    const refused = tells('tls', /found no common TLS: check ssl-mode and the certificates/);
    await assert.rejects(cipher(`ssl-mode=VERIFY_CA&ssl-ca=${file('stranger.pem')}`), refused);
    await assert.rejects(cipher('ssl-mode=VERIFY_CA'), refused);
  });

  it('says which file cannot be read', async () => {
    await assert.rejects(cipher('ssl-ca=/nowhere/ca.pem'), /its ssl-ca names a file that cannot be read/);
  });
});

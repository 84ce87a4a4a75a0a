import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import {
  createCountersDatabase,
  type Mariadb,
  mariadbMissing,
  startMariadb,
} from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { failureOf } from '../../../src/counters/connection/failures/error-numbers.ts';
import type { CountersFailure } from '../../../src/counters/connection/failures/sentences.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { type Counters, createCounters } from '../../../src/counters/counters.ts';
import { createSite, updateSite } from '../../../src/counters/sites/site-writes.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { accessTo, NOW } from '../../support/counters/counters.ts';

const ALL = accessTo('all');
const KEY = { enterprise: 'BASH', code: '001' };

describe('what MariaDB refuses', { skip: mariadbMissing() }, () => {
  let server: Mariadb;
  const opened: CountersDatabase[] = [];
  const open = async (database: string, options?: Parameters<Mariadb['url']>[1]): Promise<Counters> => {
    const made = await openCounters({ url: server.url(database, options) });
    opened.push(made);
    return createCounters(made, DEFAULT_COUNTERS_RULES);
  };
  before(async () => {
    server = await startMariadb(['--plugin-load-add=auth_ed25519']);
    await createCountersDatabase(server, 'shops', 'utf8mb4_general_ci');
    await server.run("insert into sites (enterprise, code) values ('BASH', '001'), ('bash ', '002')");
  });
  after(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await server.close();
  });

  const accounts: [what: string, failure: CountersFailure, says: RegExp, ...setUp: string[]][] = [
    [
      'an account that requires TLS',
      'credentials',
      /an account that requires TLS is refused in the same way/,
      'alter user who@localhost require ssl',
    ],
    ['ed25519', 'plugin', /such as ed25519/, "alter user who@localhost identified via ed25519 using password('x')"],
    [
      'an expired password',
      'expired',
      /has expired/,
      'set global disconnect_on_expired_password = 1',
      'alter user who@localhost password expire',
    ],
    ['a locked account', 'locked', /has locked the account/, 'alter user who@localhost account lock'],
    ['a spent quota', 'quota', /reached a limit/, 'alter user who@localhost with max_connections_per_hour 1'],
    [
      'no right to a table',
      'denied',
      /grant SELECT on sites and counting/,
      'revoke select on shops.* from who@localhost',
      'grant select on shops.counting to who@localhost',
    ],
  ];
  for (const [what, failure, says, ...setUp] of accounts) {
    it(`names ${what}`, async () => {
      await server.run(
        'drop user if exists who@localhost',
        "create user who@localhost identified by 'x'",
        'grant select on shops.* to who@localhost',
        ...setUp
      );
      const counters = await open('shops', { user: 'who', password: 'x', extra: 'pool-size=2' });
      if (failure === 'quota') {
        await counters.database.ping();
        const second = await open('shops', { user: 'who', password: 'x' });
        await assert.rejects(second.database.ping(), { failure, message: says });
        return;
      }
      await assert.rejects(readSites(counters, ALL), (error: Error & { failure?: string }) => {
        assert.equal(error.failure, failure, String(error.cause));
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /who|localhost|select \*/);
        return true;
      });
    });
  }

  it('takes an idle connection that the server has dropped for a lost one', async () => {
    const counters = await open('shops', { extra: 'pool-size=1' });
    await counters.database.ping();
    await server.run('kill user root').catch(() => undefined);
    assert.equal((await readSites(counters, ALL)).length, 2);
    // MySQL's answer to the first statement after wait_timeout, and a socket that gave up; not a server that never answered.
    assert.equal(failureOf(Object.assign(new Error(), { errno: 4031 })), 'lost');
    assert.equal(failureOf(Object.assign(new Error(), { code: 'ETIMEDOUT', syscall: 'read' })), 'lost');
    assert.equal(failureOf(Object.assign(new Error(), { code: 'ETIMEDOUT', syscall: 'connect' })), 'unreachable');
  });

  it('says that a view cannot be written', async () => {
    await createCountersDatabase(server, 'viewed', 'utf8mb4_bin');
    await server.run(
      "insert into sites (enterprise, code) values ('BASH', '001')",
      'rename table sites to shops',
      'create view sites as select distinct * from shops'
    );
    const counters = await open('viewed');
    await assert.rejects(createSite(counters, ALL, { enterprise: 'BASH', code: '9' }, NOW), {
      failure: 'view_not_writable',
      code: 'counters_denied',
    });
    await assert.rejects(updateSite(counters, ALL, KEY, { city: 'Nice' }, '*', NOW), { failure: 'view_not_writable' });
  });

  it('names the field whose column cannot hold a value, whatever the server’s sql_mode', async () => {
    await server.run("set global sql_mode = ''");
    await server.run('create database latin character set latin1');
    await server.run('create table latin.sites like shops.sites', 'create table latin.counting like shops.counting');
    await server.run(
      'alter table latin.sites convert to character set latin1, modify city varchar(5), add constraint check (ip_till <> "192.0.2.9"), modify country varchar(50) not null default ""',
      "insert into latin.sites (enterprise, code, country) values ('BASH', '001', 'France')"
    );
    const counters = await open('latin');
    const refusals: [input: object, field: string, says: RegExp][] = [
      [{ reason: 'Łódź' }, 'reason', /character set lacks/],
      [{ city: 'Lyon 2e' }, 'city', /Too long/],
      [{ country: null }, 'country', /requires a value/],
    ];
    for (const [input, field, says] of refusals) {
      const updated = await updateSite(counters, ALL, KEY, input, '*', NOW);
      assert.ok(updated.outcome === 'refused', JSON.stringify(updated));
      assert.equal(updated.problem.field, field);
      assert.match(updated.problem.text.en, says);
    }
    const created = await createSite(counters, ALL, { enterprise: 'Łódź Sp.', code: '1' }, NOW);
    assert.deepEqual(
      [created.outcome, created.outcome === 'refused' && created.problem.field],
      ['refused', 'enterprise']
    );
    assert.deepEqual(
      (await readSites(counters, ALL)).map(({ enterprise, city, reason }) => [enterprise, city, reason]),
      [['BASH', null, null]]
    );
    assert.deepEqual(await readSites(counters, accessTo(['Łódź Sp.'])), []);
  });

  it('tells a tenant nothing of a row that the collation holds equal', async () => {
    const counters = await open('shops');
    const add = (access: typeof ALL, code: string) => createSite(counters, access, { enterprise: 'BASH', code }, NOW);
    const hidden = await add(accessTo(['BASH']), '002');
    assert.ok(hidden.outcome === 'refused');
    assert.deepEqual(hidden.problem.field, 'code');
    assert.doesNotMatch(hidden.problem.text.en, /exist|bash/i);
    assert.deepEqual(await add(accessTo(['BASH']), '001'), { outcome: 'exists', as: KEY });
    assert.deepEqual(await add(ALL, '002'), { outcome: 'exists', as: { enterprise: 'bash ', code: '002' } });
  });

  it('writes and records nothing for a change of nothing', async () => {
    const counters = await open('shops');
    const full = {
      city: 'Lyon',
      open: '09:00',
      close: '19:00',
      timezone: 'Europe/Paris',
      operational: false,
      reason: 'Panne',
    };
    await updateSite(counters, ALL, KEY, full, '*', NOW);
    const never = (): Promise<void> => Promise.reject(new Error('recorded'));
    for (const input of [{}, full, { city: ' Lyon ' }, { ip: null, country: '' }, { timezone: 'europe/paris' }]) {
      const updated = await updateSite(counters, ALL, KEY, input, '*', new Date('2025-01-01T00:00:00Z'), never);
      assert.ok(updated.outcome === 'unchanged', JSON.stringify(input));
      assert.equal(updated.current.site.lastUpdate?.toISOString(), NOW.toISOString());
    }
    assert.equal((await updateSite(counters, ALL, KEY, {}, '"stale"', NOW)).outcome, 'changed');
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import type { CountersError } from '../../../src/counters/connection/failures/failures.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { parseCountersUrl } from '../../../src/counters/connection/url.ts';

describe('COUNTERS_URL', () => {
  it('names a MySQL database, its user, and how to connect', () => {
    assert.deepEqual(
      parseCountersUrl(
        'mysql://vigie:p%40ss%2Fword@db.example.com:3307/compteurs?ssl-mode=verify_ca&ssl-ca=/etc/ca.pem&pool-size=4&query-timeout-ms=2000'
      ),
      {
        kind: 'mysql',
        servers: [
          {
            host: 'db.example.com',
            port: 3307,
            socket: undefined,
            user: 'vigie',
            password: 'p@ss/word',
            database: 'compteurs',
            sslMode: 'VERIFY_CA',
            sslCa: '/etc/ca.pem',
            sslCert: undefined,
            sslKey: undefined,
            poolSize: 4,
            connectTimeoutMs: undefined,
            queryTimeoutMs: 2000,
          },
        ],
      }
    );
  });

  it('names several servers of one database, with the same user and options', () => {
    const location = parseCountersUrl('mysql://vigie:p%2Css@one:3307,two,[::1]:3308/compteurs?pool-size=4');
    assert.ok(location.kind === 'mysql');
    assert.deepEqual(
      location.servers.map(({ host, port, password, database, poolSize }) => [
        host,
        port,
        password,
        database,
        poolSize,
      ]),
      [
        ['one', 3307, 'p,ss', 'compteurs', 4],
        ['two', 3306, 'p,ss', 'compteurs', 4],
        ['::1', 3308, 'p,ss', 'compteurs', 4],
      ]
    );
  });

  it('verifies the server’s name as soon as an authority is named', () => {
    const modeOf = (url: string) => {
      const location = parseCountersUrl(url);
      return location.kind === 'mysql' ? location.servers[0]?.sslMode : undefined;
    };
    assert.equal(modeOf('mysql://db/c'), 'DISABLED');
    assert.equal(modeOf('mysql://db/c?ssl-ca=/ca.pem'), 'VERIFY_IDENTITY');
  });

  it('names the embedded database, in memory or in a folder', () => {
    assert.deepEqual(parseCountersUrl('pglite:'), { kind: 'pglite' });
    assert.deepEqual(parseCountersUrl('pglite:/var/lib/vigie/counters'), {
      kind: 'pglite',
      folder: '/var/lib/vigie/counters',
    });
  });

  const wrong: [url: string, says: RegExp][] = [
    ['postgres://u:s3cret@h/d', /must be mysql:/],
    ['s3cret', /must be mysql:/],
    ['mysql://u:s3cret@h', /must name one database/],
    ['mysql://u:s3cret@h/d?sslmode=on', /unknown option 'sslmode'; known are/],
    ['mysql://u:s3cret@h/d?ssl-mode=maybe', /ssl-mode must be one of DISABLED/],
    ['mysql://u:s3cret@h/d?pool-size=0', /pool-size must be a whole number from 1 to 100/],
    ['mysql://u:s3cret%ZZ@h/d', /must be written %25/],
    ['mysql://u:s3cret@h1,/d', /must be mysql:/],
    ['mysql://u:s3cret@h1,h2:port/d', /must be mysql:/],
    ['mysql://u:s3cret@h1,h2/d?socket=/run/mysql', /a socket cannot take their place/],
  ];
  for (const [url, says] of wrong) {
    it(`says what is wrong, without the secret: ${says.source}`, () => {
      assert.throws(
        () => parseCountersUrl(url),
        (error: Error) => says.test(error.message) && !error.message.includes('s3cret')
      );
    });
  }
});

describe('an unreachable counters database', () => {
  it('is reported in a sentence without address, user or password', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const database = await openCounters({ url: `mysql://vigie:s3cret@127.0.0.1:${port}/compteurs` });
    await assert.rejects(database.ping(), (error: CountersError) => {
      assert.equal(error.failure, 'unreachable');
      assert.equal(error.code, 'source_unavailable');
      assert.match(error.message, /^The counters database does not answer; check that it runs/);
      assert.doesNotMatch(error.message, new RegExp(`s3cret|127\\.0\\.0\\.1|${port}|ECONN`));
      return true;
    });
    await database.close();
  });

  it('that accepts and says nothing is given up after the connect timeout', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const database = await openCounters({ url: `mysql://u:p@127.0.0.1:${port}/c?connect-timeout-ms=50` });
    await assert.rejects(database.ping(), { name: 'VigieError', failure: 'unreachable' });
    await database.close();
    server.close();
  });
});

describe('the embedded database in a folder', () => {
  it('keeps its rows, and belongs to one process at a time', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-counters-'));
    t.after(() => rm(folder, { recursive: true }));
    const url = `pglite:${join(folder, 'new')}`;
    const first = await openCounters({ url });
    await first.write((db) => db.insertInto('sites').values({ enterprise: 'BASH', code: '001' }).execute());
    await assert.rejects(openCounters({ url }), /is in use by process \d+/);
    await first.close();
    const again = await openCounters({ url });
    const rows = await again.read((db) => db.selectFrom('sites').select('code').execute());
    assert.deepEqual(rows, [{ code: '001' }]);
    await again.close();
  });
});

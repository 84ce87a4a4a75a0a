import assert from 'node:assert/strict';
import { test } from 'node:test';

import { postgresServers } from './servers.ts';

test('gives one server, which need not prove anything, as it was written', () => {
  for (const address of ['postgres://v:p%40@db:5432/vigie?sslmode=require', 'postgresql:///vigie?host=/run']) {
    assert.deepEqual(postgresServers(address), { addresses: [address], writable: false });
  }
});

test('names the servers of a list of hosts, one of which must take writings', () => {
  const expected = {
    addresses: ['postgres://v:p@one:5433/vigie?sslmode=require', 'postgres://v:p@two/vigie?sslmode=require'],
    writable: true,
  };
  assert.deepEqual(postgresServers('postgres://v:p@one:5433,two/vigie?sslmode=require'), expected);
  const wanted = 'postgres://v:p@one:5433,two/vigie?target_session_attrs=read-write&sslmode=require';
  assert.deepEqual(postgresServers(wanted), expected);
});

test('names the servers of the options host and port', () => {
  const { addresses } = postgresServers('postgres://v@localhost/vigie?host=/a,/b&port=5433');
  assert.deepEqual(
    addresses.map((address) => [...new URL(address).searchParams]),
    [
      [
        ['host', '/a'],
        ['port', '5433'],
      ],
      [
        ['host', '/b'],
        ['port', '5433'],
      ],
    ]
  );
  const ports = postgresServers('postgres:///vigie?host=a,b&port=1,2').addresses.map(
    (address) => new URL(address).searchParams.get('port') ?? ''
  );
  assert.deepEqual(ports, ['1', '2']);
});

test('lets a single server prove that it takes writings', () => {
  for (const wanted of ['read-write', 'primary']) {
    assert.deepEqual(postgresServers(`postgres://db/vigie?target_session_attrs=${wanted}`), {
      addresses: ['postgres://db/vigie'],
      writable: true,
    });
  }
});

test('refuses what names no server that could be written to, without repeating it', () => {
  const cases: [string, RegExp][] = [
    ['mysql://u:s3cret@db/vigie', /^must be a postgres:/],
    ['postgres://u:s3cret@one,two:port/vigie', /^must be a postgres:/],
    ['postgres://u:s3cret@one,/vigie', /one of which has no name/],
    ['postgres://u:s3cret@one,two/vigie?target_session_attrs=standby', /must be read-write/],
    ['postgres://u:s3cret@one/vigie?target_session_attrs=prefer-standby', /must be read-write/],
    ['postgres://u:s3cret@db/vigie?host=a,b,c&port=1,2', /one port for all hosts/],
  ];
  for (const [address, says] of cases) {
    assert.throws(
      () => postgresServers(address),
      (error: Error) => says.test(error.message) && !error.message.includes('s3cret')
    );
  }
});

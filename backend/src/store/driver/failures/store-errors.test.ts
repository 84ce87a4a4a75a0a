import assert from 'node:assert/strict';
import { test } from 'node:test';

import { VigieError } from '../../../domain/errors.ts';
import { postgresPlace } from '../store-place.ts';
import { asStoreError, explainingStore } from './store-errors.ts';

const DATABASE_URL = 'postgres://vigie:p%40ss-word@db.example:6432/board';

const failing = (changes: object, message = 'raw') => Object.assign(new Error(message), changes);

async function told(error: unknown, databaseUrl?: string): Promise<string> {
  const opening = explainingStore({ databaseUrl, dataDir: '/data' }, () => Promise.reject(error as Error));
  return opening.then(
    () => assert.fail('it should have failed'),
    (explained: unknown) => (explained instanceof VigieError ? explained.message : 'as it was')
  );
}

test('explains what PostgreSQL and the way to it refuse, without the password', async () => {
  const cases: [object, RegExp][] = [
    [
      failing({ code: '28P01' }),
      /db\.example:6432 refused the password of the role "vigie"\. Correct it in DATABASE_URL/,
    ],
    [failing({}, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), /DATABASE_URL has none/],
    [failing({ code: '28000' }, 'no pg_hba.conf entry for host "::1", user "vigie", no encryption'), /sslmode=require/],
    [failing({ code: '28000' }, 'no pg_hba.conf entry for host "::1", SSL encryption'), /Add a line for it/],
    [failing({ code: '57P03' }), /is starting, stopping or recovering/],
    [failing({ code: '53300' }), /Raise its max_connections/],
    [failing({ code: '53100' }), /no room left on its disk/],
    [failing({ code: '42601' }), /too old, or no PostgreSQL/],
    [failing({ code: 'EAI_AGAIN' }), /No machine is known by the name "db\.example"/],
    [failing({ code: 'ETIMEDOUT', syscall: 'connect' }), /does not answer\. Check the address/],
    [failing({}, 'timeout exceeded when trying to connect'), /does not answer\. Check the address/],
    [failing({}, 'Connection terminated unexpectedly'), /closed the connection/],
    [failing({ code: 'CERT_HAS_EXPIRED' }), /has expired or is not valid yet/],
    [failing({ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }), /no common TLS/],
  ];
  for (const [error, sentence] of cases) {
    const message = await told(error, DATABASE_URL);
    assert.match(message, sentence);
    assert.doesNotMatch(message, /p%40ss|p@ss/);
  }
});

test('explains what the disk of the embedded store refuses', async () => {
  const cases: [unknown, RegExp][] = [
    [failing({ code: 'ENOSPC', errno: -28 }), /\/data \(VIGIE_DATA_DIR\) is full/],
    // PGlite throws no Error for these.
    [{ name: 'ErrnoError', errno: 51 }, /is full/],
    [{ name: 'ErrnoError', errno: 2 }, /cannot be written by this user/],
    [failing({ code: '53100' }), /is full/],
    [failing({ code: 'EACCES', syscall: 'open' }), /cannot be written by this user/],
    [failing({ code: 'EPERM', syscall: 'link' }), /knows no hard links/],
    [failing({ code: 'XX001' }), /is damaged/],
  ];
  for (const [error, sentence] of cases) {
    assert.match(await told(error), sentence);
  }
});

test('finds the reason of a migration that failed, and leaves alone what it does not know', async () => {
  const migration = new VigieError(
    'store_unavailable',
    { fr: 'La migration a échoué.', en: 'The migration failed.' },
    { cause: failing({ code: '53100' }) }
  );
  assert.match(await told(migration, DATABASE_URL), /no room left/);
  assert.equal(
    await told(new VigieError('store_unavailable', { fr: 'Déjà utilisé.', en: 'In use.' }), DATABASE_URL),
    'In use.'
  );
  assert.equal(await told(new TypeError('a bug'), DATABASE_URL), 'as it was');
  assert.equal(await told(failing({ code: 'ECONNREFUSED' })), 'as it was');
});

test('tells readers of a running server that the store refuses, and nothing of where it is', () => {
  for (const code of ['28P01', '3D000', '42501', '25006', '53100']) {
    const error = asStoreError(failing({ code }, 'permission denied for role vigie at db.example'));
    assert.ok(error instanceof VigieError && error.code === 'store_unavailable', code);
    assert.doesNotMatch(error.message, /db\.example|role vigie/);
  }
});

test('tells a store that is away from a fault of ours', () => {
  const away = [
    // A server that has ended takes its socket with it.
    failing({ code: 'ENOENT', syscall: 'connect' }),
    failing({ code: 'EACCES', syscall: 'connect' }),
    failing({ code: 'ENETUNREACH', syscall: 'connect' }),
    failing({ code: 'EAI_FAIL', syscall: 'getaddrinfo' }),
    failing({ code: 'ECONNREFUSED', syscall: 'connect' }),
    failing({ code: 'ECONNRESET' }),
    failing({ code: 'EPIPE' }),
    failing({ code: 'CERT_HAS_EXPIRED' }),
    failing({ code: '57P01' }),
    failing({ code: '57P03' }),
    failing({ code: '08006' }),
    failing({ code: '53300' }),
    failing({}, 'Connection terminated unexpectedly'),
    failing({}, 'Connection terminated due to connection timeout'),
    failing({}, 'Client has encountered a connection error and is not queryable'),
    failing({}, 'timeout exceeded when trying to connect'),
  ];
  for (const error of away) {
    assert.equal((asStoreError(error) as VigieError).code, 'store_unavailable', JSON.stringify([error]));
  }
  const ours = [
    failing({ code: '42601' }),
    failing({ code: '42883' }),
    failing({ code: '23505' }),
    failing({ code: 'ENOENT', syscall: 'open' }),
    new TypeError('a bug'),
  ];
  for (const error of ours) {
    assert.equal(asStoreError(error), error);
  }
});

test('reads the address as the driver does', () => {
  assert.deepEqual(postgresPlace('postgres://u@ignored/db?host=%2Fvar%2Frun&port=1&user=v'), {
    ...{ host: '/var/run', address: '/var/run' },
    ...{ database: 'db', role: 'v' },
  });
  assert.equal(postgresPlace('postgres://u@[::1]/db').address, '[::1]:5432');
});

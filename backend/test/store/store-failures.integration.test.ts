import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { TLSSocket } from 'node:tls';

import pg from 'pg';

import { runCommand, runProgram } from '../support/server/cli.ts';
import { withDataDir, withFolder } from '../support/server/server.ts';
import { postgresServer } from '../support/store/postgres.ts';
import { skipReason } from '../support/store/store.ts';

const PASSWORD = 'p-of-the-store';

/** One sentence that matches, without the password, a stack or a statement. */
function assertSentence({ code, stderr }: { code: number | null; stderr: string }, sentence: RegExp): void {
  assert.equal(code, 1, stderr);
  assert.match(stderr, sentence);
  assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  assert.ok(!stderr.includes(PASSWORD), stderr);
}

async function withDatabase(t: TestContext, script = ''): Promise<{ url: URL; name: string; admin: pg.Client }> {
  const url = new URL(await (await postgresServer()).createDatabase());
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  t.after(() => admin.end());
  const name = url.pathname.slice(1);
  await admin.query(script.replaceAll('DATABASE', name));
  return { url, name, admin };
}

function changed(url: URL, changes: { user?: string; database?: string; options?: Record<string, string> }): string {
  const copy = new URL(url);
  copy.username = changes.user ?? copy.username;
  copy.password = PASSWORD;
  copy.pathname = changes.database ?? copy.pathname;
  for (const [name, value] of Object.entries(changes.options ?? {})) {
    copy.searchParams.set(name, value);
  }
  return copy.href;
}

test('names what PostgreSQL refuses, where, and the remedy', { skip: skipReason('postgres') }, async (t) => {
  const { url, name, admin } = await withDatabase(
    t,
    `create role stranger_DATABASE login; create role crowded_DATABASE login connection limit 0;
     create role nologin_DATABASE nologin; create role reader_DATABASE login superuser;
     alter role reader_DATABASE set default_transaction_read_only = on`
  );
  const [stranger, crowded, nologin, reader] = ['stranger', 'crowded', 'nologin', 'reader'].map((r) => `${r}_${name}`);
  await admin.query('revoke create on schema public from public');
  const cases: [string, RegExp][] = [
    [
      changed(url, { user: stranger }),
      new RegExp(`"${stranger}" of DATABASE_URL lacks a right.*ALTER DATABASE "${name}" OWNER TO "${stranger}"`),
    ],
    [changed(url, { user: 'nobody-knows' }), /does not let the role "nobody-knows" of DATABASE_URL log in/],
    [changed(url, { user: nologin }), /does not let the role "nologin_.*may log in/],
    [changed(url, { user: crowded }), /has no connection or memory left/],
    [changed(url, { user: reader }), /only takes readings: it is a standby.*primary server in DATABASE_URL/],
    [changed(url, { database: 'elsewhere' }), /has no database "elsewhere"\. Create it .*DATABASE_URL/],
    [changed(url, { options: { sslmode: 'require' } }), /offers no TLS.*remove sslmode from DATABASE_URL/],
    [changed(url, { options: { sslmode: 'verify-ca' } }), /sslmode=verify-ca, which needs .*sslrootcert/],
    [changed(url, { options: { sslmode: 'require', sslrootcert: '/nowhere.pem' } }), /names a file \(sslrootcert/],
    [changed(url, { options: { host: '/nowhere' } }), /no socket that this user may open in \/nowhere/],
    [
      `postgres://vigie:${PASSWORD}@127.0.0.1:9/vigie`,
      /Nothing listens at 127\.0\.0\.1:9, the address of DATABASE_URL/,
    ],
    [`postgres://vigie:${PASSWORD}@db.invalid/vigie`, /No machine is known by the name "db\.invalid" of DATABASE_URL/],
  ];
  for (const [databaseUrl, sentence] of cases) {
    assertSentence(await runCommand(['migrate'], { DATABASE_URL: databaseUrl }), sentence);
  }
});

/** Speaks TLS in the place of a PostgreSQL whose socket offers none, as a server with `ssl = on` would. */
async function withTls(t: TestContext, socket: string): Promise<{ port: string; certificate: string }> {
  const folder = await withFolder(t);
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=db.example', '-addext', 'subjectAltName=DNS:db.example'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
    {
      stdio: 'ignore',
    }
  );
  const options = { key: await readFile(key), cert: await readFile(certificate) };
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    // SSLRequest, then TLS (PostgreSQL's manual, 53.2.10).
    client.once('data', () => {
      client.write('S');
      const secure = new TLSSocket(client, { isServer: true, ...options });
      const upstream = connect(socket);
      secure.on('error', () => upstream.destroy());
      upstream.on('error', () => secure.destroy());
      secure.pipe(upstream).pipe(secure);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { port: String((server.address() as AddressInfo).port), certificate };
}

test('sslmode means what PostgreSQL means by it, without a warning', { skip: skipReason('postgres') }, async (t) => {
  const { url, name } = await withDatabase(t);
  const { port, certificate } = await withTls(t, `${url.searchParams.get('host')}/.s.PGSQL.5432`);
  const migrating = (options: string) =>
    runProgram(['migrate'], { DATABASE_URL: `postgres://vigie:${PASSWORD}@127.0.0.1:${port}/${name}?${options}` });
  const encrypted = await migrating('sslmode=require');
  assert.equal(encrypted.stderr, '');
  assert.equal(encrypted.code, 0);
  assert.equal((await migrating(`sslmode=verify-ca&sslrootcert=${certificate}`)).stderr, '');
  assertSentence(
    await migrating('sslmode=verify-full'),
    /signed by an authority that this machine does not know.*sslrootcert/
  );
  assertSentence(
    await migrating(`sslmode=verify-full&sslrootcert=${certificate}`),
    /certificate of PostgreSQL is not made for the name "127\.0\.0\.1".*DATABASE_URL/
  );
});

test('names the data folder of a store that cannot be opened, and keeps what is in it', async (t) => {
  const damages: Record<string, (store: string) => Promise<void>> = {
    'a zeroed write-ahead log': async (folder) => {
      for (const name of (await readdir(path.join(folder, 'pg_wal'))).filter((file) => /^[0-9A-F]{24}$/.test(file))) {
        const file = path.join(folder, 'pg_wal', name);
        await truncate(file, 0);
        await truncate(file, 16 * 1024 * 1024);
      }
    },
    'a zeroed pg_control': (folder) => writeFile(path.join(folder, 'global', 'pg_control'), Buffer.alloc(8192)),
    'an empty pg_control': (folder) => truncate(path.join(folder, 'global', 'pg_control'), 0),
    'a folder copied in part': (folder) => rm(path.join(folder, 'base'), { recursive: true }),
    'no PG_VERSION': (folder) => rm(path.join(folder, 'PG_VERSION')),
    'another PG_VERSION': (folder) => writeFile(path.join(folder, 'PG_VERSION'), '16\n'),
  };
  for (const [damage, apply] of Object.entries(damages)) {
    const dataDir = await withDataDir(t);
    await apply(path.join(dataDir, 'store'));
    const result = await runCommand(['migrate'], { VIGIE_DATA_DIR: dataDir });
    assertSentence(
      result,
      new RegExp(`${dataDir}/store \\(VIGIE_DATA_DIR\\) is damaged.*backup.*move it away.*tokens`)
    );
    assert.ok((await readdir(path.join(dataDir, 'store'))).includes('global'), damage);
    assert.ok(!(await readdir(dataDir)).includes('store.lock'), damage);
  }
});

test('names the data folder when a file is in its place', async (t) => {
  const folder = await withFolder(t);
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  for (const command of [['migrate'], ['serve'], ['token', 'list']]) {
    for (const dataDir of [file, path.join(file, 'below')]) {
      assertSentence(
        await runCommand(command, { VIGIE_DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
        /VIGIE_DATA_DIR\) cannot be made: a file/
      );
    }
  }
  await writeFile(path.join(folder, 'store'), '');
  assertSentence(
    await runCommand(['migrate'], { VIGIE_DATA_DIR: folder }),
    /\(VIGIE_DATA_DIR\) cannot be made: a file/
  );
});

const NO_MOUNT =
  process.platform === 'linux' && process.getuid?.() === 0 ? false : 'ONLY ROOT MAY MOUNT: no full disk was tested';

async function withDisk(t: TestContext, size: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  t.after(() => {
    execFileSync('umount', ['-l', folder]);
    return rm(folder, { recursive: true });
  });
  return folder;
}

test('names the data folder on a full disk, and starts once there is room', { skip: NO_MOUNT }, async (t) => {
  const disk = await withDisk(t, '8m');
  for (const command of ['migrate', 'serve']) {
    const env = { VIGIE_DATA_DIR: disk, LOG_LEVEL: 'silent', PORT: '0', MANAGEMENT_PORT: '0' };
    const result = await runProgram([command], env);
    assertSentence(result, new RegExp(`^vigie: The disk of the data folder ${disk} \\(VIGIE_DATA_DIR\\) is full`));
    assert.deepEqual(await readdir(disk), []);
  }
  execFileSync('mount', ['-o', 'remount,size=200m', disk]);
  assert.equal((await runCommand(['migrate'], { VIGIE_DATA_DIR: disk })).code, 0);
});

test('names a data folder on a read-only disk', { skip: NO_MOUNT }, async (t) => {
  const disk = await withDisk(t, '1m');
  await mkdir(path.join(disk, 'data'));
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const cases: [string, RegExp][] = [
    ['data', /VIGIE_DATA_DIR\) cannot be written by this user, or its disk is read-only/],
    // Node tells a missing parent (ENOENT) when it makes a folder with its parents there.
    ['other', /VIGIE_DATA_DIR\) cannot be made: its disk is read-only/],
  ];
  for (const [name, sentence] of cases) {
    assertSentence(await runCommand(['migrate'], { VIGIE_DATA_DIR: path.join(disk, name) }), sentence);
  }
});

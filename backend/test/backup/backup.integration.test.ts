import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import test, { type TestContext } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';

import { checkBackup, openBackup } from '../../src/backup/read.ts';
import { restore, type RestoreOptions } from '../../src/backup/restore.ts';
import { backUp } from '../../src/backup/write.ts';
import { parseSecretKey } from '../../src/identity/secret-key.ts';
import { fileOf } from '../../src/installation.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { applyMigration, migrate, readApplied } from '../../src/store/driver/migrations/migrate.ts';
import { readMigrations } from '../../src/store/driver/migrations/migrations.ts';
import { STORE_TABLES } from '../../src/store/schema.ts';
import { withFolder } from '../support/server/server.ts';
import { skipReason, STORE_KINDS, testOnStores, withEmptyStore, withStore } from '../support/store/store.ts';
import { newSecretKey } from '../support/upstreams/connections.ts';
import { contentsOf, fillStore } from './filled-store.ts';

/** A backup of the store in a folder of its own. */
async function backupOf(t: TestContext, store: Store): Promise<string> {
  const file = join(await withFolder(t), 'store.vigie');
  await pipeline(backUp(store, '0.0.0-test'), createWriteStream(file));
  return file;
}

async function restoreFrom(file: string, store: Store, options: Partial<RestoreOptions> = {}) {
  const backup = await openBackup(file);
  try {
    return await restore(store, backup, { replace: false, ...options });
  } finally {
    backup.close();
  }
}

/** The file with its text changed. */
async function changed(file: string, change: (text: string) => string): Promise<string> {
  const other = `${file}.${randomUUID()}`;
  await writeFile(other, gzipSync(change(gunzipSync(await readFile(file)).toString())));
  return other;
}

test('the tables of a backup are those that the migrations make', async (t) => {
  const store = await withStore(t, 'pglite');
  const tables = await store.transaction((transaction) =>
    transaction.query<{ name: string }>(`select tablename::text as name from pg_tables where schemaname = 'public'`)
  );
  const names = tables.map(({ name }) => name).filter((name) => name !== 'schema_migrations');
  assert.deepEqual(names.sort(), [...STORE_TABLES].sort());
});

for (const from of STORE_KINDS) {
  for (const to of STORE_KINDS) {
    const skip = skipReason(from) || skipReason(to);
    void test(`carries every row from ${from} to ${to} as it was, and the store goes on`, { skip }, async (t) => {
      const [source, target] = [await withStore(t, from), await withEmptyStore(t, to)];
      await fillStore(source);
      const before = await contentsOf(source);
      assert.ok(
        Object.values(before).every((rows) => rows.length > 0),
        'a table was not filled'
      );
      const file = await backupOf(t, source);
      const rows = Object.values(before).reduce((sum, { length }) => sum + length, 0);
      assert.equal((await checkBackup(file)).rows, rows);

      assert.deepEqual(await restoreFrom(file, target), { rows, migrated: [] });

      assert.deepEqual(await contentsOf(target), before);
      // Numbers, triggers and migrations are those of a store that has grown by itself.
      await target.transaction(async (transaction) => {
        const ids = await transaction.query<{ id: number }>(
          `insert into audit (token_id, token_name, action, target) values ('x', 'x', 'x.y', '{}') returning id`
        );
        assert.equal(ids[0]?.id, 2);
        await transaction.query(`update tickets set status = 'Closed' where external_id = 4`);
        const events = await transaction.query(`select 1 from ticket_events where external_id = 4`);
        assert.equal(events.length, 1);
      });
      await assert.rejects(
        target.transaction((transaction) => transaction.query('delete from audit')),
        /append-only/
      );
      assert.deepEqual(await migrate(target), []);
    });
  }
}

test('restores what each earlier version kept, and brings it up to date', async (t) => {
  // Dozens of databases: PostgreSQL makes one in no time.
  const kind = skipReason('postgres') === false ? 'postgres' : 'pglite';
  const migrations = await readMigrations();
  for (let held = 1; held < migrations.length; held += 1) {
    const old = await withEmptyStore(t, kind);
    await old.transaction(async (transaction) => {
      await readApplied(transaction);
      for (const migration of migrations.slice(0, held)) {
        await applyMigration(transaction, migration);
      }
      await transaction.query(
        `insert into tickets (connection, external_id, source, status_class, impact_class, priority_class, read_at)
         values ('atera', 7, 'atera', 'open', 'none', 'low', now())`
      );
    });
    const target = await withEmptyStore(t, kind);
    const { migrated } = await restoreFrom(await backupOf(t, old), target);
    assert.deepEqual(
      migrated,
      migrations.slice(held).map(({ name }) => name)
    );
    assert.deepEqual(await target.db.selectFrom('tickets').select('external_id').execute(), [{ external_id: 7 }]);
    await Promise.all([old.close(), target.close()]);
  }
});

/** Brings the store to a version after this one. Its migration has a table, one that refers to this version's, and a function. */
async function migrateLater(t: TestContext, store: Store): Promise<string[]> {
  const folder = await withFolder(t);
  await cp(fileOf('sql', 'store'), folder, { recursive: true });
  await writeFile(
    join(folder, '9999_later.sql'),
    `create table later_groups (id int primary key);
     create table later_notes (token_id text references tokens (id), group_id int references later_groups (id));
     create function note_later() returns trigger language plpgsql as $$ begin return new; end $$;
     create trigger noted before insert on later_notes for each row execute function note_later();`
  );
  return migrate(store, folder);
}

testOnStores('takes the place of what a later version made, which can be upgraded to again', async (t, store) => {
  await fillStore(store);
  const file = await backupOf(t, store);
  const before = await contentsOf(store);
  assert.deepEqual(await migrateLater(t, store), ['9999_later.sql']);
  await restoreFrom(file, store, { replace: true });
  assert.deepEqual(await contentsOf(store), before);
  assert.deepEqual(await migrate(store), []);
  assert.deepEqual(await migrateLater(t, store), ['9999_later.sql']);
});

testOnStores('is not made of a store that a later version has migrated', async (t, store) => {
  await migrateLater(t, store);
  await assert.rejects(backupOf(t, store), {
    code: 'store_unavailable',
    message: /The store is newer.*9999_later\.sql/,
  });
});

testOnStores('holds one instant while others write', async (t, store) => {
  await fillStore(store);
  const contents = backUp(store, '0.0.0-test');
  const file = join(await withFolder(t), 'store.vigie');
  // Until the first bytes are there, nothing says that the instant is fixed.
  await new Promise((resolve) => contents.once('readable', resolve));
  const written = pipeline(contents, createWriteStream(file));
  await store.db.deleteFrom('tickets').execute();
  await written;
  const { rows } = await checkBackup(file);
  assert.ok(rows > 1202, `${rows}`);
});

testOnStores(
  'refuses a store that holds something, or one on which a backend leads, and changes neither',
  async (t, store) => {
    const file = await backupOf(t, store);
    await fillStore(store);
    const before = await contentsOf(store);
    await assert.rejects(restoreFrom(file, store), { code: 'conflict', message: /not empty.*--replace/ });
    await store.db
      .updateTable('leases')
      .set({ expires_at: new Date(Date.now() + 6000) })
      .execute();
    await assert.rejects(restoreFrom(file, store, { replace: true }), {
      code: 'conflict',
      message: /Stop all backends/,
    });
    const after = await contentsOf(store);
    assert.deepEqual({ ...after, leases: [] }, { ...before, leases: [] });
  }
);

testOnStores('replaces what the store holds when asked to, and leaves tables of others alone', async (t, store) => {
  await fillStore(store);
  const before = await contentsOf(store);
  const file = await backupOf(t, store);
  await store.transaction(async (transaction) => {
    await transaction.script(`create table somebody_elses (id int); insert into somebody_elses values (1)`);
    await transaction.query(`delete from tickets`);
  });
  await restoreFrom(file, store, { replace: true });
  assert.deepEqual(await contentsOf(store), before);
  const others = await store.transaction((transaction) => transaction.query('select id from somebody_elses'));
  assert.deepEqual(others, [{ id: 1 }]);
});

testOnStores('keeps what the store holds when the backup turns out to be damaged', async (t, store) => {
  await fillStore(store);
  const before = await contentsOf(store);
  const file = await backupOf(t, store);
  const bytes = await readFile(file);
  const cut = `${file}.cut`;
  await writeFile(cut, bytes.subarray(0, bytes.length - 40));
  const lines = (change: (all: string[]) => string[]) => changed(file, (text) => change(text.split('\n')).join('\n'));
  const cases: [string, RegExp][] = [
    [cut, /incomplete or damaged/],
    [await lines((all) => all.toSpliced(100, 1)), /incomplete or damaged/],
    [await lines((all) => all.slice(0, -2)), /incomplete or damaged/],
    [await lines((all) => [...all.slice(0, -1), all[1] ?? '', '']), /incomplete or damaged/],
    [await lines((all) => all.toSpliced(5, 0, 'tickets"; drop table tokens; --\t{}')), /incomplete or damaged/],
    [await changed(file, (text) => text.replace('"name":"tickets"', '"name":"tickets\\"; drop"')), /does not have/],
    [
      await changed(file, (text) => text.replace('"external_id"', '"external\\"_id"')),
      /does not have: tickets\.external"_id/,
    ],
  ];
  for (const [damaged, message] of cases) {
    await assert.rejects(restoreFrom(damaged, store, { replace: true }), { message });
    assert.deepEqual(await contentsOf(store), before);
  }
});

test('refuses files that are no backups, and those of a later version, with a sentence', async (t) => {
  const store = await withEmptyStore(t, 'pglite');
  const folder = await withFolder(t);
  const plain = join(folder, 'plain');
  await writeFile(plain, 'hello');
  const empty = join(folder, 'empty');
  await writeFile(empty, '');
  const zipped = join(folder, 'zipped');
  await writeFile(zipped, gzipSync('hello\n'));
  await assert.rejects(restoreFrom(join(folder, 'none'), store), /There is no file/);
  await assert.rejects(restoreFrom(folder, store), /could not be read \(EISDIR\)/);
  await assert.rejects(restoreFrom(empty, store), /incomplete or damaged/);
  for (const file of [plain, zipped]) {
    await assert.rejects(restoreFrom(file, store), { code: 'invalid_request', message: /is no backup of Vigie/ });
  }
  const filled = await withStore(t, 'pglite');
  const file = await backupOf(t, filled);
  const later = await changed(file, (text) => text.replace('"vigieBackup":1', '"vigieBackup":2'));
  await assert.rejects(restoreFrom(later, store), /written by Vigie 0\.0\.0-test, which is newer/);
  const migrated = await changed(file, (text) => text.replace('"0001_tickets.sql"', '"9999_later.sql"'));
  await assert.rejects(restoreFrom(migrated, store), /The backup is newer.*9999_later\.sql/);
  await assert.rejects(backupOf(t, store), { code: 'not_found', message: /holds nothing yet/ });
});

test('refuses secrets that could not be opened afterwards, unless it is said that they are lost', async (t) => {
  const key = parseSecretKey(newSecretKey());
  const other = parseSecretKey(newSecretKey());
  const store = await withStore(t, 'pglite');
  await fillStore(store, key?.id);
  const file = await backupOf(t, store);
  const target = await withEmptyStore(t, 'pglite');
  await assert.rejects(restoreFrom(file, target, { keyring: { current: other, previous: undefined } }), {
    message: new RegExp(`key ${key?.id}, and VIGIE_SECRET_KEY is the key ${other?.id}.*--without-key`),
  });
  await assert.rejects(restoreFrom(file, target, { keyring: { current: undefined, previous: undefined } }), {
    message: /VIGIE_SECRET_KEY is not set/,
  });
  await restoreFrom(file, target, { keyring: { current: other, previous: key } });
  assert.deepEqual(await contentsOf(target), await contentsOf(store));
});

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { sql } from 'kysely';
import pg from 'pg';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { migrate } from '../../src/store/driver/migrations/migrate.ts';
import { readFindings } from '../../src/store/findings/findings.ts';
import { reclassify } from '../../src/store/upstream-rows/reclassify.ts';
import { insertTickets, READER } from '../support/models/tickets.ts';
import { postgresServer } from '../support/store/postgres.ts';
import { skipReason, STORE_KINDS, testOnStores, withEmptyStore } from '../support/store/store.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../sql/store');

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-store-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

for (const kind of STORE_KINDS) {
  test(`migrations apply once, in order, however many come (${kind})`, { skip: skipReason(kind) }, async (t) => {
    const store = await withEmptyStore(t, kind);
    const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).sort();
    const applied = await Promise.all([migrate(store), migrate(store), migrate(store)]);
    assert.deepEqual(applied.flat().sort(), files);
    assert.deepEqual(await migrate(store), []);
    await store.ping();
  });

  test(`a changed or unknown migration stops the start (${kind})`, { skip: skipReason(kind) }, async (t) => {
    const store = await withEmptyStore(t, kind);
    const folder = await temporaryFolder(t);
    await cp(MIGRATIONS, folder, { recursive: true });
    await writeFile(path.join(folder, '9998_more.sql'), 'create table more (id int);\ncreate index on more (id);');
    assert.equal((await migrate(store, folder)).at(-1), '9998_more.sql');

    await assert.rejects(migrate(store), {
      code: 'store_unavailable',
      message: /newer .* holds the migration 9998_more\.sql/,
    });
    await writeFile(path.join(folder, '9998_more.sql'), 'create table more (id int);\r\ncreate index on more (id);');
    assert.deepEqual(await migrate(store, folder), []);
    await writeFile(path.join(folder, '9998_more.sql'), 'create table more (id bigint);');
    await assert.rejects(migrate(store, folder), /9998_more\.sql was changed after the store applied it/);
  });

  test(`a migration that fails leaves nothing behind (${kind})`, { skip: skipReason(kind) }, async (t) => {
    const store = await withEmptyStore(t, kind);
    const folder = await temporaryFolder(t);
    await writeFile(path.join(folder, '0001_broken.sql'), 'create table half (id int); select nonsense;');
    await assert.rejects(migrate(store, folder), {
      message: 'The migration 0001_broken.sql failed; nothing of it was kept.',
    });
    await writeFile(path.join(folder, '0001_broken.sql'), 'create table half (id int);');
    assert.deepEqual(await migrate(store, folder), ['0001_broken.sql']);
  });
}

testOnStores('numbers, instants, arrays and bytes come back alike on both drivers', async (_t, store) => {
  const { rows } = await sql`
    select 9007199254740991::bigint as big, count(*) as count, 0.25::numeric as ratio, 1.5::float8 as float,
           '2026-03-10T12:00:00.123456Z'::timestamptz as instant, array['a', null, 'b"c'] as texts,
           '\\x00ff'::bytea as bytes, true as yes, null as nothing
    from (values (1), (2)) as two (n)`.execute(store.db);
  assert.deepEqual(rows[0], {
    big: 9007199254740991,
    count: 2,
    ratio: 0.25,
    float: 1.5,
    instant: new Date('2026-03-10T12:00:00.123Z'),
    texts: ['a', null, 'b"c'],
    bytes: Buffer.from([0, 255]),
    yes: true,
    nothing: null,
  });
});

testOnStores(
  'tickets are classified again when statuses or impacts of the rules change, and only then',
  async (_t, store) => {
    await insertTickets(store, [
      { external_id: 1, status: 'Attente', impact: 'Huge' },
      { external_id: 2, status: null, impact: null },
      { external_id: 3, status: 'Open', impact: 'Major' },
    ]);
    const classes = () =>
      store.db.selectFrom('tickets').select(['status_class', 'impact_class']).orderBy('external_id').execute();
    assert.equal(await reclassify(store.db, DEFAULT_RULES), true);
    const before = await classes();
    assert.equal(await reclassify(store.db, { ...DEFAULT_RULES, impacts: { ...DEFAULT_RULES.impacts } }), false);
    assert.deepEqual(await classes(), before);

    const rules = {
      ...DEFAULT_RULES,
      statuses: { ...DEFAULT_RULES.statuses, pending: ['attente', ''] },
      impacts: { ...DEFAULT_RULES.impacts, major: ['huge'] },
    };
    const replicas = await Promise.all([reclassify(store.db, rules), reclassify(store.db, rules)]);
    assert.deepEqual(replicas.toSorted(), [false, true]);
    assert.deepEqual(await classes(), [
      { status_class: 'pending', impact_class: 'major' },
      { status_class: 'pending', impact_class: 'none' },
      { status_class: 'open', impact_class: 'none' },
    ]);
  }
);

testOnStores('findings name what the rules do not know of the active tickets', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, status: 'Attente pièce' },
    { external_id: 2, status: 'Attente pièce', impact: 'Huge', priority: null },
    { external_id: 3, status: null, priority: 'Urgent', impact: null },
    { external_id: 4, status: 'Closed', priority: 'Urgent', impact: 'Odd' },
    { external_id: 5, created_at: null },
  ]);
  const findings = await readFindings(store.db, DEFAULT_RULES, READER);
  assert.deepEqual(
    findings.map(({ code, value, count }) => [code, value, count]),
    [
      ['unmapped_status', 'Attente pièce', 2],
      ['missing_created_date', null, 1],
      ['unknown_impact', 'Huge', 1],
      ['unknown_priority', 'Urgent', 1],
      ['unmapped_status', '', 1],
    ]
  );
  assert.match(findings[0]?.text.fr ?? '', /^Statut « Attente pièce » : 2 tickets/);
  assert.match(findings[4]?.text.fr ?? '', /^Statut vide : 1 ticket/);
});

test('the embedded store keeps its data, and its folder to one process', async (t) => {
  const dataDir = path.join(await temporaryFolder(t), 'data');
  const first = await openStore({ dataDir });
  await migrate(first);
  await first.db.insertInto('settings').values({ name: 'a', value: 'b' }).execute();
  await assert.rejects(openStore({ dataDir }), { code: 'store_unavailable', message: /in use by process \d+/ });
  await first.close();
  await first.close();
  const second = await openStore({ dataDir });
  t.after(() => second.close());
  assert.deepEqual(await migrate(second), []);
  assert.deepEqual(await second.db.selectFrom('settings').selectAll().execute(), [{ name: 'a', value: 'b' }]);
});

test('a broken connection fails its query, not the process', { skip: skipReason('postgres') }, async (t) => {
  const databaseUrl = await (await postgresServer()).createDatabase();
  const events = new EventEmitter();
  const store = await openStore({ databaseUrl, poolSize: 1, onConnectionError: () => events.emit('broken') });
  t.after(() => store.close());
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  t.after(() => admin.end());
  const ours = `from pg_stat_activity where application_name = 'vigie' and datname = current_database()`;

  const running = assert.rejects(sql`select pg_sleep(30)`.execute(store.db), { code: '57P01' });
  const sleeping = () => admin.query(`select ${ours} and state = 'active' and query like '%pg_sleep%'`);
  await waitUntil('the query runs', async () => (await sleeping()).rowCount !== 0);
  await admin.query(`select pg_terminate_backend(pid) ${ours}`);
  await running;
  // The next query may still meet the dying connection; the one after it does not.
  await store.ping().catch(() => undefined);
  await store.ping();

  const idleOneBroke = once(events, 'broken');
  await admin.query(`select pg_terminate_backend(pid) ${ours}`);
  await idleOneBroke;
  await store.ping();
});

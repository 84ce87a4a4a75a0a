import type { Store } from '../../src/store/driver/database.ts';
import { STORE_TABLES } from '../../src/store/schema.ts';

/** Characters that end lines or fields somewhere, and some that are long in UTF-8. */
export const ODD_TEXT = 'a\tb\nc\r\nd\u2028e\u2029f\u0085g "quoted" \\back\\slash \'single\' é 🏬 {"json": 1} \\. \\N';

/** Rows of every table, with what is hard to carry over: odd texts, microseconds, empty lists, numbers beyond 2⁵³. */
export async function fillStore(store: Store, keyId = 'key-one'): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.query(
      `insert into tickets (connection, external_id, source, title, status, priority, technician_name, created_at, created_ns,
         status_class, impact_class, priority_class, read_at, gone_at)
       select 'atera', n, 'atera', case when n = 1 then $1 else 'ticket ' || n end, 'Open', 'High', null,
         timestamptz '2024-02-29 23:59:59.123456+02' + n * interval '1 microsecond', n % 1000,
         'open', 'none', 'high', now(), case when n = 2 then timestamptz 'infinity' end
       from generate_series(1, 1201) as n`,
      [ODD_TEXT]
    );
    await transaction.query(
      `insert into tickets (connection, external_id, source, status_class, impact_class, priority_class, read_at)
       values ('odoo', 9007199254740993, 'odoo', 'done', 'major', 'none', now())`
    );
    // The triggers note an event and the date of the change.
    await transaction.query(`update tickets set status = 'Pending', read_at = now() where external_id = 3`);
    await transaction.query(
      `insert into alerts (connection, external_id, title, read_at) values ('atera', 1, $1, now())`,
      [ODD_TEXT]
    );
    await transaction.script(`
      insert into customers values ('atera', 1, 'Société Générale d''Optique', now());
      insert into source_states (connection, resource, kind, warnings) values ('atera', 'tickets', 'atera', '{"found": [{"a": 1.50}]}');
      insert into source_gaps values ('atera', 'tickets', '2024-07-23 08:00:00.000001+00', '2024-07-23 08:15+00');
      insert into snapshots values ('2024-07-23 08:00+00', 'atera', null);
      insert into snapshot_counts values ('2024-07-23 08:00+00', 'atera', 'atera', null, 'BASH', 'open', 'none', 'low', 3, 1, 0, '-infinity');
      insert into ticket_days values ('atera', '2024-02-29', null, null, 4, 5);
      insert into settings values ('rules', '{}') on conflict do nothing;
      insert into sync_hints values ('', true);
      update row_revision set revision = 9007199254740993;
      update leases set epoch = 41;
      insert into tokens (id, name, token_hash, scopes, enterprises, connections)
        values ('one', 'screen', '\\x00ff10', '{tickets:read,"counters:read"}', '{}', null),
               ('two', 'other', '\\xdeadbeef', '{}', '{"A, B","C\\"D",NULL}', '{atera}');
      insert into webhooks (connection, secret_hash) values ('atera', '\\x01');
      insert into audit (token_id, token_name, action, target, before) values ('local', 'local', 'a.b', '{"x": 12345678901234567890.123}', 'null');
      insert into grafana_orgs (id, kind, key, org_id, org_name) values (gen_random_uuid(), 'tenant', 'BASH', 7, 'BASH');
      insert into schedules values ('report/monthly', '0 7 1 * *', 'Europe/Paris', '2024-07-01 05:00:00.000001+00');
      insert into job_runs (id, job, due_at, state, attempts, summary, checks)
        values (gen_random_uuid(), 'doctor', '2024-07-23 03:00:00.000001+00', 'done', 1, '{"fr": "é", "en": "e"}', '[{"part": "store"}]');
      insert into screens (id, name, folded_name, login, page, expires_at) values (gen_random_uuid(), 'Hall', 'hall', 'ecran-hall', 'board', now());
    `);
    await transaction.query(
      `insert into report_deliveries (id, report, kind, enterprise, due_at, state, recipients, error)
       values (gen_random_uuid(), 'monthly', 'enterprise', $1, '2024-07-01 05:00+00', 'sent', '[{"address": "a@b.example"}]', '{"fr": "é", "en": "e"}')`,
      [ODD_TEXT]
    );
    await transaction.query(
      `insert into connections (name, kind, url, requests_per_minute, secret_key_id, secret_nonce, secret_ciphertext, revision)
       values ('atera', 'atera', 'https://atera.example', 60, $1, '\\x0102', '\\x0304', 'r1')`,
      [keyId]
    );
    await transaction.query(
      `insert into screen_keys (purpose, key_id, public_jwk, secret_key_id, secret_nonce, secret_ciphertext)
       values ('links', 'kid', '{"kty": "OKP"}', $1, '\\x05', '\\x06')`,
      [keyId]
    );
  });
}

/** Every row of every table, as PostgreSQL writes it. */
export async function contentsOf(store: Store): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  await store.transaction(async (transaction) => {
    await transaction.query(`select set_config('timezone', 'UTC', true)`);
    for (const table of STORE_TABLES) {
      const rows = await transaction.query<{ row: string }>(
        `select t::text as row from ${table} as t order by t::text collate "C"`
      );
      contents[table] = rows.map(({ row }) => row);
    }
  });
  return contents;
}

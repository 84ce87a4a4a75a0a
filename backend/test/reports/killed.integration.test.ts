import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { sql } from 'kysely';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { openStore, type Store } from '../../src/store/driver/database.ts';
import { type Delivery, readDeliveries } from '../../src/store/reports/deliveries.ts';
import type { DeliveryState } from '../../src/store/schema.ts';
import { startMailServer } from '../support/mail/mail-server.ts';
import { startProgram } from '../support/server/cli.ts';
import { withFolder } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';

const RULES = `reports:
  - { name: weekly, kind: service, schedule: '0 8 * * 1', recipients: [board@agitel.example], formats: [html] }
`;

/** Moments of a mail, as the mail server sees them. */
interface Hooks {
  onRecipient?: () => unknown;
  onMessage?: () => unknown;
}

async function withWorld(t: TestContext) {
  const databaseUrl = await newDatabase('migrated');
  const store = await openStore({ databaseUrl, poolSize: 4 });
  t.after(() => store.close());
  const folder = await withFolder(t);
  await writeFile(join(folder, 'vigie.yaml'), RULES);
  const hooks: Hooks = {};
  const mails = await startMailServer(t, {
    refuse: () => void hooks.onRecipient?.(),
    onMail: () => hooks.onMessage?.(),
  });
  const env = {
    ...{ DATABASE_URL: databaseUrl, VIGIE_DATA_DIR: folder, VIGIE_RULES: join(folder, 'vigie.yaml') },
    ...{ PORT: '0', MANAGEMENT_PORT: '0', SMTP_FROM: 'vigie@agitel.example' },
    SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
  };
  const start = (): ChildProcess => {
    const backend = startProgram(['serve'], env);
    backend.stdout?.resume();
    backend.stderr?.resume();
    t.after(() => backend.kill('SIGKILL'));
    return backend;
  };
  return { store, mails, hooks, start };
}

/** A due time of so many hours ago that nothing was done about. */
async function putDue(store: Store, hours = 1): Promise<void> {
  await store.db
    .insertInto('report_deliveries')
    .values({
      id: randomUUID(),
      report: 'weekly',
      kind: 'service',
      due_at: new Date(Date.now() - hours * 3_600_000),
      state: 'pending',
    })
    .execute();
}

async function onlyLine(store: Store): Promise<Delivery> {
  const [line, ...others] = await readDeliveries(store.db, { limit: 10 });
  assert.ok(line);
  assert.equal(others.length, 0);
  return line;
}

function untilState(store: Store, wanted: DeliveryState): Promise<Delivery> {
  return waitUntil(`the report is ${wanted}`, async () => {
    const line = await onlyLine(store);
    return line.state === wanted && line;
  });
}

async function killed(backend: ChildProcess): Promise<void> {
  backend.kill('SIGKILL');
  if (backend.exitCode === null && backend.signalCode === null) {
    await once(backend, 'exit');
  }
}

/** Holds the line of the ledger, so that those who write it wait, and ends those who wait without what they would write. */
async function holdLine(store: Store) {
  const transaction = await store.db.startTransaction().execute();
  await transaction.selectFrom('report_deliveries').select('id').forUpdate().execute();
  return {
    waited: () =>
      waitUntil('somebody waits for the line', async () => {
        const { rows } = await sql<{ pid: number }>`
          select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          store.db
        );
        return rows.length > 0 && rows;
      }),
    async release() {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
      await transaction.rollback().execute();
    },
  };
}

/** Long enough for a backend that has just begun to lead to look three times. */
const LOOKS_MS = 16_000;

test(
  'a backend that is killed at any step of a mail sends it once at most, and the ledger says what is known',
  { skip: skipReason('postgres') },
  async (t) => {
    const { store, mails, hooks, start } = await withWorld(t);

    // Made, and not begun to be sent.
    const before = await (async () => {
      await putDue(store);
      const line = await holdLine(store);
      const backend = start();
      await line.waited();
      await killed(backend);
      await line.release();
      return onlyLine(store);
    })();
    assert.equal(before.state, 'pending');
    assert.equal(mails.mails.length, 0);
    const next = start();
    assert.equal((await untilState(store, 'sent')).late, true);
    assert.equal(mails.mails.length, 1);

    // Noted as sent: later attempts leave it alone.
    await killed(next);

    // The mail server knows of it, and has nothing.
    await store.db.deleteFrom('report_deliveries').execute();
    await putDue(store);
    const first = start();
    const recipient = Promise.withResolvers<void>();
    hooks.onRecipient = () => {
      first.kill('SIGKILL');
      recipient.resolve();
    };
    await recipient.promise;
    await killed(first);
    delete hooks.onRecipient;
    assert.equal((await onlyLine(store)).state, 'sending');
    const second = start();
    await untilState(store, 'maybe_sent');
    assert.equal(mails.mails.length, 1);
    await killed(second);

    // The mail server has all of it and has said so; the note was under way.
    await store.db.deleteFrom('report_deliveries').execute();
    await putDue(store);
    const third = start();
    const held = Promise.withResolvers<Awaited<ReturnType<typeof holdLine>>>();
    hooks.onMessage = async () => held.resolve(await holdLine(store));
    const line = await held.promise;
    await line.waited();
    await killed(third);
    await line.release();
    delete hooks.onMessage;
    assert.equal((await onlyLine(store)).state, 'sending');
    assert.equal(mails.mails.length, 2);
    start();
    await untilState(store, 'maybe_sent');
    await sleep(LOOKS_MS);
    assert.equal((await onlyLine(store)).state, 'maybe_sent');
    assert.equal(mails.mails.length, 2, 'nothing is sent a second time by itself');
  }
);

test(
  'of two running servers one sends each due time once; when it is killed while it sends, the other goes on with what is left',
  { skip: skipReason('postgres') },
  async (t) => {
    const { store, mails, hooks, start } = await withWorld(t);
    /** From the latest due time on. */
    const lines = () => readDeliveries(store.db, { limit: 10 });
    const untilStates = (...wanted: DeliveryState[]) =>
      waitUntil(`the reports are ${wanted.join(', ')}`, async () =>
        isDeepStrictEqual(
          (await lines()).map(({ state }) => state),
          wanted
        )
      );
    await putDue(store, 5);
    const leader = start();
    await untilStates('sent');
    const other = start();
    await putDue(store, 4);
    await putDue(store, 3);
    await untilStates('sent', 'sent', 'sent');

    const died = once(leader, 'exit');
    hooks.onRecipient = () => leader.kill('SIGKILL');
    await putDue(store, 2);
    await died;
    delete hooks.onRecipient;
    await putDue(store, 1);
    await untilStates('sent', 'maybe_sent', 'sent', 'sent', 'sent');
    assert.equal(other.exitCode, null);
    assert.deepEqual(
      (await lines()).map(({ attempts }) => attempts),
      [1, 1, 1, 1, 1]
    );
    assert.equal(mails.mails.length, 4, 'one each, and none of the one that was cut off');
  }
);

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { sql } from 'kysely';
import pg from 'pg';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import { createLastGood } from '../../src/liveness/last-good.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { storeOutage } from '../../src/store/driver/failures/store-errors.ts';
import { migrate } from '../../src/store/driver/migrations/migrate.ts';
import { promptly } from '../support/promptly.ts';
import { send, TESTER, withApp } from '../support/server/server.ts';
import { startPostgres } from '../support/store/postgres-server.ts';
import { addressOn, startStandby } from '../support/store/postgres-standby.ts';
import { skipReason } from '../support/store/store.ts';
import { ateraSync, withAtera } from '../support/upstreams/atera.ts';

const AFTER = { TicketStatus: 'Pending' };
const TICKETS = 400;

/** Closes in the reverse order of opening: servers last. */
function closing(t: TestContext): TestContext {
  const stack = new AsyncDisposableStack();
  t.after(() => stack.disposeAsync());
  return { after: (close: () => unknown) => void stack.defer(async () => void (await close())) } as never;
}

test(
  'goes on with a standby that was promoted, with every change once and kept answers meanwhile',
  { skip: skipReason('postgres') },
  async (t) => {
    const open = closing(t);
    const primary = await startPostgres();
    open.after(() => primary.stop());
    const databaseUrl = await primary.createDatabase();
    const standby = await startStandby(primary);
    open.after(() => standby.stop());
    const moves: string[] = [];
    // The standby is asked first: it must show that it takes writings, and does not.
    const store = await openStore({
      databaseUrl: addressOn([standby, primary], databaseUrl),
      poolSize: 4,
      onFailover: (server) => moves.push(server),
    });
    open.after(() => store.close());
    await migrate(store);
    assert.deepEqual(moves, [primary.folder]);

    const before = Date.now() - 3_600_000;
    const tickets = Array.from({ length: TICKETS }, (_, index) => buildTicket(before, { TicketID: index + 1 }));
    const atera = await withAtera(open, { tickets, requestsPerMinute: 100_000 });
    const { sync, log } = ateraSync(open, store, atera, { syncIntervalMs: 200 });
    const app = await withApp(open, {
      store,
      services: { clock: systemClock, lastAnswers: createLastGood({ clock: systemClock, noAnswer: storeOutage }) },
    });
    sync.start();
    const read = () =>
      store.db
        .selectFrom('tickets')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    await waitUntil('every ticket is read', async () => (await read()).count === TICKETS);

    const { token } = await app.dependencies.tokens.create({ name: 'screen', scopes: ['tickets:read'] }, TESTER);
    const ask = async (): Promise<QueryResult> => {
      const { body } = await promptly(() =>
        send<{ results: Record<string, QueryResult> }>(`${app.url}/v1/query`, {
          method: 'POST',
          token,
          body: { queries: [{ refId: 'A', dataset: 'tickets.summary', params: {} }] },
        })
      );
      const result = body.results?.['A'];
      assert.equal(result?.status, 200, JSON.stringify(body));
      return result;
    };
    const isKept = ({ frames }: QueryResult): boolean =>
      frames[0]?.schema.meta.notices?.some(({ text }) => /Vigie's own database does not answer/.test(text)) === true;
    assert.ok(!isKept(await ask()));

    let changes = 0;
    const changing = setInterval(() => {
      if (changes < TICKETS) {
        changes += 1;
        atera.world.updateTicket(changes, AFTER);
      }
    }, 20);
    open.after(() => clearInterval(changing));
    /** Names of tokens whose making was acknowledged. */
    const acknowledged: string[] = [];
    let over = false;
    const writing = (async () => {
      for (let count = 1; !over; count += 1) {
        const made = await app.dependencies.tokens
          .create({ name: `token ${count}`, scopes: ['tickets:read'] }, TESTER)
          .catch((error: unknown) => {
            assert.ok(storeOutage(error), String(error));
          });
        if (made) {
          acknowledged.push(`token ${count}`);
        }
        await pause(5);
      }
    })();
    await pause(500);
    await primary.kill();
    for (let times = 0; times < 5; times += 1) {
      assert.ok(isKept(await ask()));
      await pause(100);
    }
    const promoted = performance.now();
    await standby.promote();
    await waitUntil('answers are new again', async () => !isKept(await ask()));
    t.diagnostic(`answers are new again ${Math.round(performance.now() - promoted)} ms after the promotion began`);
    const acknowledgedBefore = acknowledged.length;
    await waitUntil('changes are taken again', async () => acknowledged.length > acknowledgedBefore + 5);
    over = true;
    await writing;
    clearInterval(changing);
    await waitUntil('the synchronisation goes on by itself', async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from tickets where status = ${AFTER.TicketStatus}`.execute(store.db);
      return rows[0]?.count === changes;
    });

    assert.deepEqual(moves, [primary.folder, standby.folder]);
    assert.doesNotMatch(log.text(), /our own/);
    const direct = new pg.Client({
      host: standby.folder,
      user: 'vigie',
      database: new URL(databaseUrl).pathname.slice(1),
    });
    await direct.connect();
    open.after(() => direct.end());
    const { rows: names } = await direct.query<{ name: string }>('select name from tokens');
    assert.deepEqual(
      acknowledged.filter((name) => names.filter((row) => row.name === name).length !== 1),
      []
    );
    const { rows: audited } = await direct.query<{ name: string; times: string }>(
      "select target ->> 'name' as name, count(*) as times from audit where action = 'token.create' group by 1"
    );
    const times = new Map(audited.map((row) => [row.name, Number(row.times)]));
    assert.deepEqual(
      acknowledged.filter((name) => times.get(name) !== 1),
      []
    );
    const { rows: noted } = await direct.query(
      `select external_id, count(ticket_events.field) from tickets left join ticket_events using (connection, external_id)
       group by external_id having count(ticket_events.field) <> (external_id <= ${changes})::int`
    );
    assert.deepEqual(noted, []);
  }
);

test(
  'counts a server that was set to take readings only as away, and uses it again when it takes writings',
  { skip: skipReason('postgres') },
  async (t) => {
    const open = closing(t);
    const server = await startPostgres();
    open.after(() => server.stop());
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ databaseUrl: addressOn([server], databaseUrl), poolSize: 4 });
    open.after(() => store.close());
    await migrate(store);
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    open.after(() => admin.end());
    const set = async (value: 'on' | 'off') => {
      await admin.query(`alter system set default_transaction_read_only = ${value}`);
      await admin.query('select pg_reload_conf()');
      await waitUntil(`default_transaction_read_only is ${value}`, async () => {
        const { rows } = await admin.query<{ default_transaction_read_only: string }>(
          'show default_transaction_read_only'
        );
        return rows[0]?.default_transaction_read_only === value;
      });
    };
    const write = () =>
      store.db
        .insertInto('settings')
        .values({ name: String(Math.random()), value: '1' })
        .execute();
    await Promise.all([write(), write(), write()]);

    await set('on');
    // One on a connection that was made before, the other ones on new ones, which are refused at once.
    for (let count = 0; count < 5; count += 1) {
      await assert.rejects(write(), (error) => storeOutage(error)?.code === 'store_unavailable');
    }
    // A server that takes no writings is not read from either: its answers might be old.
    await assert.rejects(store.ping(), (error) => storeOutage(error)?.code === 'store_unavailable');
    await set('off');
    await write();
  }
);

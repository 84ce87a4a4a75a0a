import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { sql } from 'kysely';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import {
  type GaleraCluster,
  galeraMissing,
  type GaleraNode,
  startGalera,
} from '../../../../tests/servers/databases/galera.ts';
import { createCountersDatabase } from '../../../../tests/servers/databases/mariadb.ts';
import { waitUntil } from '../../../../tests/servers/wait-until.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import type { QueryResult } from '../../../src/datasets/engine/run.ts';
import { readAudit } from '../../../src/store/audit.ts';
import { sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { promptly } from '../../support/promptly.ts';
import { send } from '../../support/server/server.ts';

const RANGE = { from: '2024-07-16T12:00:00Z', to: '2024-07-23T12:00:00Z' };
const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

describe('counters on a Galera cluster', { skip: galeraMissing() }, () => {
  let cluster: GaleraCluster;
  let database: CountersDatabase | undefined;
  const moves: string[] = [];
  const opened: CountersDatabase[] = [];
  const node = (index: number): GaleraNode => {
    const found = cluster.nodes[index];
    assert.ok(found);
    return found;
  };
  const open = async (nodes: GaleraNode[]): Promise<CountersDatabase> => {
    const one = await openCounters({ url: cluster.url('counters', nodes) });
    opened.push(one);
    return one;
  };
  before(async () => {
    cluster = await startGalera();
    await createCountersDatabase(node(0), 'counters', 'utf8mb4_general_ci');
    database = await openCounters({ url: cluster.url('counters'), onFailover: (server) => moves.push(server) });
    await database.write((db) => loadCounters(db, sampleWorld()));
  });
  after(async () => {
    await database?.close();
    await Promise.all(opened.map((one) => one.close()));
    await cluster.close();
  });
  const counters = useCountersApp(() => {
    assert.ok(database);
    return database;
  });

  const isKept = (result: QueryResult): boolean =>
    result.frames[0]?.schema.meta.notices?.some(({ text }) => /last good answer/i.test(text)) === true;
  const ask = async (token: string) => {
    const result = await promptly(() => counters.ask(token, 'counters.sites', {}, RANGE));
    assert.equal(result.status, 200, result.error);
    return result;
  };
  const answersAgain = (token: string) => waitUntil('the answers are new again', async () => !isKept(await ask(token)));
  const codesOn = async (index: number): Promise<string[]> => {
    await node(index).caughtUp();
    const direct = await open([node(index)]);
    const rows = await direct.read((db) =>
      db.selectFrom('sites').select('code').where('enterprise', '=', 'GALERA').execute()
    );
    return rows.map(({ code }) => String(code));
  };

  /** Transactions of the first node that lost to those of others. */
  const lostTransactions = async (): Promise<number> => {
    assert.ok(database);
    const { rows } = await database.read((db) =>
      sql<{ Value: string }>`show global status like 'wsrep_local_bf_aborts'`.execute(db)
    );
    return Number(rows[0]?.Value);
  };

  it('does a transaction once more that lost to one of another node', async () => {
    assert.ok(database);
    await database.write((db) => db.insertInto('sites').values({ enterprise: 'BOTH', code: '1' }).execute());
    await node(1).caughtUp();
    let attempts = 0;
    await database.write(async (db) => {
      attempts += 1;
      await sql`update sites set city = 'first node' where enterprise = 'BOTH'`.execute(db);
      if (attempts === 1) {
        await node(1).run('use counters', "update sites set city = 'second node' where enterprise = 'BOTH'");
        // It reaches the first node, where it wins over the transaction that has not been committed.
        await waitUntil('the transaction loses', async () => (await lostTransactions()) > 0);
      }
    });
    assert.equal(attempts, 2);
    await node(1).caughtUp();
    const rows = await (
      await open([node(1)])
    ).read((db) => db.selectFrom('sites').select('city').where('enterprise', '=', 'BOTH').execute());
    assert.deepEqual(rows, [{ city: 'first node' }]);
  });

  it('keeps its answers and every acknowledged change when a node is killed under queries and writes', async (t) => {
    const token = await counters.token(['counters:read', 'sites:write']);
    const { status } = await ask(token);
    assert.equal(status, 200);
    const outcomes = new Map<string, number>();
    let over = false;
    const write = async (): Promise<void> => {
      while (!over) {
        const code = String(outcomes.size + 1);
        const answer = await send(`${counters.app.url}/v1/sites`, {
          method: 'POST',
          token,
          headers: ADMIN,
          body: { enterprise: 'GALERA', code, timezone: 'Europe/Paris', confirm: true },
        });
        outcomes.set(code, answer.status);
      }
    };
    const read = async (): Promise<void> => {
      while (!over) {
        await ask(token);
        await pause(20);
      }
    };
    const work = Promise.all([write(), read()]);
    const acknowledged = () => [...outcomes].flatMap(([code, status]) => (status === 201 ? [code] : []));
    try {
      await waitUntil('changes are taken', () => acknowledged().length >= 3);
      await node(0).kill();
      const killed = performance.now();
      await answersAgain(token);
      const before = acknowledged().length;
      await waitUntil('changes are taken again', () => acknowledged().length >= before + 3, { withinMs: 30_000 });
      t.diagnostic(`changes are taken again ${Math.round(performance.now() - killed)} ms after the crash`);
    } finally {
      over = true;
      await work;
    }

    assert.deepEqual(moves, [`127.0.0.1:${node(1).port}`]);
    assert.deepEqual(
      [...new Set(outcomes.values())].filter((one) => one !== 201 && one !== 503),
      []
    );
    for (const index of [1, 2]) {
      const codes = await codesOn(index);
      assert.deepEqual(
        acknowledged().filter((code) => !codes.includes(code)),
        []
      );
      assert.equal(new Set(codes).size, codes.length);
    }
    const audit = await readAudit(counters.app.dependencies.services.db, { limit: 1_000, action: 'site.create' });
    const traced = audit.map(({ target }) => target['code']);
    assert.deepEqual(
      acknowledged().filter((code) => traced.filter((one) => one === code).length !== 1),
      []
    );
  });

  it('counts a node that has no majority any more as away, and uses it again when it has', async () => {
    const token = await counters.token();
    await ask(token);
    await node(1).kill();
    // For a moment it believes in the majority that it was part of.
    await waitUntil('a node without majority is away', async () => isKept(await ask(token)));
    // More questions than the pool has connections: none of them is lost to a node that answers nothing.
    for (let times = 0; times < 12; times += 1) {
      assert.ok(isKept(await ask(token)));
    }
    const unknown = await promptly(() => counters.ask(token, 'counters.top_sites', { limit: 3 }, RANGE));
    assert.equal(unknown.status, 503);
    const alone = await open([node(2)]);
    await assert.rejects(alone.ping(), { failure: 'out_of_cluster', code: 'source_unavailable' });
    await node(2).run("set global wsrep_provider_options = 'pc.bootstrap=YES'");
    await answersAgain(token);
    await alone.ping();
  });
});

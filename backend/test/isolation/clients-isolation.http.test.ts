import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { httpChannel } from '../../src/doctor/isolation/channels/http-channel.ts';
import { probeClients } from '../../src/doctor/isolation/clients/probe.ts';
import { type ClientWorld, readClientWorld } from '../../src/doctor/isolation/clients/world.ts';
import { type Ledger, newLedger } from '../../src/doctor/isolation/ledger.ts';
import type { AskAll } from '../../src/doctor/isolation/world.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import { takeSnapshot } from '../../src/store/history/snapshots.ts';
import { inventTickets, SERVICE_RULES } from '../support/models/service-model.ts';
import { insertTickets, NOW, sourceState } from '../support/models/tickets.ts';
import { send, type TestApp, withApp } from '../support/server/server.ts';

/* Every attack on a token of client companies, over HTTP. */

const DAY = 86_400_000;
const RANGE = { from: NOW.getTime() - 40 * DAY, to: NOW.getTime() };

describe('attacks of a client company', () => {
  let app: TestApp;
  let world: ClientWorld;
  let askAll: AskAll;

  const closing: (() => unknown)[] = [];
  after(async () => {
    for (const close of closing.toReversed()) {
      await close();
    }
  });
  before(async () => {
    app = await withApp(
      { after: (close) => void closing.push(close as () => unknown) },
      { services: { rules: SERVICE_RULES, clock: fixedClock(NOW) } }
    );
    const store = { db: app.dependencies.services.db };
    const tickets = inventTickets(7, 400, new Date(RANGE.from), NOW).map(({ label, ...ticket }) => ({
      ...ticket,
      title: `Demande ${ticket.external_id} pour ${label ?? 'un autre'}`,
    }));
    await insertTickets(store, tickets, SERVICE_RULES);
    await store.db
      .insertInto('source_states')
      .values(['atera', 'lyon', 'odoo'].map((connection) => sourceState({ connection })))
      .execute();
    await takeSnapshot(store.db, SERVICE_RULES, new Date(NOW.getTime() - DAY));
    const everything = await app.token(['tickets:read']);
    askAll = async (queries) => {
      const answer = await send<{ results: Record<string, QueryResult> }>(`${app.url}/v1/query`, {
        method: 'POST',
        token: everything,
        body: { queries },
      });
      assert.ok(answer.body.results, answer.text);
      return answer.body.results;
    };
    world = await readClientWorld(askAll, (await loadCatalogue()).describe().datasets);
  });

  async function probe(own: string[], token: string): Promise<Ledger> {
    const ledger = newLedger();
    const signal = new AbortController().signal;
    await probeClients(own, { world, askAll, channel: httpChannel(app.url, token), range: RANGE, ledger, signal });
    return ledger;
  }

  it('none of them shows a ticket of another client, or what is the company’s own', async () => {
    assert.deepEqual(world.clients, ['BASH', 'Pimkie']);
    for (const own of [['BASH'], ['Pimkie'], ['BASH', 'Valeor']]) {
      const { leaks, queries, requests } = await probe(own, await app.token(['tickets:read'], { clients: own }));
      assert.deepEqual(leaks, [], own.join());
      assert.ok(queries > 700 && requests > 10, `${queries} ${requests}`);
    }
  });

  it('a token of an enterprise and of a client has both apart', async () => {
    const rights = { enterprises: ['BASH'], clients: ['BASH'] };
    const { leaks } = await probe(['BASH'], await app.token(['tickets:read', 'counters:read'], rights));
    // The counters are off here: their list of sites is an error as well.
    assert.deepEqual(leaks, []);
  });

  it('the suite is not blind: tokens of all, of another, of more, and one that is shown more are caught', async () => {
    const asked = async (own: string[], rights: Parameters<TestApp['token']>[1]): Promise<string[]> =>
      (await probe(own, await app.token(['tickets:read'], rights))).leaks.map((leak) => leak.asked);
    const all = await asked(['BASH'], undefined);
    for (const dataset of [
      'tickets.list',
      'tickets.by_client',
      'tickets.due',
      'tickets.latest',
      'clients',
      'tickets.technicians',
    ]) {
      assert.ok(
        all.some((one) => one.includes(`"${dataset}"`)),
        dataset
      );
    }
    for (const rights of [{ clients: ['Pimkie'] }, { clients: ['BASH', 'Pimkie'] }, { clients: [] }]) {
      const leaks = await asked(['BASH'], rights);
      for (const dataset of [
        'tickets.list',
        'tickets.ageing',
        'tickets.flow',
        'tickets.history',
        'tickets.sla_period',
      ]) {
        assert.ok(leaks.includes(dataset), `${dataset} of ${rights.clients.join()}`);
      }
    }
    assert.ok((await asked(['BASH'], { clients: ['BASH'], shows: ['technician'] })).length > 0);
  });

  it('routes are closed to it, and the list of datasets holds what it may ask', async () => {
    const token = await app.token(['tickets:read'], { clients: ['BASH'] });
    const get = async (path: string) =>
      send<{ sources?: unknown[]; findings?: unknown[] }>(`${app.url}/v1/${path}`, { token });
    const status = await get('status');
    assert.deepEqual([status.status, status.body.sources, status.body.findings], [200, [], []]);
    const { body } = await send<{ datasets: { name: string; parameters: { name: string }[] }[] }>(
      `${app.url}/v1/datasets`,
      { token }
    );
    assert.ok(body.datasets.length >= 14);
    assert.ok(
      body.datasets.every(({ name }) => !/technician|attention|events|alarms|^clients$|alerts|system/.test(name))
    );
    const list = body.datasets.find(({ name }) => name === 'tickets.list');
    assert.deepEqual(
      list?.parameters.map(({ name }) => name),
      ['client', 'class', 'priority', 'limit']
    );
    const headers = { 'x-vigie-user': 'admin', 'x-vigie-role': 'Admin' };
    for (const [method, path, sent] of [
      ['POST', 'sync', {}],
      ['GET', 'doctor', undefined],
      ['GET', 'sites', undefined],
    ] as const) {
      const answer = await send(`${app.url}/v1/${path}`, { method, token, headers, body: sent });
      assert.equal(answer.status, 403, path);
    }
  });
});

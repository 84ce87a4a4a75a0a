import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { httpChannel } from '../../src/doctor/isolation/channels/http-channel.ts';
import { type Ledger, newLedger } from '../../src/doctor/isolation/ledger.ts';
import type { Effort } from '../../src/doctor/isolation/probes/attacks.ts';
import { probeTenant } from '../../src/doctor/isolation/probes/tenant-probe.ts';
import { type AskAll, readWorld, type World } from '../../src/doctor/isolation/world.ts';
import { missing, useCounters } from '../support/counters/counters.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { entriesOf, HOSTILE_NAMES, hostileRules, hostileWorld } from '../support/models/isolation-world.ts';
import { send } from '../support/server/server.ts';

const RANGE = { from: Date.parse('2024-07-18T00:00:00Z'), to: Date.parse('2024-07-22T21:00:00Z') };
/** Names that a database of a careless collation, or a careless program, takes for others. */
const THOROUGH = ['BASH'];

for (const name of ['PGlite', 'utf8mb4_general_ci'] as const) {
  describe(`attacks of a tenant on ${name}`, { skip: missing(name) }, () => {
    const rows = hostileWorld();
    const test = useCounters(name, rows);
    const counters = useCountersApp(() => test.database, { rules: hostileRules() });

    async function prepare(): Promise<{ world: World; askAll: AskAll }> {
      const everything = await counters.token(['counters:read']);
      const askAll: AskAll = async (queries) => {
        if (queries.length === 0) {
          return {};
        }
        const url = `${counters.app.url}/v1/query`;
        const { body, text } = await send<{ results: Record<string, QueryResult> }>(url, {
          method: 'POST',
          token: everything,
          body: { queries },
        });
        assert.ok(body.results, text);
        return body.results;
      };
      const { datasets } = (await loadCatalogue()).describe();
      return { world: await readWorld(askAll, datasets), askAll };
    }

    /** Tries a token as if it were that of an enterprise. */
    async function probe(tenant: string, token: string, effort: Effort): Promise<Ledger> {
      const ledger = newLedger();
      const channel = httpChannel(counters.app.url, token);
      const signal = new AbortController().signal;
      await probeTenant(tenant, { ...(await prepare()), effort, channel, range: RANGE, tries: 1, ledger, signal });
      return ledger;
    }

    it('none of them shows a row of another enterprise', async () => {
      for (const tenant of HOSTILE_NAMES) {
        const token = await counters.token(['counters:read', 'sites:write'], { enterprises: [tenant] });
        const effort = THOROUGH.includes(tenant) ? 'thorough' : 'brief';
        const { leaks, queries, requests } = await probe(tenant, token, effort);
        assert.deepEqual(leaks, [], tenant);
        assert.ok(queries > (effort === 'thorough' ? 1_000 : 50) && requests > 20, `${tenant}: ${queries} ${requests}`);
      }
    });

    it('sums hold the rows of the enterprise, all of them and no others, whatever the collation takes for its name', async () => {
      const range = { from: new Date(RANGE.from).toISOString(), to: new Date(RANGE.to).toISOString() };
      for (const tenant of HOSTILE_NAMES) {
        const token = await counters.token(['counters:read'], { enterprises: [tenant] });
        for (const [dataset, params] of [
          ['counters.entries', { by: 'enterprise' }],
          ['counters.entries', { by: 'site' }],
          ['counters.best_hours', { limit: 168 }],
          ['counters.heatmap', {}],
          ['counters.top_sites', { limit: 1_000 }],
        ] as const) {
          const answer = await counters.rows(token, dataset, params, range);
          const sum = answer.reduce((total, row) => total + Number(row['entries']), 0);
          assert.equal(sum, entriesOf(tenant, rows), `${tenant}: ${dataset} ${JSON.stringify(params)}`);
        }
      }
    });

    it('the suite is not blind: a token of another or of all enterprises is caught on every dataset and route', async () => {
      const { world } = await prepare();
      for (const enterprises of [undefined, ['BASH', 'bash'], ['APRIL']]) {
        const token = await counters.token(['counters:read', 'sites:write'], enterprises && { enterprises });
        const { leaks } = await probe('BASH', token, 'brief');
        const asked = leaks.map((leak) => leak.asked);
        for (const dataset of world.datasets.filter((one) => one.name.startsWith('counters.'))) {
          assert.ok(
            asked.some((one) => one.startsWith(`${dataset.name} `)),
            `${dataset.name} for ${String(enterprises)}`
          );
        }
        assert.ok(asked.some((one) => one.startsWith('GET sites?limit=1000')));
      }
      const tickets = await probe('BASH', await counters.token(['counters:read', 'tickets:read', 'admin']), 'brief');
      for (const route of ['tickets.list ', 'tickets.summary ', 'GET tokens', 'GET audit', 'GET doctor']) {
        assert.ok(
          tickets.leaks.some(({ asked }) => asked.startsWith(route)),
          route
        );
      }
    });
  });
}

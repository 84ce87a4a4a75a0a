import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { buildAlert, buildTicket } from '../../../tests/simulators/atera/index.ts';
import { buildLead } from '../../../tests/simulators/odoo/index.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { createAteraJobs } from '../../src/sync/atera/jobs.ts';
import type { ConnectionJobs } from '../../src/sync/connections/connection-jobs.ts';
import { createOdooJobs } from '../../src/sync/odoo/jobs.ts';
import type { Call } from '../../src/upstreams/http/resilience.ts';
import { testOnStores } from '../support/store/store.ts';
import { ateraClient, withAtera } from '../support/upstreams/atera.ts';
import { odooClient, withOdoo } from '../support/upstreams/odoo.ts';

const ID = 7;
const LONG_AGO = Date.now() - 3_600_000;

/** Holds answers of an upstream up, so that the one that began last need not be the one that was computed last, or comes last. */
class Gates {
  readonly #gates = new Map<
    Call['priority'],
    { wait: 'before' | 'after'; opened: Promise<void>; reached: () => void }
  >();

  /** Has the answers to a kind of reading wait before they are computed, or after; `reached` resolves when one does. */
  hold(priority: Call['priority'], wait: 'before' | 'after') {
    const [opened, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.#gates.set(priority, { wait, opened: opened.promise, reached: reached.resolve });
    return { reached: reached.promise, open: opened.resolve };
  }

  /** The answer to a call, which began before it waited. */
  async pass<A extends { readAt: Date }>({ priority }: Call, compute: () => Promise<A>): Promise<A> {
    const readAt = new Date();
    const gate = this.#gates.get(priority);
    const wait = async (): Promise<void> => {
      gate?.reached();
      await gate?.opened;
    };
    if (gate?.wait === 'before') {
      await wait();
    }
    const answer = { ...(await compute()), readAt };
    if (gate?.wait === 'after') {
      await wait();
    }
    return answer;
  }
}

/** What begins after it is the later one by its time of beginning. */
const aMoment = () => pause(5);

interface Upstream {
  jobs: ConnectionJobs;
  gates: Gates;
  change: () => void;
}

const UPSTREAMS: Record<string, (t: TestContext, store: Store) => Promise<Upstream>> = {
  Atera: async (t, { db }) => {
    const gates = new Gates();
    const simulator = await withAtera(t, { tickets: [buildTicket(LONG_AGO, { TicketID: ID, TicketStatus: 'Open' })] });
    const inner = ateraClient(t, simulator);
    const client: typeof inner = {
      ...inner,
      ticketsPage: (request, call) => gates.pass(call, () => inner.ticketsPage(request, call)),
      modifiedTicketsPage: (request, call) => gates.pass(call, () => inner.modifiedTicketsPage(request, call)),
    };
    const jobs = createAteraJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
    return { jobs, gates, change: () => simulator.world.updateTicket(ID, { TicketStatus: 'Pending' }) };
  },
  Odoo: async (t, { db }) => {
    const gates = new Gates();
    const simulator = await withOdoo(t, { leads: [buildLead(LONG_AGO, { id: ID, priority: '0' })] });
    const inner = odooClient(t, simulator);
    const client: typeof inner = {
      ...inner,
      leads: (request, call) => gates.pass(call, () => inner.leads(request, call)),
    };
    const jobs = createOdooJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
    return { jobs, gates, change: () => simulator.world.writeLead(ID, { priority: '2' }) };
  },
};

const READINGS = { reconcile: 'reading', readRest: 'background' } as const;

for (const [name, open] of Object.entries(UPSTREAMS)) {
  for (const reading of ['reconcile', 'readRest'] as const) {
    testOnStores(
      `notes a change once when a refresh overtakes an older answer of ${name}: ${reading}`,
      async (t, store) => {
        const { jobs, gates, change } = await open(t, store);
        const { signal } = new AbortController();
        await jobs.register();
        assert.equal((await jobs.reconcile(signal)).problem, null);

        const beforeRefresh = gates.hold('refresh', 'before');
        const refreshed = jobs.refresh(signal);
        await beforeRefresh.reached;
        await aMoment();
        const afterOther = gates.hold(READINGS[reading], 'after');
        const other = jobs[reading](signal);
        await afterOther.reached;
        change();
        beforeRefresh.open();
        assert.equal((await refreshed).problem, null);
        afterOther.open();
        assert.equal((await other).problem, null);
        const events = await store.db.selectFrom('ticket_events').select('field').execute();
        assert.equal(events.length, 1, JSON.stringify(events));
      }
    );
  }
}

/** An account with two alerts, read once. */
async function readAlerts(t: TestContext, { db }: Store) {
  const gates = new Gates();
  const alerts = [1, 2].map((AlertID) => buildAlert(LONG_AGO, { AlertID }));
  const simulator = await withAtera(t, { alerts });
  const inner = ateraClient(t, simulator);
  const client: typeof inner = {
    ...inner,
    openAlertsPage: (request, call) => gates.pass(call, () => inner.openAlertsPage(request, call)),
  };
  const jobs = createAteraJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
  const { signal } = new AbortController();
  await jobs.register();
  assert.equal((await jobs.reconcile(signal)).problem, null);
  return {
    gates,
    refresh: async () => assert.equal((await jobs.refresh(signal)).problem, null),
    reconcile: async () => assert.equal((await jobs.reconcile(signal)).problem, null),
    close: () => simulator.world.resolveAlert(1),
    stored: async () =>
      (await db.selectFrom('alerts').select('external_id').execute()).map(({ external_id }) => external_id),
  };
}

testOnStores('takes an alert off at the next refresh that a reconcile brought back', async (t, store) => {
  const { gates, refresh, reconcile, close, stored } = await readAlerts(t, store);
  const held = gates.hold('reading', 'after');
  const reconciled = reconcile();
  await held.reached;
  close();
  await refresh();
  assert.deepEqual(await stored(), [2]);
  held.open();
  await reconciled;
  await refresh();
  assert.deepEqual(await stored(), [2]);
});

testOnStores('takes an alert off at the next refresh that a reconcile has read during this one', async (t, store) => {
  const { gates, refresh, reconcile, close, stored } = await readAlerts(t, store);
  const held = gates.hold('refresh', 'before');
  const refreshed = refresh();
  await held.reached;
  await aMoment();
  await reconcile();
  close();
  held.open();
  await refreshed;
  await refresh();
  assert.deepEqual(await stored(), [2]);
});

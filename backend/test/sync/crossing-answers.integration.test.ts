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

/** Lets the answers to a refresh overtake those to other readings, which were computed before. */
class Crossing {
  readonly #overtaken = Promise.withResolvers<void>();
  readonly #computed = Promise.withResolvers<void>();
  /** A moment before the other readings began. */
  #earlier: Date | undefined;

  /** From now on other readings wait for {@link release}. */
  async begin(): Promise<void> {
    this.#earlier = new Date();
    await pause(5);
  }

  /** Resolves when an answer waits. */
  get computed(): Promise<void> {
    return this.#computed.promise;
  }

  release(): void {
    this.#overtaken.resolve();
  }

  async pass<A extends { readAt: Date }>(answer: A, { priority }: Call): Promise<A> {
    if (this.#earlier === undefined) {
      return answer;
    }
    if (priority === 'refresh') {
      return { ...answer, readAt: this.#earlier };
    }
    this.#computed.resolve();
    await this.#overtaken.promise;
    return answer;
  }
}

interface Upstream {
  jobs: ConnectionJobs;
  crossing: Crossing;
  change: () => void;
}

const UPSTREAMS: Record<string, (t: TestContext, store: Store) => Promise<Upstream>> = {
  Atera: async (t, { db }) => {
    const crossing = new Crossing();
    const simulator = await withAtera(t, { tickets: [buildTicket(LONG_AGO, { TicketID: ID, TicketStatus: 'Open' })] });
    const inner = ateraClient(t, simulator);
    const client: typeof inner = {
      ...inner,
      ticketsPage: async (request, call) => crossing.pass(await inner.ticketsPage(request, call), call),
      modifiedTicketsPage: async (request, call) => crossing.pass(await inner.modifiedTicketsPage(request, call), call),
    };
    const jobs = createAteraJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
    return { jobs, crossing, change: () => simulator.world.updateTicket(ID, { TicketStatus: 'Pending' }) };
  },
  Odoo: async (t, { db }) => {
    const crossing = new Crossing();
    const simulator = await withOdoo(t, { leads: [buildLead(LONG_AGO, { id: ID, priority: '0' })] });
    const inner = odooClient(t, simulator);
    const client: typeof inner = {
      ...inner,
      leads: async (request, call) => crossing.pass(await inner.leads(request, call), call),
    };
    const jobs = createOdooJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
    return { jobs, crossing, change: () => simulator.world.writeLead(ID, { priority: '2' }) };
  },
};

for (const [name, open] of Object.entries(UPSTREAMS)) {
  for (const reading of ['reconcile', 'readRest'] as const) {
    testOnStores(
      `notes a change once when a refresh overtakes an older answer of ${name}: ${reading}`,
      async (t, store) => {
        const { jobs, crossing, change } = await open(t, store);
        const { signal } = new AbortController();
        await jobs.register();
        assert.equal((await jobs.reconcile(signal)).problem, null);

        await crossing.begin();
        const other = jobs[reading](signal);
        await crossing.computed;
        change();
        assert.equal((await jobs.refresh(signal)).problem, null);
        crossing.release();
        assert.equal((await other).problem, null);
        const events = await store.db.selectFrom('ticket_events').select('field').execute();
        assert.equal(events.length, 1, JSON.stringify(events));
      }
    );
  }
}

/** An account with two alerts, read once; its answers to each kind of reading wait for a gate, before they are computed or after. */
async function readAlerts(t: TestContext, { db }: Store) {
  const gates = new Map<Call['priority'], { wait: 'before' | 'after'; opened: Promise<void>; reached: () => void }>();
  const alerts = [1, 2].map((AlertID) => buildAlert(LONG_AGO, { AlertID }));
  const simulator = await withAtera(t, { alerts });
  const inner = ateraClient(t, simulator);
  const client: typeof inner = {
    ...inner,
    openAlertsPage: async (request, call) => {
      const readAt = new Date();
      const gate = gates.get(call.priority);
      const wait = async (): Promise<void> => {
        gate?.reached();
        await gate?.opened;
      };
      if (gate?.wait === 'before') {
        await wait();
      }
      const answer = { ...(await inner.openAlertsPage(request, call)), readAt };
      if (gate?.wait === 'after') {
        await wait();
      }
      return answer;
    },
  };
  const jobs = createAteraJobs({ client, db, rules: DEFAULT_RULES, clock: systemClock });
  const { signal } = new AbortController();
  await jobs.register();
  assert.equal((await jobs.reconcile(signal)).problem, null);
  return {
    /** Has the answers of a kind of reading wait; resolves when one does. */
    hold: (priority: Call['priority'], wait: 'before' | 'after') => {
      const [opened, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      gates.set(priority, { wait, opened: opened.promise, reached: reached.resolve });
      return { reached: reached.promise, open: opened.resolve };
    },
    refresh: async () => assert.equal((await jobs.refresh(signal)).problem, null),
    reconcile: async () => assert.equal((await jobs.reconcile(signal)).problem, null),
    close: () => simulator.world.resolveAlert(1),
    stored: async () =>
      (await db.selectFrom('alerts').select('external_id').execute()).map(({ external_id }) => external_id),
  };
}

testOnStores('takes an alert off at the next refresh that a reconcile brought back', async (t, store) => {
  const { hold, refresh, reconcile, close, stored } = await readAlerts(t, store);
  const held = hold('reading', 'after');
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
  const { hold, refresh, reconcile, close, stored } = await readAlerts(t, store);
  const held = hold('refresh', 'before');
  const refreshed = refresh();
  await held.reached;
  await pause(5);
  await reconcile();
  close();
  held.open();
  await refreshed;
  await refresh();
  assert.deepEqual(await stored(), [2]);
});

import assert from 'node:assert/strict';
import test from 'node:test';

import type { Registry } from '../../src/grafana/registry.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { FakeGrafana, type Fault } from '../support/grafana/grafana.ts';
import { obstacles, PAGES, TestOnboarding, told } from '../support/grafana/onboarding.ts';

const ENTERPRISES = ['BASH'];
const ORGS = ['BASH', 'Écrans'];

/** Writes on either side that a run makes, counted, of which one goes wrong. */
class Interruption {
  #writes = 0;
  readonly #at: number;
  readonly #fault: Fault;

  constructor(at: number, fault: Fault) {
    this.#at = at;
    this.#fault = fault;
  }

  /** Whether the run was long enough for it to happen. */
  get happened(): boolean {
    return this.#writes >= this.#at;
  }

  next = (): Fault | undefined => {
    this.#writes += 1;
    return this.#writes === this.#at ? this.#fault : undefined;
  };

  /** The store's side; a break after the work is one that nobody learns of. */
  around(registry: Registry): Registry {
    const write = async <T>(work: () => Promise<T>): Promise<T> => {
      const fault = this.next();
      if (fault === 'refused') {
        throw new Error('the store does not answer');
      }
      const result = await work();
      if (fault !== undefined) {
        throw new Error('the store stopped answering');
      }
      return result;
    };
    return {
      ...registry,
      saveGrafanaOrg: (org) => write(() => registry.saveGrafanaOrg(org)),
      createToken: (token) => write(() => registry.createToken(token)),
      revokeToken: (id) => write(() => registry.revokeToken(id)),
    };
  }
}

async function emptyStore(db: StoreDatabase): Promise<void> {
  await db.deleteFrom('grafana_orgs').execute();
  await db.deleteFrom('tokens').execute();
}

/** The state that every way has to end in. */
async function assertWhole(it: TestOnboarding, when: string): Promise<void> {
  assert.deepEqual(obstacles(await it.apply({ enterprises: ENTERPRISES })), [], when);
  const again = await it.plan({ enterprises: ENTERPRISES });
  assert.deepEqual([told(again), obstacles(again)], [[], []], when);
  assert.deepEqual(
    it.grafana.orgs
      .all()
      .slice(1)
      .map(({ name }) => name)
      .sort(),
    ORGS,
    when
  );
  assert.deepEqual((await it.validTokens()).map((name) => name.replace(/ \[.*/, '')).sort(), [
    'Grafana: BASH',
    'Grafana: Écrans',
  ]);
  assert.deepEqual(await it.accessOf('BASH'), { scopes: ['counters:read'], enterprises: ['BASH'], connections: [] });
}

for (const fault of ['refused', 'unanswered'] as const) {
  test(`a run that any write breaks (${fault}) is finished by the next one`, async (t) => {
    const it = await TestOnboarding.start(t);
    let steps = 0;
    for (let happened = true; happened; steps += 1) {
      await emptyStore(it.db);
      it.grafana = await FakeGrafana.start(t, { dashboards: PAGES });
      const interruption = new Interruption(steps + 1, fault);
      it.grafana.fault = interruption.next;
      const broken = await it.apply({ enterprises: ENTERPRISES, registry: interruption.around(it.registry) });
      it.grafana.fault = () => undefined;
      happened = interruption.happened;
      assert.equal(obstacles(broken).length, happened ? 1 : 0, `write ${steps + 1}`);
      await assertWhole(it, `after write ${steps + 1}`);
      await it.grafana.close();
    }
    // Three of the main organisation, ten and twelve of the others, and what is written down of them.
    assert.ok(steps > 30, `${steps} writes`);
  });

  test(`rotation that any write breaks (${fault}) never leaves a data source without a valid token`, async (t) => {
    const it = await TestOnboarding.start(t);
    await it.apply({ enterprises: ENTERPRISES });
    for (let at = 1, happened = true; happened; at += 1) {
      const interruption = new Interruption(at, fault);
      it.grafana.fault = interruption.next;
      await it.apply({ enterprises: ENTERPRISES, rotate: true, registry: interruption.around(it.registry) });
      it.grafana.fault = () => undefined;
      happened = interruption.happened;
      await assertTokens(it);
      await assertWhole(it, `after write ${at}`);
    }
  });
}

test('rotation ends the old tokens, and not before the new ones are in use', async (t) => {
  const it = await TestOnboarding.start(t);
  await it.apply({ enterprises: ENTERPRISES });
  const old = ORGS.map((name) => it.grafana.orgs.named(name).dataSources.get('vigie')?.secrets['token'] ?? '');
  const revoked: string[] = [];
  await it.apply({
    enterprises: ENTERPRISES,
    rotate: true,
    registry: {
      ...it.registry,
      async revokeToken(id) {
        await assertTokens(it);
        await it.registry.revokeToken(id);
        revoked.push(id);
        await assertTokens(it);
      },
    },
  });
  assert.equal(revoked.length, 2);
  for (const token of old) {
    assert.equal((await it.tokens.authenticate(token)).access, undefined);
  }
});

async function assertTokens(it: TestOnboarding): Promise<void> {
  for (const name of ORGS) {
    assert.ok(await it.accessOf(name), `the token of ${name}`);
  }
}

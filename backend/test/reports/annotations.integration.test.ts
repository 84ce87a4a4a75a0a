import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { Access } from '../../src/domain/access/access.ts';
import { DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import type { DeliveryState } from '../../src/store/schema.ts';
import { accessTo } from '../support/counters/counters.ts';
import { ask, READER } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

const SENT_AT = new Date('2026-03-01T06:00:10Z');
const RANGE = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') };
const BOARD = 'board@agitel.example';
const EVERYBODY: Access = { ...READER, scopes: ['counters:read', 'tickets:read'] };
/** Two spellings of one company. */
const RULES: Rules = {
  ...DEFAULT_RULES,
  counters: { ...DEFAULT_RULES.counters, enterprises: [{ name: 'BASH', alsoWritten: ['Bash SA'] }] },
};

interface Line {
  report?: string;
  enterprise?: string;
  state?: DeliveryState;
  sentAt?: Date;
}

async function fill(store: Store, lines: readonly Line[]): Promise<void> {
  const rows = lines.map(({ report = 'monthly', enterprise = '', state = 'sent', sentAt = SENT_AT }) => ({
    id: randomUUID(),
    report,
    kind: enterprise === '' ? ('service' as const) : ('enterprise' as const),
    enterprise,
    due_at: new Date(sentAt.getTime() - 10_000),
    state,
    recipients: JSON.stringify([{ address: BOARD, state: 'accepted', detail: null }]),
    requested_by: 'marie',
    finished_at: sentAt,
  }));
  await store.db.insertInto('report_deliveries').values(rows).execute();
}

const OF_THREE: Line[] = [
  { enterprise: 'BASH' },
  { enterprise: 'APRIL' },
  { enterprise: 'bash' },
  { report: 'weekly' },
];

const texts = async (store: Store, access: Access, params: Record<string, unknown> = {}) =>
  (await ask(store, 'reports.annotations', { ...RANGE, rules: RULES, access, params })).rows.map(({ text }) => text);

testOnStores('reports are events at the instant they were sent, those that were not are none', async (_t, store) => {
  await fill(store, [
    { enterprise: 'BASH' },
    { report: 'weekly', sentAt: new Date(SENT_AT.getTime() + 1_000) },
    { enterprise: 'APRIL', sentAt: new Date(RANGE.from.getTime() - 1) },
    { enterprise: 'Pimkie', sentAt: new Date(RANGE.to.getTime() + 1) },
    ...(['pending', 'sending', 'failed', 'maybe_sent', 'missed'] as const).map((state) => ({
      state,
      enterprise: `State ${state}`,
    })),
  ]);
  const list = (params: object) => ask(store, 'reports.annotations', { ...RANGE, access: EVERYBODY, params });
  assert.deepEqual((await list({ language: 'en' })).rows, [
    { time: SENT_AT, time_end: null, title: 'Report sent: monthly', text: 'BASH', tags: 'report,enterprise' },
    {
      time: new Date(SENT_AT.getTime() + 1_000),
      time_end: null,
      title: 'Report sent: weekly',
      text: 'Service reports',
      tags: 'report,service',
    },
  ]);
  assert.deepEqual(
    (await list({ kind: 'service' })).rows.map(({ title }) => title),
    ['Rapport envoyé : weekly']
  );
  const { rows, notices } = await list({ limit: 1 });
  assert.deepEqual(
    rows.map(({ tags }) => tags),
    ['report,service']
  );
  assert.match(JSON.stringify(notices), /les 1 dernières sur 2/);
});

testOnStores('a tenant sees the reports of its own enterprises, whatever it asks for', async (_t, store) => {
  await fill(store, OF_THREE);
  const own = accessTo(['BASH']);
  for (const enterprise of [undefined, [], 'BASH', ['BASH', 'APRIL'], 'Bash SA']) {
    assert.deepEqual(await texts(store, own, { enterprise }), ['BASH'], JSON.stringify(enterprise));
  }
  for (const enterprise of ['APRIL', 'bash', 'BASH ', ' BASH', 'Bâsh', '%', '*', 'all', "BASH' OR '1'='1"]) {
    assert.deepEqual(await texts(store, own, { enterprise }), [], enterprise);
  }
  assert.deepEqual(await texts(store, own, { kind: 'service' }), []);
  assert.deepEqual(await texts(store, accessTo(['Bash SA'])), ['BASH'], 'by any of its spellings');
  assert.deepEqual(await texts(store, accessTo([])), []);
  // A name that no enterprise has, and that service reports stand under.
  assert.deepEqual(await texts(store, accessTo([''])), []);
  const whole = await ask(store, 'reports.annotations', { ...RANGE, rules: RULES, access: own });
  for (const secret of ['APRIL', 'bash', 'weekly', BOARD, 'marie']) {
    assert.ok(!JSON.stringify(whole.rows).includes(secret), secret);
  }
});

testOnStores(
  'of more reports than are wanted the last ones come, and it says how many one may see',
  async (_t, store) => {
    const sent = (enterprise: string, count: number): Line[] =>
      Array.from({ length: count }, (_, index) => ({
        enterprise,
        sentAt: new Date(SENT_AT.getTime() + index * 1_000),
      }));
    await fill(store, [...sent('BASH', 5), ...sent('APRIL', 9), { report: 'weekly' }]);
    const cut = async (access: Access, params: Record<string, unknown>) => {
      const { rows, notices } = await ask(store, 'reports.annotations', { ...RANGE, access, params });
      return [rows.length, /les \d+ dernières sur \d+/.exec(JSON.stringify(notices))?.[0]];
    };
    const own = accessTo(['BASH']);
    assert.deepEqual(await cut(own, { limit: 2 }), [2, 'les 2 dernières sur 5']);
    assert.deepEqual(await cut(own, { limit: 5 }), [5, undefined]);
    assert.deepEqual(await cut(own, { limit: 6 }), [5, undefined]);
    assert.deepEqual(await cut(EVERYBODY, { limit: 4 }), [4, 'les 4 dernières sur 15']);
    assert.deepEqual(await cut(EVERYBODY, { limit: 4, enterprise: 'APRIL' }), [4, 'les 4 dernières sur 9']);
  }
);

testOnStores('service reports show to those who see all tickets alone', async (_t, store) => {
  await fill(store, OF_THREE);
  assert.deepEqual(await texts(store, READER), ['Rapports de service']);
  assert.deepEqual((await texts(store, EVERYBODY)).toSorted(), ['APRIL', 'BASH', 'Rapports de service', 'bash']);
  assert.deepEqual(await texts(store, EVERYBODY, { enterprise: 'APRIL' }), ['APRIL']);
  const limited: Partial<Access>[] = [{ connections: ['atera'] }, { clients: ['BASH'] }, { clients: [] }];
  for (const limits of limited) {
    const tenant = { ...EVERYBODY, enterprises: ['APRIL'], ...limits };
    assert.deepEqual(await texts(store, tenant), ['APRIL'], JSON.stringify(limits));
  }
  // Of tickets alone: limited to clients it gets no report at all.
  await assert.rejects(texts(store, { ...READER, clients: ['BASH'] }), { code: 'scope_missing' });
  await assert.rejects(texts(store, { ...READER, scopes: ['sites:write'] }), { code: 'scope_missing' });
});

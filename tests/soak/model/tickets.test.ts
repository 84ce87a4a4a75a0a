import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { startAteraSimulator } from '../../simulators/atera/index.ts';
import { figuresOf, TicketsModel } from './tickets.ts';

const START = Date.parse('2026-03-10T09:00:00Z');
const MINUTE_MS = 60_000;

async function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['Date'], now: START });
  const atera = await startAteraSimulator({ apiKeys: ['key'], now: () => new Date() });
  t.after(() => atera.close());
  const { world } = atera;
  const add = () => {
    const { TicketID } = world.addTicket({ TicketStatus: 'Open', TicketPriority: 'High', TicketImpact: 'Major' });
    return TicketID;
  };
  const ids = [add(), add()] as const;
  const model = new TicketsModel(world);
  const row = (id: number, status = 'Open', statusClass = 'open') => ({
    ...{ id: String(id), status, class: statusClass, priority: 'Haute', impact: 'Majeur' },
  });
  const minutes = (count: number) => t.mock.timers.setTime(START + count * MINUTE_MS);
  /** What a list that was read so many minutes after the start may not show. */
  const differences = (listed: ReturnType<typeof row>[], readMinute: number, more: { incomplete?: boolean } = {}) => {
    const readAt = START + readMinute * MINUTE_MS;
    return model.differencesOf({
      ...{ listed, readAt, reconciledAt: readAt, incomplete: false, receivedAt: Date.now(), ...more },
    });
  };
  return { add, differences, ids, minutes, model, row, world };
}

test('accepts a list as Atera held it, and names what is missing, doubled or was never so', async (t) => {
  const { differences, ids, minutes, row } = await setUp(t);
  const [a, b] = ids;
  minutes(5);
  assert.deepEqual(differences([row(a), row(b)], 5), []);
  assert.deepEqual(differences([row(a)], 5), [`ticket ${b} is missing`]);
  assert.deepEqual(differences([row(a)], 5, { incomplete: true }), []);
  assert.deepEqual(differences([row(a), row(b), row(b)], 5), ['1 tickets are listed twice']);
  assert.match(differences([row(a), row(b, 'Pending', 'pending')], 5).join(), /was never like that/);
  assert.match(differences([row(a), row(b, 'Open', 'pending')], 5).join(), /was never like that/);
  assert.match(differences([row(a), row(b), row(99)], 5).join(), /ticket 99 .* was never like that/);
});

test('takes an old state for as long as the answer says that it is old, and no longer', async (t) => {
  const { differences, ids, minutes, model, row, world } = await setUp(t);
  const [a, b] = ids;
  minutes(10);
  world.updateTicket(a, { TicketStatus: 'Pending' });
  model.note([a]);
  minutes(20);
  const [old, fresh] = [
    [row(a), row(b)],
    [row(a, 'Pending', 'pending'), row(b)],
  ];
  assert.deepEqual(differences(old, 5), []);
  assert.deepEqual(differences(fresh, 5), []);
  assert.deepEqual(differences(fresh, 20), []);
  assert.match(differences(old, 20).join(), new RegExp(`ticket ${a} .* was never like that`));
});

test('lets a ticket that was deleted stay until everything has been compared', async (t) => {
  const { ids, minutes, model, row, world } = await setUp(t);
  const [a, b] = ids;
  minutes(10);
  world.deleteTicket(a);
  model.note([a]);
  minutes(20);
  const listed = [row(a), row(b)];
  const at = (minute: number) => START + minute * MINUTE_MS;
  const seen = (reconciledAt: number) =>
    model.differencesOf({ listed, readAt: at(20), reconciledAt, incomplete: false, receivedAt: at(20) });
  assert.deepEqual(seen(at(5)), []);
  assert.match(seen(at(20)).join(), new RegExp(`ticket ${a} `));
});

test('does not ask for a ticket that has come since the reading', async (t) => {
  const { add, differences, ids, minutes, model, row } = await setUp(t);
  minutes(10);
  const late = add();
  model.note([late]);
  minutes(20);
  const listed = ids.map((id) => row(id));
  assert.deepEqual(differences(listed, 10), []);
  assert.deepEqual(differences(listed, 20), [`ticket ${late} is missing`]);
});

test('works the figures of the board out of a list', () => {
  const row = (statusClass: string, priority: string, impact: string) => ({ class: statusClass, priority, impact });
  const { summary, byPriority } = figuresOf([
    row('open', 'Haute', 'Majeur'),
    row('open', 'Non renseignée', 'Aucun'),
    row('pending', 'Faible', 'Mineur'),
  ]);
  assert.deepEqual(summary, { total: 3, open: 2, pending: 1, impact_major: 1, impact_minor: 1, impact_none: 1 });
  assert.deepEqual(byPriority.open, { Faible: 0, Moyenne: 0, Haute: 1, Critique: 0, 'Non renseignée': 1 });
  assert.deepEqual(byPriority.pending, { Faible: 1, Moyenne: 0, Haute: 0, Critique: 0 });
});

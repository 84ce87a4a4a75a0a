import assert from 'node:assert/strict';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { DatasetAnswer } from '../../src/datasets/engine/reading.ts';
import type { AnyRow } from '../../src/datasets/engine/rows.ts';
import type { Access, ShownField } from '../../src/domain/access/access.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import type { Rules } from '../../src/domain/rules/rules.ts';
import { createTokens, type NewToken } from '../../src/identity/tokens.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { readFindings } from '../../src/store/findings/findings.ts';
import { takeSnapshot } from '../../src/store/history/snapshots.ts';
import { readSources } from '../../src/store/sources/source-states.ts';
import { inventTickets, SERVICE_RULES } from '../support/models/service-model.ts';
import { alertRow, ask, insertTickets, NOW, READER, servicesOver, sourceState } from '../support/models/tickets.ts';
import { readDataset } from '../support/read-dataset.ts';
import { TESTER } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

/* What a token that is limited to clients sees: figures of these clients only, and of their tickets nothing of the company's own. */

const DAY = 86_400_000;
const RANGE = { from: new Date(NOW.getTime() - 60 * DAY), to: NOW, timezone: 'Europe/Paris' };

function limited(clients: string[], shows: ShownField[] = []): Access {
  return { ...READER, tokenName: 'client', clients, shows };
}

/** Tickets of several clients, alerts, customers and the state of two accounts with internal names. */
async function fill(store: Store): Promise<void> {
  const tickets = inventTickets(20_260_310, 600, RANGE.from, NOW).map(({ label, ...ticket }) => ({
    ...ticket,
    title: `Ticket ${ticket.external_id} of ${label ?? 'nobody'}`,
  }));
  await insertTickets(store, tickets, SERVICE_RULES);
  await store.db
    .insertInto('alerts')
    .values([
      alertRow({ external_id: 1, customer_name: 'bash' }),
      alertRow({ external_id: 2, customer_name: 'Pimkie' }),
    ])
    .execute();
  await store.db
    .insertInto('customers')
    .values([{ connection: 'atera', external_id: 9, name: 'Secret SA', read_at: NOW }])
    .execute();
  await store.db
    .insertInto('source_states')
    .values([
      sourceState({ connection: 'atera', rows_announced: 4_242, list_error: 'a list error' }),
      sourceState({ connection: 'lyon', error: 'the key of lyon is wrong', error_code: 'key' }),
    ])
    .execute();
  await takeSnapshot(store.db, SERVICE_RULES, new Date(NOW.getTime() - DAY));
}

const asks = (store: Store, access: Access, rules: Rules = SERVICE_RULES) => {
  return (dataset: string, params: Record<string, unknown> = {}): Promise<DatasetAnswer> =>
    ask(store, dataset, { ...RANGE, rules, access, params });
};

testOnStores(
  'a token of a client gets of each dataset what the client’s name narrows it to, or a refusal',
  async (_t, store) => {
    await fill(store);
    const [all, bash] = [asks(store, READER), asks(store, limited(['BASH']))];
    const open: string[] = [];
    for (const { name, parameters, forClients } of (await loadCatalogue()).list()) {
      if (forClients === undefined) {
        if (!name.startsWith('counters.') && name !== 'system.sources') {
          await assert.rejects(bash(name), /limited|needs a token with the scope/, name);
        }
        continue;
      }
      open.push(name);
      const { rows, dataset, source } = await bash(name);
      assert.deepEqual(
        Object.keys(dataset.columns),
        forClients.columns.toSorted(inOrderOf(Object.keys(dataset.columns)))
      );
      assert.deepEqual([...new Set(source.sources)], ['tickets']);
      const clients = new Set(
        rows.map((row) => row['client']).filter((client) => client !== null && client !== undefined)
      );
      assert.ok(clients.size === 0 || (clients.size === 1 && clients.has('BASH')), `${name}: ${[...clients].join()}`);
      if ('client' in parameters) {
        const narrowed = (await all(name, { client: 'BASH' })).rows.map((row) =>
          only(row, Object.keys(dataset.columns))
        );
        assert.deepEqual(rows, narrowed, name);
        assert.ok(rows.length > 0, name);
      }
    }
    assert.ok(open.length >= 14, open.join());
    const [summary] = (await bash('tickets.summary')).rows;
    const listed = (await all('tickets.list', { client: 'BASH', limit: 10_000 })).rows.filter(
      (row) => row['source'] !== 'odoo'
    );
    assert.equal(summary?.['total'], listed.length);
    assert.deepEqual(
      (await bash('tickets.by_client')).rows.map((row) => row['client']),
      ['BASH']
    );
  }
);

const inOrderOf = (names: string[]) => (a: string, b: string) => names.indexOf(a) - names.indexOf(b);
const only = (row: AnyRow, names: string[]): AnyRow =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));

testOnStores('a token of a client is not told what another client or the company is called', async (_t, store) => {
  await fill(store);
  const bash = asks(store, limited(['BASH']));
  const answers: unknown[] = [];
  for (const { name, parameters, forClients } of (await loadCatalogue()).list()) {
    const values = Object.entries(parameters).flatMap(([parameter, { choices }]) => [
      { [parameter]: 'Pimkie' },
      { [parameter]: ['Pimkie', 'BASH'] },
      { [parameter]: 'Zoo' },
      { [parameter]: 'Alice Martin' },
      { [parameter]: 'Autres' },
      ...(choices ?? []).map(({ value }) => ({ [parameter]: value })),
    ]);
    for (const params of [{}, { at: new Date(NOW.getTime() - DAY / 2).toISOString() }, ...values]) {
      const answer = await bash(name, params).then(
        ({ rows, notices, source }) => ({ rows, notices, source }),
        (error: Error) => error.message.replaceAll(/"(Pimkie|Zoo|Alice Martin|Autres|BASH)"/g, '')
      );
      answers.push([name, answer]);
      assert.ok(forClients !== undefined || typeof answer === 'string' || name === 'system.sources', name);
    }
  }
  const text = JSON.stringify(answers);
  for (const foreign of [
    'Pimkie',
    'of Zoo',
    'Alice',
    'Bruno',
    'lyon',
    'atera',
    'support',
    'SUPPORT',
    '4242',
    'Secret',
    'Autres',
  ]) {
    const at = text.indexOf(foreign);
    assert.ok(at < 0, `${foreign}: ${text.slice(Math.max(0, at - 200), at + 50)}`);
  }
  assert.ok(text.includes('of BASH'));
});

testOnStores('a name of the rules and one that nobody has are answered alike', async (_t, store) => {
  await fill(store);
  const bash = asks(store, limited(['BASH']));
  for (const dataset of [
    'tickets.list',
    'tickets.flow',
    'tickets.history',
    'tickets.sla_period',
    'tickets.resolution',
  ]) {
    const outcome = (client: string): Promise<unknown> =>
      bash(dataset, { client }).then(
        ({ rows }) => JSON.stringify(rows).replaceAll(client, 'name'),
        (error: Error) => error.message.replaceAll(client, 'name')
      );
    assert.deepEqual(await outcome('Pimkie'), await outcome('Nobody SA'), dataset);
  }
});

testOnStores('what the rules show to a client is there, and its parameter too', async (_t, store) => {
  await fill(store);
  const shown = asks(store, limited(['BASH'], ['technician', 'queue', 'status']));
  const { rows, dataset } = await shown('tickets.list', { technician: 'Alice Martin', queue: 'support' });
  assert.ok(rows.length > 0);
  assert.ok(rows.every((row) => row['technician'] === 'Alice Martin' && row['queue'] === 'support'));
  assert.ok('status' in dataset.columns && !('url' in dataset.columns) && !('source' in dataset.columns));
  await assert.rejects(shown('tickets.technicians'), /limited/);
  await assert.rejects(
    asks(store, limited(['BASH'], ['status']))('tickets.list', { technician: 'Bruno' }),
    /unknown parameter `technician` of dataset tickets\.list: it takes client, class, priority, limit/
  );
});

testOnStores(
  'several clients are those and no others; a client without the token’s connections is empty',
  async (_t, store) => {
    await fill(store);
    const both = asks(store, limited(['BASH', 'Valeor', 'Pimkie']));
    const names = (rows: AnyRow[]) => rows.map((row) => row['client']);
    assert.deepEqual(names((await both('tickets.by_client')).rows), ['BASH', 'Pimkie', 'Valeor']);
    assert.deepEqual(names((await both('tickets.sla_period', { client: ['Pimkie', 'Nobody SA'] })).rows), ['Pimkie']);
    const listed = new Set(names((await both('tickets.list', { limit: 10_000 })).rows));
    assert.deepEqual(listed, new Set(['BASH', 'Pimkie']));
    const series = new Set((await both('tickets.history', { by: 'client' })).rows.map((row) => row['series']));
    assert.deepEqual(series, new Set(['BASH', 'Pimkie', 'Valeor']));
    const elsewhere = asks(store, { ...limited(['BASH']), connections: ['paris'] });
    assert.deepEqual((await elsewhere('tickets.list')).rows, []);
  }
);

testOnStores('the states of the accounts and what the rules lack are not for clients', async (_t, store) => {
  await fill(store);
  const access = limited(['BASH']);
  assert.deepEqual(await readSources(store.db, SERVICE_RULES, access, NOW), []);
  assert.deepEqual(await readFindings(store.db, SERVICE_RULES, access), []);
  await assert.rejects(asks(store, access)('system.sources'), /limited/);
  const withCounters: Access = { ...access, scopes: ['tickets:read', 'counters:read'], enterprises: ['BASH'] };
  assert.deepEqual((await asks(store, withCounters)('system.sources')).rows, []);
});

testOnStores(
  'a client that the rules no longer have, or call otherwise, shows nothing, its history neither',
  async (_t, store) => {
    await fill(store);
    const rules = { ...SERVICE_RULES, clients: SERVICE_RULES.clients.filter(({ name }) => name !== 'BASH') };
    const renamed = {
      ...SERVICE_RULES,
      clients: SERVICE_RULES.clients.map((client) =>
        client.name === 'BASH' ? { ...client, name: 'Groupe BASH' } : client
      ),
    };
    const made = await createTokens(store.db, SERVICE_RULES).create(token(['BASH']), TESTER);
    const catalogue = await loadCatalogue();
    for (const later of [rules, renamed, { ...rules, clients: [] }]) {
      const { access } = await createTokens(store.db, later).authenticate(made.token);
      assert.deepEqual(access?.clients, []);
      // The columns that name the client are those of before: nothing but the rules has changed.
      for (const { name, forClients } of catalogue.list().filter(({ forClients }) => forClients)) {
        const services = servicesOver(store, { rules: later, clock: fixedClock(NOW) });
        const request = { dataset: name, from: RANGE.from.getTime(), to: NOW.getTime(), timezone: RANGE.timezone };
        const { rows } = await readDataset(services, catalogue, access, request);
        const figures = rows.flatMap((row) =>
          Object.entries(row).filter(
            ([column, value]) => typeof value === 'number' && column !== 'position' && value !== 0
          )
        );
        assert.deepEqual(figures, [], `${name} ${forClients?.columns.join()}`);
      }
    }
    const { access } = await createTokens(store.db, SERVICE_RULES).authenticate(made.token);
    assert.deepEqual(access?.clients, ['BASH']);
  }
);

const token = (clients: string[], rest: Partial<NewToken> = {}): NewToken => ({
  name: 'client',
  scopes: ['tickets:read'],
  clients,
  ...rest,
});

testOnStores('a token names clients of the rules, and shows more of them only', async (_t, store) => {
  const tokens = createTokens(store.db, SERVICE_RULES);
  const refused = (given: NewToken, message: RegExp) => assert.rejects(tokens.create(given, TESTER), message);
  await refused(token(['Bash']), /no client "Bash": write "BASH", as they do/);
  await refused(token(['BASH', 'Ba&sh']), /no client "Ba&sh": write "BASH"/);
  await refused(token(['Dupont']), /no client "Dupont": they have "BASH", "Pimkie", "Valeor"/);
  await refused(token(['BASH'], { scopes: ['admin'] }), /cannot be limited to enterprises, connections or clients/);
  await refused({ ...token([]), clients: undefined, shows: ['queue'] }, /Name its clients/);
  await tokens.create(token([]), TESTER);
  await tokens.create(token(['BASH'], { shows: ['technician'] }), TESTER);
  await tokens.create({ name: 'old', scopes: ['tickets:read'] }, TESTER);
  assert.deepEqual(
    (await tokens.list()).map(({ name, clients, shows }) => [name, clients, shows]),
    [
      ['client', [], []],
      ['client', ['BASH'], ['technician']],
      ['old', 'all', []],
    ]
  );
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';

import { sql } from 'kysely';

import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import { buildLead } from '../../../tests/simulators/odoo/index.ts';
import type { Fault } from '../../../tests/simulators/shared/faults/fault.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { runCommand } from '../support/server/cli.ts';
import { logCapture, send } from '../support/server/server.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import {
  type AdministeredServer,
  jwtKey,
  newSecretKey,
  serverOn,
  storeOf,
  testOnStoresOfServers,
} from '../support/upstreams/connections.ts';
import { TEST_LOGIN, withOdoo } from '../support/upstreams/odoo.ts';

const LONG_AGO = Date.parse('2024-07-23T08:00:00Z');

/** Everything that must be known to Vigie and seen by nobody. */
function plantSecrets() {
  const random = (): string => `pLanted-${randomBytes(24).toString('hex')}`;
  return {
    secretKey: newSecretKey(),
    previousSecretKey: newSecretKey(),
    bootstrapToken: random(),
    environmentKey: random(),
    storedKey: jwtKey(90),
    replacedKey: random(),
    odooKey: random(),
    refusedKey: random(),
  };
}

/** A secret as it may come out: as it is, or in one of the usual encodings. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const decoded = /^[A-Za-z0-9+/]{43}=$/.test(secret) ? [Buffer.from(secret, 'base64').toString('hex')] : [];
  // Base64 of a part of a text depends on where it begins: without its ends it is the same.
  const shifted = [0, 1, 2].map((skip) => bytes.subarray(skip).toString('base64').slice(0, 24));
  return [secret, bytes.toString('hex'), encodeURIComponent(secret), ...decoded, ...shifted];
}

function assertHidden(secrets: Record<string, string>, place: string, text: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    for (const form of formsOf(secret)) {
      assert.ok(
        !text.includes(form),
        `${name} stands in ${place}: …${text.slice(text.indexOf(form) - 80).slice(0, 200)}`
      );
    }
  }
}

/** Every row of every table as PostgreSQL writes it; binary columns are hexadecimal. */
async function dump(store: Store): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(
    store.db
  );
  assert.ok(tables.rows.length >= 9);
  const texts = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(store.db);
      return [name, ...rows.map(({ row }) => row)].join('\n');
    })
  );
  return texts.join('\n');
}

testOnStoresOfServers('no planted secret is found after a run with faults', async (t, env) => {
  const planted = plantSecrets();
  const shown: [place: string, text: string][] = [];
  const { server, settings, faults } = await start(t, env, planted);

  // Addresses and tokens are shown where they are made, and nowhere else.
  const webhook = await server.call<{ path: string }>('POST', '/v1/connections/lyon/webhook');
  const token = await server.call<{ token: string }>('POST', '/v1/tokens', {
    name: 'screen',
    scopes: ['tickets:read'],
  });
  const secrets = { ...planted, webhook: webhook.body.path.slice(-43), token: token.body.token };

  for (const fault of faults) {
    fault.set();
    await server.sync();
    shown.push(...(await everythingShown(server, secrets)));
    fault.clear();
  }
  await server.call('POST', '/v1/sync', { full: true });
  shown.push(...(await everythingShown(server, secrets)));
  for (const command of [['connections', 'list'], ['connections', 'test', 'lyon'], ['doctor'], ['token', 'list']]) {
    const { stdout, stderr } = await runCommand(command, settings);
    shown.push([command.join(' '), stdout + stderr]);
  }
  await server.close();
  shown.push(['the log', server.log.text()]);
  shown.push(['the store', await dump(await storeOf(t, env))]);

  assert.ok(shown.some(([, text]) => text.includes('refuses the key')));
  assert.ok(shown.every(([, text]) => text.length > 0));
  shown.forEach(([place, text]) => assertHidden(secrets, place, text));
});

/** A server that reads accounts of the environment and of the store, and what can go wrong with them. */
async function start(t: TestContext, env: Record<string, string>, planted: ReturnType<typeof plantSecrets>) {
  const tickets = [buildTicket(LONG_AGO, { TicketID: 1 })];
  const atera = await withAtera(t, {
    apiKeys: [planted.environmentKey, planted.storedKey, planted.replacedKey],
    tickets,
  });
  const odoo = await withOdoo(t, { apiKeys: [planted.odooKey], leads: [buildLead(LONG_AGO, { id: 1 })] });
  const settings = {
    ...env,
    VIGIE_SECRET_KEY: planted.secretKey,
    VIGIE_SECRET_KEY_PREVIOUS: planted.previousSecretKey,
    VIGIE_BOOTSTRAP_TOKEN: planted.bootstrapToken,
    ATERA_URL: atera.url,
    ATERA_API_KEY: planted.environmentKey,
    LOG_LEVEL: 'trace',
  };
  // A log that knows none of the secrets: whatever reached it would show.
  const log = logCapture();
  const server = { ...(await serverOn(t, settings, { logger: log.logger })), log };
  await server.add({ name: 'lyon', kind: 'atera', url: atera.url, secret: planted.replacedKey });
  await server.add({ name: 'lyon', secret: planted.storedKey, replace: true });
  const odooSettings = { kind: 'odoo', url: odoo.url, database: odoo.database, login: TEST_LOGIN };
  await server.add({ name: 'crm', ...odooSettings, secret: planted.odooKey });

  const both = (fault: Fault) => ({
    set: () => [atera, odoo].forEach((simulator) => simulator.faults.set(fault)),
    clear: () => [atera, odoo].forEach((simulator) => simulator.faults.set()),
  });
  const faults = [
    both({ kind: 'key-revoked' }),
    both({ kind: 'status', status: 403 }),
    both({ kind: 'html' }),
    // An upstream that repeats the key in what it says.
    both({ kind: 'exception', name: 'builtins.ValueError', message: `Invalid key ${planted.odooKey}` }),
  ];
  return { server, settings, faults };
}

/** What callers are shown, rights and mistakes of all sorts. */
async function everythingShown(
  server: AdministeredServer,
  secrets: Record<string, string>
): Promise<[place: string, text: string][]> {
  const shown: [string, string][] = [];
  const datasets = ['system.sources', 'tickets.summary', 'tickets.latest', 'tickets.list', 'clients'];
  const queries = datasets.map((dataset) => ({ refId: dataset, dataset }));
  const wrong = { name: 'wrong', kind: 'atera', secret: secrets['refusedKey'] };
  const [lyon] = (await server.list()).filter(({ name }) => name === 'lyon');
  for (const [method, path, body] of [
    ['GET', '/v1/status'],
    ['GET', '/v1/connections'],
    ['GET', '/v1/tokens'],
    ['GET', '/metrics'],
    ['GET', '/openapi.json'],
    ['GET', '/v1/datasets'],
    ['POST', '/v1/sync', {}],
    ['POST', '/v1/query', { queries }],
    ['POST', '/v1/connections', { ...wrong, url: lyon?.url }],
    ['POST', '/v1/connections', { ...wrong, url: 'http://127.0.0.1:9' }],
    ['POST', '/v1/connections', { ...wrong, name: 'lyon' }],
    ['POST', '/v1/connections', { ...wrong, database: secrets['odooKey'], extra: secrets['odooKey'] }],
    ['POST', '/v1/connections/lyon/test'],
    ['POST', '/v1/connections/crm/test'],
    ['POST', '/v1/secrets/rotate'],
  ] as const) {
    shown.push([`${method} ${path}`, (await server.call(method, path, body)).text]);
  }
  const webhooks = `${server.url}/v1/webhooks/atera/${secrets['webhook']}`;
  shown.push(['a webhook', (await send(webhooks, { method: 'POST', body: '{' })).text]);
  shown.push(['a wrong webhook', (await send(`${webhooks}/x`, { method: 'POST' })).text]);
  shown.push(['a wrong token', (await send(`${server.url}/v1/status`, { token: secrets['refusedKey'] ?? '' })).text]);
  return shown;
}

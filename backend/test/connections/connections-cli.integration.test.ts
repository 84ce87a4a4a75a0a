import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import test from 'node:test';

import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import type { ConnectionAnswer } from '../../src/upstreams/connections/connection-answer.ts';
import { type CliResult, runCommand } from '../support/server/cli.ts';
import { withDataDir } from '../support/server/server.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { jwtKey, newSecretKey, serverOn, testOnStoresOfServers } from '../support/upstreams/connections.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const tickets = [buildTicket(Date.parse('2024-07-23T08:00:00Z'), { TicketID: 1 })];
const piped = (text: string) => Readable.from([text]);

/** Standard input at which a person types. */
function typed(text: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.write(text);
  return stdin;
}

function assertFine({ code, stderr }: CliResult): void {
  assert.equal(code, 0, stderr);
}

async function listed(env: Record<string, string>): Promise<ConnectionAnswer[]> {
  const { stdout } = await runCommand(['connections', 'list', '--json'], env);
  return (JSON.parse(stdout) as { connections: ConnectionAnswer[] }).connections;
}

testOnStoresOfServers('a connection is added, tested, read and removed, without a server', async (t, env) => {
  const atera = await withAtera(t, { tickets });
  const settings = { ...env, VIGIE_SECRET_KEY: newSecretKey() };
  const added = await runCommand(
    ['connections', 'add', 'lyon', '--kind', 'atera', '--url', atera.url, '--requests-per-minute', '200'],
    settings,
    piped(`${TEST_KEY}\n`)
  );
  assertFine(added);
  assert.match(added.stdout, /^The connection lyon is added\. Atera takes the key/);

  const table = await runCommand(['connections', 'list'], settings);
  assert.match(
    table.stdout,
    /name +kind +from +address +state +key expires +webhook\nlyon +atera +store +http.* +reading +- +-\n/
  );
  const tested = await runCommand(['connections', 'test', 'lyon'], settings);
  assertFine(tested);
  assertFine(await runCommand(['sync'], settings));
  assert.equal((await listed(settings))[0]?.state, 'ok');

  const healthy = await runCommand(['doctor'], settings);
  assert.match(healthy.stdout, /✔ connection lyon: Atera takes the key/);
  const keyless = await runCommand(['doctor'], { ...settings, VIGIE_SECRET_KEY: newSecretKey() });
  assert.equal(keyless.code, 1);
  assert.match(keyless.stdout, /✘ connection lyon: The credentials of "lyon" cannot be decrypted/);

  const unasked = await runCommand(['connections', 'remove', 'lyon'], settings);
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /--yes/);
  const refused = await runCommand(['connections', 'remove', 'lyon'], settings, typed('n\r'));
  assert.equal(refused.code, 1);
  assert.equal((await listed(settings)).length, 1);
  const removed = await runCommand(['connections', 'remove', 'lyon'], settings, typed('y\r'));
  assertFine(removed);
  assert.match(removed.stdout, /removed, with 1 tickets and 0 alerts/);
  assert.deepEqual(await listed(settings), []);
  assert.match((await runCommand(['doctor'], settings)).stdout, /▲ connections: No source is connected/);
  for (const { stdout, stderr } of [added, table, tested, removed]) {
    assert.ok(!`${stdout}${stderr}`.includes(TEST_KEY));
  }
});

test('commands talk to a server that runs, whose key counts', async (t) => {
  const atera = await withAtera(t, { tickets, apiKeys: [jwtKey(3), TEST_KEY] });
  const dataDir = await withDataDir(t);
  const [oldKey, newKey] = [newSecretKey(), newSecretKey()];
  const first = await serverOn(t, { VIGIE_DATA_DIR: dataDir, VIGIE_SECRET_KEY: oldKey });
  const env = { VIGIE_DATA_DIR: dataDir };
  const add = ['connections', 'add', 'lyon', '--kind', 'atera', '--url', atera.url];
  assertFine(await runCommand(add, env, piped(TEST_KEY)));
  const twice = await runCommand(add, env, piped(TEST_KEY));
  assert.equal(twice.code, 1);
  assert.match(twice.stderr, /already\. Choose another name, or replace it/);
  assertFine(await runCommand(['connections', 'add', 'lyon', '--replace'], env, piped(TEST_KEY)));
  const failing = await runCommand(['connections', 'add', 'lyon', '--replace'], env, piped('another-key'));
  assert.equal(failing.code, 1);
  assert.match(failing.stderr, /Nothing was stored: Atera refuses the key/);

  const webhook = await runCommand(['connections', 'webhook', 'lyon'], env);
  assert.match(webhook.stdout, /^\/v1\/webhooks\/atera\/[\w-]{43}\n$/);
  assert.match(webhook.stderr, /shown only once/);
  assert.equal((await listed(env))[0]?.webhook?.lastCalledAt, null);
  assertFine(await runCommand(['connections', 'webhook', 'lyon', '--remove'], env));
  assert.equal((await listed(env))[0]?.webhook, null);
  await first.close();

  await serverOn(t, { VIGIE_DATA_DIR: dataDir, VIGIE_SECRET_KEY: newKey, VIGIE_SECRET_KEY_PREVIOUS: oldKey });
  const rotated = await runCommand(['secrets', 'rotate'], env);
  assertFine(rotated);
  assert.match(rotated.stdout, /^2 credentials were re-encrypted by the server at http/);
  assert.match(rotated.stdout, /VIGIE_SECRET_KEY_PREVIOUS can be removed/);
});

test('a typed key is not shown', async (t) => {
  const atera = await withAtera(t);
  const env = { VIGIE_DATA_DIR: await withDataDir(t), VIGIE_SECRET_KEY: newSecretKey() };
  const add = ['connections', 'add', 'lyon', '--kind', 'atera', '--url', atera.url];
  const { code, stdout, stderr } = await runCommand(add, env, typed(`${TEST_KEY}\r`));
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^API key of "lyon" \(it is not shown\): \n$/);
  assert.ok(!stdout.includes(TEST_KEY));
  const interrupted = await runCommand([...add, '--replace'], env, typed('half-a-key\u0003'));
  assert.equal(interrupted.code, 2);
  assert.match(interrupted.stderr, /nothing was done/);
});

test('a key is never an argument, and an empty one is refused', async (t) => {
  const env = { VIGIE_DATA_DIR: await withDataDir(t), VIGIE_SECRET_KEY: newSecretKey() };
  const add = ['connections', 'add', 'lyon', '--kind', 'atera'];
  const empty = await runCommand(add, env, piped('\n'));
  assert.equal(empty.code, 2);
  assert.match(empty.stderr, /No secret was given/);
  for (const wrong of [
    [...add, '--secret', 'x'],
    [...add, 'x'],
    [...add.slice(0, -1), 'jira'],
  ]) {
    assert.equal((await runCommand(wrong, env, piped(TEST_KEY))).code, 2, wrong.join(' '));
  }
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, type TestContext } from 'node:test';

import type { FastifyInstance } from 'fastify';

import { explainError, inspectError } from '../../src/cli/terminal/describe-error.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import { listen } from '../../src/main/listen.ts';
import { runProgram } from '../support/server/cli.ts';
import { layStore } from '../support/store/store-image.ts';

/** Nothing answers there, and nothing has to: it is connected to when it is first asked. */
const COUNTERS_URL = 'mysql://vigie:secret-of-counters@127.0.0.1:9/counters';

/** A data folder with its store, made once: the tests here come after that. */
let folder: Promise<string> | undefined;
const usedFolder = (): Promise<string> => (folder ??= makeFolder());
after(async () => folder && rm(await folder, { recursive: true }));

async function makeFolder(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vigie-start-'));
  await layStore('migrated', path.join(dataDir, 'store'));
  return dataDir;
}

async function takenPort(t: TestContext): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return String((server.address() as AddressInfo).port);
}

/** One sentence of the command, neither a stack nor a statement. */
function assertSentence(stderr: string, sentence: RegExp): void {
  assert.match(stderr, sentence);
  assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
}

for (const variable of ['PORT', 'MANAGEMENT_PORT']) {
  test(`serve ends with 1 when ${variable} is taken, with counters configured`, async (t) => {
    const env = { VIGIE_DATA_DIR: await usedFolder(), LOG_LEVEL: 'silent', COUNTERS_URL };
    const other = variable === 'PORT' ? 'MANAGEMENT_PORT' : 'PORT';
    const port = await takenPort(t);
    const { code, stderr } = await runProgram(['serve'], { ...env, [variable]: port, [other]: '0' });
    assert.equal(code, 1);
    assertSentence(stderr, new RegExp(`^vigie: Port ${port} of 127\\.0\\.0\\.1 is taken\\..*${variable}`));
  });
}

test('serve ends with 1 when HOST is no address of this machine', async () => {
  const env = { VIGIE_DATA_DIR: await usedFolder(), LOG_LEVEL: 'silent', PORT: '0', MANAGEMENT_PORT: '0' };
  for (const [host, sentence] of [
    // TEST-NET-3 (RFC 5737) and the name nobody may have (RFC 6761).
    ['203.0.113.7', /^vigie: 203\.0\.113\.7 \(HOST\) is not an address of this machine/],
    ['vigie.invalid', /^vigie: vigie\.invalid \(HOST\) is a name that nobody knows/],
  ] as const) {
    const { code, stderr } = await runProgram(['serve'], { ...env, HOST: host });
    assert.equal(code, 1);
    assertSentence(stderr, sentence);
  }
});

test('names the variable of a port that may not be opened', async () => {
  const refusing = { listen: () => Promise.reject(Object.assign(new Error('bind'), { code: 'EACCES' })) };
  await assert.rejects(
    listen(refusing as unknown as FastifyInstance, { host: '127.0.0.1', port: 80, portVariable: 'PORT' }),
    /^Error: Port 80 \(PORT\) may not be opened: ports below 1024/
  );
});

test('a command ends when it did not need the counters database', async () => {
  const { code, stdout } = await runProgram(['token', 'list'], { VIGIE_DATA_DIR: await usedFolder(), COUNTERS_URL });
  assert.equal(code, 0);
  assert.match(stdout, /name/);
});

test('closing an unused counters database ends its timers, and may be done twice', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const counters = await openCounters({ url: COUNTERS_URL });
  await counters.close();
  await counters.close();
  assert.equal(timers(), before);
});

test('describes what is no error, what is a bug and what hides another failure without a stack', () => {
  const bug = explainError(new TypeError("Cannot read properties of undefined (reading 'x')")).en;
  assert.match(bug, /^An unexpected error \(TypeError: Cannot read .*LOG_LEVEL=debug/);
  assert.ok(!bug.includes('\n'));
  assert.match(explainError({ name: 'Odd', errno: 7 }).en, /Odd.*7.*LOG_LEVEL=debug/);
  assert.match(explainError(undefined).en, /\(undefined\)/);
  const first = new Error('the port is taken');
  assert.equal(explainError(new SuppressedError(new Error('closing failed'), first, 'x')).en, 'the port is taken');
  assert.match(inspectError(new Error('password "geheim" refused'), ['geheim']), /\[secret\][^]*at /);
});

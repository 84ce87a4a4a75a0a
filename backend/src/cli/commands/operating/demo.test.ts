import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { type Io, processSurroundings } from '../../terminal/io.ts';
import { runDemo } from './demo.ts';

const PROCESS: Io = { ...processSurroundings, language: 'en' };

/** Says over a socket how it was started, then ends as the test says, or when it is asked to. */
const STAND_IN = `
  import { connect } from 'node:net';
  const socket = connect(Number(process.env.TOLD_TO));
  process.on('SIGTERM', () => process.exit(0));
  socket.write(JSON.stringify({ args: process.argv.slice(2), path: process.env.PATH }) + '\\n');
  socket.on('data', (code) => process.exit(Number(String(code))));
`;

interface Started {
  args: string[];
  path: string;
}

async function checkoutOf(t: TestContext): Promise<string> {
  const checkout = await mkdtemp(join(tmpdir(), 'vigie-demo-'));
  t.after(() => rm(checkout, { recursive: true, force: true }));
  return checkout;
}

/** A checkout whose demo tells the test what it got. */
async function standIn(t: TestContext) {
  const checkout = await checkoutOf(t);
  await mkdir(join(checkout, 'demo'));
  await writeFile(join(checkout, 'demo', 'main.ts'), STAND_IN);
  await writeFile(join(checkout, 'package.json'), '{"type":"module"}');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const started = once(server, 'connection').then(async ([socket]) => {
    const [line] = (await once(socket as Socket, 'data')) as [Buffer];
    return { socket: socket as Socket, ...(JSON.parse(line.toString()) as Started) };
  });
  return { checkout, io: { ...PROCESS, env: { PATH: '/usr/bin', TOLD_TO: String(port) } }, started };
}

test('starts the demo of the checkout with the tools of npm in front, and ends as it ends', async (t) => {
  const { checkout, io, started } = await standIn(t);
  const exitCode = runDemo(io, { once: true }, checkout);
  const { socket, args, path } = await started;
  assert.deepEqual(args, ['--once']);
  assert.equal(path, `${join(checkout, 'node_modules', '.bin')}${delimiter}/usr/bin`);
  socket.write('7');
  assert.equal(await exitCode, 1);
});

test('a request to stop reaches the demo; Ctrl-C, which the terminal sends to both, does not end the command first', async (t) => {
  const { checkout, io, started } = await standIn(t);
  const exitCode = runDemo(io, {}, checkout);
  const { args } = await started;
  assert.deepEqual(args, []);
  process.emit('SIGINT');
  process.emit('SIGTERM');
  assert.equal(await exitCode, 0);
});

test('where there is no demo, one sentence says where there is one', async (t) => {
  await assert.rejects(runDemo(PROCESS, {}, await checkoutOf(t)), {
    message: 'The demo is part of the source code and not installed here: run it in a checkout of Vigie.',
  });
});

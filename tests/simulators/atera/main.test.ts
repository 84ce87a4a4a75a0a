import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

import { KEY } from './test-helper.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

function run(t: TestContext, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

test('prints its address as one JSON line, serves, is steered over /_sim and stops on SIGTERM', async (t) => {
  const child = run(t, '--tickets', '40', '--alerts', '5', '--seed', '7', '--now', '2026-03-12T10:00:00Z');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);

  const world = async () => (await fetch(`${url}/_sim/world`)).json() as Promise<{ active: number; now: string }>;
  assert.deepEqual(await world(), { ...(await world()), active: 40, now: '2026-03-12T10:00:00.000Z' });
  assert.equal((await fetch(`${url}/api/v3/tickets`, { headers: KEY })).status, 200);

  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
});

test('refuses a wrong command line with exit code 2 and a sentence', async (t) => {
  for (const [args, message] of [
    [['--port', 'http'], /--port must be a whole number, not "http"/],
    [['--now', 'soon'], /--now must be an ISO 8601 instant/],
    [['--ticket', '4'], /Unknown option '--ticket'/],
  ] as const) {
    const child = run(t, ...args);
    const [errors, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.deepEqual(exit, [2, null]);
    assert.match(errors, message);
    assert.match(errors, /Usage:/);
  }
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

test('prints its address, serves the version asked for, refuses a wrong one', async (t) => {
  const child = spawn(process.execPath, [MAIN, '--leads', '12', '--odoo-version', '17'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const world = (await (await fetch(`${url}/_sim/world`)).json()) as { leads: number };
  assert.equal(world.leads, 36);
  assert.equal((await fetch(`${url}/json/version`)).status, 404);
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);

  const wrong = spawn(process.execPath, [MAIN, '--odoo-version', '12'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [errors, wrongExit] = await Promise.all([text(wrong.stderr), once(wrong, 'exit')]);
  assert.deepEqual(wrongExit, [2, null]);
  assert.match(errors, /--odoo-version must be one of 16, 17, 18, 19, not "12"/);
});

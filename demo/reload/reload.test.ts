import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSource, restarting } from './reload.ts';

test('restarts what the restart before has started', async () => {
  const done: string[] = [];
  const part = (id: number) => ({
    close: async () => void done.push(`close ${id}`),
    startAgain: async () => {
      done.push(`start ${id + 1}`);
      return part(id + 1);
    },
  });
  const restart = restarting('backend', part(1), { say: () => undefined });
  await restart();
  await restart();
  assert.deepEqual(done, ['close 1', 'start 2', 'close 2', 'start 3']);
});

test('starts a part that did not start with the next change', async () => {
  let isBroken = true;
  const part = {
    close: async () => undefined,
    startAgain: async () => {
      if (isBroken) {
        throw new Error('the backend did not start');
      }
      return part;
    },
  };
  const said: string[] = [];
  const restart = restarting('backend', part, { say: (line) => said.push(line) });
  await assert.rejects(restart(), /did not start/);
  isBroken = false;
  await restart();
  assert.equal(said.at(-1), 'backend: started again');
});

test('leaves alone what runs when a test changes', () => {
  const files = ['backend/src/http/app.ts', 'sql/store/0001_tickets.sql', 'pkg/plugin/health.go'];
  assert.ok(files.every(isSource));
  assert.ok(!['backend/src/x.test.ts', 'pkg/plugin/x_test.go', 'pkg/plugin/testdata/a.json'].some(isSource));
});

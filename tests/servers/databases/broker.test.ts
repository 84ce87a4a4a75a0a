import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { tiedFolder } from '../processes/tied-folder.ts';
import { sharedServer, startBroker } from './broker.ts';

const SOCKET_VARIABLE = 'TEST_SERVERS_SOCKET';

test('starts a server once, at the first demand, gives its address to everyone and stops it', async (t) => {
  const { path: folder, remove } = tiedFolder();
  t.after(remove);
  const before = process.env[SOCKET_VARIABLE];
  t.after(() => {
    if (before === undefined) {
      delete process.env[SOCKET_VARIABLE];
    } else {
      process.env[SOCKET_VARIABLE] = before;
    }
  });
  const events: string[] = [];
  const starter = (name: string) => async () => {
    events.push(`start ${name}`);
    return { address: { of: name }, stop: async () => void events.push(`stop ${name}`) };
  };
  const broker = await startBroker(path.join(folder, 'broker'), {
    one: starter('one'),
    other: starter('other'),
    broken: () => Promise.reject(new Error('no room left')),
  });
  Object.assign(process.env, broker.env);
  assert.deepEqual(events, []);
  assert.deepEqual(await Promise.all([sharedServer('one'), sharedServer('one')]), [{ of: 'one' }, { of: 'one' }]);
  await assert.rejects(sharedServer('broken'), /The run's broken was not started: Error: no room left/);
  await assert.rejects(sharedServer('unheard'), /There is no server "unheard"/);
  await broker.close();
  assert.deepEqual(events, ['start one', 'stop one']);
  await assert.rejects(sharedServer('one'));
});

test('knows of no server in a process that no run has started', async (t) => {
  const before = process.env[SOCKET_VARIABLE];
  t.after(() => before !== undefined && (process.env[SOCKET_VARIABLE] = before));
  delete process.env[SOCKET_VARIABLE];
  assert.equal(await sharedServer('one'), undefined);
});

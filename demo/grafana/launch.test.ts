import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { tiedFolder } from '../../tests/servers/processes/tied-folder.ts';
import { launchGrafana } from './launch.ts';
import { stubGrafana } from './stub.ts';

const admin = { user: 'admin', password: 'secret' };

test('two stacks started at the same moment have a Grafana each, on ports of their own', async (t) => {
  const installation = await stubGrafana(t);
  const { path: folder, remove } = tiedFolder();
  t.after(() => remove());
  // A port that was free a moment ago.
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address() as AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
  const start = (name: string) =>
    launchGrafana(installation, {
      root: folder,
      dataFolder: path.join(folder, name),
      port,
      backendUrl: 'http://127.0.0.1:9',
      bootstrapToken: 'vig_test',
      screenKeys: path.join(folder, 'screen-keys.json'),
      language: 'fr-FR',
      admin,
    });
  const [first, second] = await Promise.all([start('first'), start('second')]);
  assert.notEqual(first.url, second.url);
  await first.close();
  // It was the second one's own, so it still answers.
  assert.equal((await fetch(second.url)).status, 200);
  await second.close();
});

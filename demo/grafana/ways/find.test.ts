import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findGrafana } from './find.ts';
import type { GrafanaInstallation, Way } from './way.ts';

const installation: GrafanaInstallation = { kind: 'process', binary: '/g/bin/grafana', home: '/g' };
const way = (name: string, result: GrafanaInstallation | string): Way => ({ name, find: async () => result });

test('a way that leads nowhere says why and gives way to the next; those after a find are not tried', async () => {
  const said: string[] = [];
  const neverAsked: Way = { name: 'third', find: () => assert.fail('asked although a Grafana was found') };
  const found = await findGrafana(
    (line) => said.push(line),
    [way('first', 'not set'), way('second', installation), neverAsked]
  );
  assert.deepEqual(found, installation);
  assert.deepEqual(said, ['Grafana: first: not set', 'Grafana: second → /g']);
});

test('without any way to one there is none', async () => {
  assert.equal(await findGrafana(() => undefined, [way('only', 'not there')]), undefined);
});

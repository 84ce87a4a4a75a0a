import assert from 'node:assert/strict';
import test from 'node:test';

import { prepareScreens } from './prepare-screens.ts';
import type { GrafanaInstallation } from './ways/way.ts';

const GRAFANA: GrafanaInstallation = { kind: 'process', binary: '/opt/grafana/bin/grafana', home: '/opt/grafana' };

/** The outcome, what was said, and whether the plugin was built. */
async function prepared(found: GrafanaInstallation | undefined, isBuilt: boolean) {
  const said: string[] = [];
  let builds = 0;
  const screens = await prepareScreens({
    find: async () => found,
    build: async () => {
      builds += 1;
      return isBuilt;
    },
    say: (line) => said.push(line),
  });
  return { screens, said, builds };
}

test('a Grafana comes with the plugin built', async () => {
  assert.deepEqual(await prepared(GRAFANA, true), { screens: { grafana: GRAFANA }, said: [], builds: 1 });
});

test('without a Grafana nothing is built, and one is asked for', async () => {
  const { screens, builds } = await prepared(undefined, true);
  assert.match(screens.missing ?? '', /put a Grafana/);
  assert.equal(builds, 0);
});

test('a plugin that could not be built is what is asked for, and no other Grafana', async () => {
  const { screens, said } = await prepared(GRAFANA, false);
  assert.match(screens.missing ?? '', /build of the plugin/);
  assert.doesNotMatch(screens.missing ?? '', /put a Grafana/);
  assert.match(said.join(), /left out/);
});

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { goMissing } from '../../scripts/go-version.ts';
import { ROOT } from './compose.ts';
import { buildHere, notAskedToBuild } from './image.ts';

const skip = notAskedToBuild() ?? goMissing(ROOT) ?? false;

test('grafana.Dockerfile makes the plugin whole, and as the packaged one is made', { skip }, async (t) => {
  const image = await buildHere(t, 'docker/grafana.Dockerfile');
  const plugin = path.join(image.root, image.env['GF_PATHS_PLUGINS']!, 'agitel-vigie-app');
  const files = await readdir(plugin, { recursive: true });
  const platform = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const program = `datasource/gpx_vigie_datasource_linux_${platform}`;
  for (const file of [
    'plugin.json',
    'module.js',
    'datasource/plugin.json',
    'datasource/module.js',
    program,
    'panels/list/plugin.json',
  ]) {
    assert.ok(files.includes(file), `${file} is missing`);
  }
  // Names and sums of the sources, by which Grafana's validator tells whether the program is of these sources.
  const manifest = await readFile(path.join(plugin, 'go_plugin_build_manifest'), 'utf8');
  assert.match(manifest, /:pkg\/main\.go$/m);
});

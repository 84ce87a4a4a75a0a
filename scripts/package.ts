// `npm run package`: into dist-package/, the plugin as one zip for every platform Grafana runs on, and the backend as an archive
// with and without Node.js and as packages for Debian and Red Hat, each with its checksum (docs/packaging.md).
// `-- --only plugin` or `backend` makes one of them; `-- --this-platform` builds the plugin's executable of this machine only;
// `-- --no-build` packs dist/ as it stands, which is what a signature needs: it covers the built files.
import { spawnSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import manifest from '../package.json' with { type: 'json' };
import { packBackend } from './backend-package/pack.ts';
import { packPlugin } from './plugin-archive.ts';

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'dist');
const into = path.join(root, 'dist-package');

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    'this-platform': { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});

if (flags.only !== undefined && flags.only !== 'plugin' && flags.only !== 'backend') {
  console.error(`✗ --only is plugin or backend, not "${flags.only}".`);
  process.exit(2);
}

try {
  if (flags.only !== 'backend') {
    await makePlugin();
  }
  if (flags.only !== 'plugin') {
    for (const { file, sha256 } of await packBackend({ root, into, version: manifest.version, say: console.log })) {
      await tell(file, sha256);
    }
  }
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exit(1);
}

async function makePlugin(): Promise<void> {
  if (!flags['no-build']) {
    // Webpack keeps the executables it finds there: those of another build must not get into the archive.
    await rm(dist, { recursive: true, force: true });
    const build = path.join(root, 'scripts', 'build-plugin.ts');
    const platforms = flags['this-platform'] ? [] : ['--all-platforms'];
    const built = spawnSync(process.execPath, [build, '--quiet', ...platforms], { cwd: root, stdio: 'inherit' });
    if (built.status !== 0) {
      throw new Error('nothing is packed, because the plugin could not be built whole (see above).');
    }
  }
  const archive = await packPlugin(dist, into);
  await tell(archive.file, archive.sha256);
  console.log(`• executables: ${archive.platforms.join(', ')}`);
  if (!archive.signed) {
    console.log('• not signed: docs/packaging.md says how, and how Grafana loads it without');
  }
}

async function tell(file: string, sha256: string): Promise<void> {
  const { size } = await stat(file);
  console.log(`• ${path.relative(root, file)} (${Math.round(size / 1_000_000)} MB), sha256 ${sha256}`);
}

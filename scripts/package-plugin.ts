// `npm run package`: the plugin as one zip with its checksum, in dist-package/, for every platform Grafana runs on.
// `-- --this-platform` builds the executable of this machine only; `-- --no-build` packs dist/ as it stands, which is what
// a signature needs: it covers the built files (docs/packaging.md).
import { spawnSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { packPlugin } from './plugin-archive.ts';

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'dist');

const { values: flags } = parseArgs({
  options: { 'this-platform': { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false } },
});

if (!flags['no-build']) {
  // Webpack keeps the executables it finds there: those of another build must not get into the archive.
  await rm(dist, { recursive: true, force: true });
  const build = path.join(root, 'scripts', 'build-plugin.ts');
  const platforms = flags['this-platform'] ? [] : ['--all-platforms'];
  const built = spawnSync(process.execPath, [build, '--quiet', ...platforms], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) {
    console.error('✗ nothing is packed, because the plugin could not be built whole (see above).');
    process.exit(1);
  }
}

try {
  const archive = await packPlugin(dist, path.join(root, 'dist-package'));
  const { size } = await stat(archive.file);
  console.log(`• ${path.relative(root, archive.file)} (${Math.round(size / 1_000_000)} MB)`);
  console.log(`• sha256 ${archive.sha256}`);
  console.log(`• executables: ${archive.platforms.join(', ')}`);
  if (!archive.signed) {
    console.log('• not signed: docs/packaging.md says how, and how Grafana loads it without');
  }
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exit(1);
}

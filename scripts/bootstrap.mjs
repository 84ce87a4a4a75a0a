// First step of `npm run demo` and `npm test` on a fresh clone: npm packages, which bring Node 24 with them.
// Runs on whatever Node the machine has (hence plain JavaScript and no dependency); the steps after it run on Node 24,
// because npm puts node_modules/.bin first in PATH.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stamp = path.join(root, 'node_modules', '.vigie-lock');
const wanted = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

const installed =
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted &&
  existsSync(path.join(root, 'node_modules', '.bin', 'node'));

if (!installed) {
  console.log('• npm packages: installing (once; a minute or two)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // Playwright's own browsers are not used: tests run in the machine's Chromium.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (result.status !== 0) {
    console.error(
      '✗ npm packages: `npm ci` failed (its message stands above). Check that the npm registry can be reached, then run the same command again.'
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

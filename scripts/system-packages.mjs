// Second step of `npm test`: the database servers the integration tests run against, and a browser where there is a Grafana
// to look at. Installed only where that is simple and expected: as root on Debian. Elsewhere the tests that need one are
// skipped, loudly and counted.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const onPath = (name) =>
  [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'].some((folder) =>
    existsSync(path.join(folder, name))
  );
const debianPostgres = '/usr/lib/postgresql';

const missing = [];
if (!onPath('postgres') && !(existsSync(debianPostgres) && readdirSync(debianPostgres).length > 0)) {
  missing.push('postgresql');
}
if (!onPath('mariadbd')) {
  missing.push('mariadb-server');
}
if ((process.env.GRAFANA_HOME || process.env.GRAFANA_URL) && !onPath('chromium')) {
  missing.push('chromium');
}

if (missing.length > 0) {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`• system packages: installing ${missing.join(', ')} (once)…`);
    // RUNLEVEL=1 keeps the packages from starting their own servers: the tests start private ones.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
    apt('update');
    if (apt('install', '-y', '--no-install-recommends', ...missing).status !== 0) {
      console.error(
        `! system packages: apt-get could not install ${missing.join(', ')}; tests that need them are skipped.`
      );
    }
  } else {
    console.log(`! system packages: ${missing.join(', ')} not found; tests that need them are skipped.`);
  }
}

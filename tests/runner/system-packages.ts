import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

interface SystemPackage {
  /** Its name in Debian. */
  name: string;
  isThere(): boolean;
}

const PACKAGES: SystemPackage[] = [
  {
    name: 'postgresql',
    isThere: () => onPath('postgres') || (existsSync(DEBIAN_POSTGRES) && readdirSync(DEBIAN_POSTGRES).length > 0),
  },
  { name: 'mariadb-server', isThere: () => onPath('mariadbd') },
  { name: 'chromium', isThere: () => !hasGrafana() || onPath('chromium') },
];

/**
 * The database servers that the integration tests run against, and a browser where there is a Grafana to look at. Installed
 * only where that is simple and expected: as root on Debian. Elsewhere the tests that need one are skipped and counted.
 */
export function installSystemPackages(): void {
  const missing = PACKAGES.filter((candidate) => !candidate.isThere()).map(({ name }) => name);
  if (missing.length === 0) {
    return;
  }
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.log(`! system packages: ${missing.join(', ')} not found; the tests that need them are skipped.`);
    return;
  }
  console.log(
    `• system packages: installing ${missing.join(', ')} on the whole system with apt-get (once; usually 1 to 2 minutes; ` +
      `\`apt-get remove ${missing.join(' ')}\` takes them away again)…`
  );
  // RUNLEVEL=1 keeps the packages from starting their own servers: the tests start private ones.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  apt('update');
  if (apt('install', '-y', '--no-install-recommends', ...missing).status !== 0) {
    console.log(
      `! system packages: apt-get could not install ${missing.join(', ')}; the tests that need them are skipped.`
    );
  }
}

function hasGrafana(): boolean {
  return Boolean(process.env['GRAFANA_HOME'] || process.env['GRAFANA_URL']);
}

function onPath(program: string): boolean {
  return [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'].some((folder) =>
    existsSync(path.join(folder, program))
  );
}

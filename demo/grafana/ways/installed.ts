import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

import type { GrafanaInstallation, Way } from './way.ts';

/** Where packages and archives put Grafana's home (the folder with `conf/defaults.ini` and `public/`). */
const USUAL_HOMES = [
  '/usr/share/grafana',
  '/opt/grafana',
  '/usr/local/share/grafana',
  '/opt/homebrew/opt/grafana/share/grafana',
  '/usr/local/opt/grafana/share/grafana',
  'C:\\Program Files\\GrafanaLabs\\grafana',
];

const BINARIES = process.platform === 'win32' ? ['grafana.exe'] : ['grafana'];

export const fromEnvironment: Way = {
  name: 'GRAFANA_HOME',
  find: async () => {
    const home = process.env.GRAFANA_HOME;
    if (!home) {
      return 'not set';
    }
    return inHome(home) ?? `${home} holds no Grafana (looked for bin/grafana, conf/defaults.ini and public/)`;
  },
};

export const fromPath: Way = {
  name: '`grafana` on PATH',
  find: async () => {
    const binary = onPath();
    if (!binary) {
      return 'not there';
    }
    const besideBinary = path.dirname(path.dirname(realpathSync(binary)));
    const home = [besideBinary, ...USUAL_HOMES].find(isHome);
    return home ? { kind: 'process', binary, home } : `${binary} is there, its home (conf/defaults.ini) is not`;
  },
};

export const fromUsualFolders: Way = {
  name: 'the usual folders',
  find: async () => USUAL_HOMES.map(inHome).find((found) => found !== undefined) ?? 'none there',
};

/** @returns the installation in this folder, or undefined when it holds none. */
export function inHome(home: string): GrafanaInstallation | undefined {
  const binary = BINARIES.map((name) => path.join(home, 'bin', name)).find(isExecutable) ?? onPath();
  return binary && isHome(home) ? { kind: 'process', binary, home: path.resolve(home) } : undefined;
}

function isHome(folder: string): boolean {
  return existsSync(path.join(folder, 'conf', 'defaults.ini')) && existsSync(path.join(folder, 'public'));
}

function onPath(): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => BINARIES.map((name) => path.join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

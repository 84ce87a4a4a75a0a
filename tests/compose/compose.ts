import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

/** Root of the checkout. */
export const ROOT = path.join(import.meta.dirname, '..', '..');

/** What the tests look at in a service of `docker-compose.yml`, as written there. */
export interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target?: string; args?: Record<string, string> };
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks?: string[];
  network_mode?: string;
  profiles?: string[];
  security_opt?: string[];
  cap_drop?: string[];
  cap_add?: string[];
  read_only?: boolean;
  restart?: string;
  stop_grace_period?: string;
  mem_limit?: string;
  entrypoint?: string[];
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
}

export interface ComposeFile {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

export function readCompose(): ComposeFile {
  return parse(readText('docker-compose.yml'), { merge: true }) as ComposeFile;
}

/** The commands that understand compose files here, of both kinds: the plugin of Docker, and the older program. */
export function composeCommands(): string[][] {
  const candidates = [['docker', 'compose'], ['docker-compose']];
  return candidates.filter(([program, ...args]) => spawnSync(program!, [...args, 'version']).status === 0);
}

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

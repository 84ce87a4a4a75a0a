import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { StackAddresses } from './fixtures.ts';

/**
 * What must never reach a browser: keys, tokens and passwords, as they are and as HTTP's own authentication writes them, and
 * the addresses behind the backend. Its own stands in the data source's settings, which is known (docs/isolation.md).
 */
export async function secretsOf({ backendVariables = {} }: StackAddresses): Promise<string[]> {
  const variable = (name: string) => backendVariables[name] ?? '';
  const server = JSON.parse(await readFile(path.join(variable('VIGIE_DATA_DIR'), 'server.json'), 'utf8')) as {
    token: string;
  };
  const counters = new URL(variable('COUNTERS_URL'));
  const secrets = [
    variable('ATERA_API_KEY'),
    variable('VIGIE_BOOTSTRAP_TOKEN'),
    variable('VIGIE_SECRET_KEY'),
    variable('ODOO_API_KEY'),
    server.token,
    counters.href,
    decodeURIComponent(counters.password),
    new URL(variable('ATERA_URL')).host,
    new URL(variable('ODOO_URL')).host,
    decodeURIComponent(counters.searchParams.get('socket') ?? counters.host),
  ].filter((secret) => secret !== '');
  return [...new Set(secrets)].flatMap((secret) => [secret, Buffer.from(secret).toString('base64')]);
}

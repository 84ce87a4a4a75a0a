import type { ConnectionTest } from '../../upstreams/connections/connections.ts';
import type { ConnectionDescription } from '../../upstreams/connections/describe.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { UPSTREAM_TEXTS as TEXTS } from '../texts/upstream.ts';

/** What has to be known of connections to try them. */
export interface TriedConnections {
  listConnections(): Promise<Pick<ConnectionDescription, 'name' | 'origin' | 'state'>[]>;
  testConnection(name: string): Promise<ConnectionTest>;
}

/** Tries each connection that was added by hand and can be read; those of the environment have checks of their own. */
export async function tryConnections(backend: TriedConnections): Promise<Check[]> {
  const stored = (await backend.listConnections()).filter(
    ({ origin, state }) => origin === 'store' && state !== 'hidden' && state !== 'unreadable'
  );
  const tried = await Promise.all(
    stored.map(async ({ name }) => {
      const part = `connection ${name}`;
      const test = await backend.testConnection(name);
      return [
        test.ok ? ok(part, test.text) : failed(part, test.text, TEXTS.newKey(name)),
        ...test.warnings.map((text) => warning(part, text)),
      ];
    })
  );
  return tried.flat();
}

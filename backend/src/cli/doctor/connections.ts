import type { Backend } from '../backend.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Asks Vigie to try each connection that was added by hand; those of the environment have checks of their own. */
export async function checkConnections(backend: Backend): Promise<Check[]> {
  const connections = await backend.listConnections();
  if (connections.length === 0) {
    return [warning('connections', 'No source is connected.', 'Set ATERA_API_KEY, or run "vigie connections add".')];
  }
  const stored = connections.filter(({ origin }) => origin === 'store');
  return (await Promise.all(stored.map((connection) => checkOne(backend, connection)))).flat();
}

async function checkOne(
  backend: Backend,
  { name, state, problem }: Awaited<ReturnType<Backend['listConnections']>>[number]
): Promise<Check[]> {
  const part = `connection ${name}`;
  if (state === 'hidden') {
    return [warning(part, problem ?? state, `Remove it ("vigie connections remove ${name}") or those variables.`)];
  }
  const test = await backend.testConnection(name);
  const advice = state === 'unreadable' ? undefined : `Give a new key with "vigie connections add ${name} --replace".`;
  return [
    test.ok ? ok(part, test.text) : failed(part, test.text, advice),
    ...test.warnings.map((text) => warning(part, text)),
  ];
}

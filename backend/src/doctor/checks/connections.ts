import type { Connections } from '../../upstreams/connections/connections.ts';
import { type Check, failed, warning } from '../check.ts';
import { TEXTS } from '../texts/doctor.ts';

/** Is anything connected, and can each connection be read at all? How the readings go is a matter of their sources. */
export async function checkConnections(connections: Pick<Connections, 'list'>): Promise<Check[]> {
  const known = await connections.list();
  if (known.length === 0) {
    return [warning('connections', TEXTS.noConnection(), TEXTS.connect())];
  }
  return known.flatMap(({ name, state, problem }) => {
    if (state === 'hidden') {
      return [warning(`connection ${name}`, TEXTS.hidden(), TEXTS.removeHidden(name))];
    }
    return state === 'unreadable' && problem !== null ? [failed(`connection ${name}`, problem)] : [];
  });
}

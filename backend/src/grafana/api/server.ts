import type { GrafanaClient } from './client.ts';

/** An organisation as Grafana names it. */
export interface Org {
  id: number;
  name: string;
}

/** The organisations of a Grafana server. */
export interface Server {
  /** By number. */
  orgs: ReadonlyMap<number, Org>;
  /** Those in which the asking user is an admin: a server admin who is not one may not even read there. */
  adminOf: ReadonlySet<number>;
}

const PAGE_SIZE = 1000;

/** Reads all organisations, whatever their number. */
export async function readServer(client: GrafanaClient): Promise<Server> {
  const orgs = new Map<number, Org>();
  for (let page = 0, more = true; more; page += 1) {
    const found = await client.get<Org[]>(`/api/orgs?perpage=${PAGE_SIZE}&page=${page}`);
    found.forEach(({ id, name }) => orgs.set(id, { id, name }));
    more = found.length === PAGE_SIZE;
  }
  const own = await client.get<{ orgId: number; role: string }[]>('/api/user/orgs');
  return { orgs, adminOf: new Set(own.filter(({ role }) => role === 'Admin').map(({ orgId }) => orgId)) };
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DatasetsDescription } from '../../../backend/src/datasets/engine/catalogue.ts';
import type { QueryRequest, QueryResult } from '../../../backend/src/datasets/engine/run.ts';
import type { Channel } from '../../../backend/src/doctor/isolation/channels/channel.ts';
import { type Ledger, newLedger } from '../../../backend/src/doctor/isolation/ledger.ts';
import { probeTenant } from '../../../backend/src/doctor/isolation/probes/tenant-probe.ts';
import { readWorld } from '../../../backend/src/doctor/isolation/world.ts';
import type { StackAddresses } from '../support/fixtures.ts';

/** Every attack of `vigie doctor --isolation`, by the way that a tenant has. */
export async function attack(stack: StackAddresses, enterprise: string, channel: Channel): Promise<Ledger> {
  const all = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { authorization: `Bearer ${stack.token}`, 'content-type': 'application/json' };
    const send = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    return (await (await fetch(`${stack.backendUrl}/v1/${path}`, { headers, ...send })).json()) as T;
  };
  const askAll = async (queries: readonly QueryRequest[]) =>
    queries.length === 0 ? {} : (await all<{ results: Record<string, QueryResult> }>('query', { queries })).results;
  const { datasets } = await all<DatasetsDescription>('datasets');
  const ledger = newLedger();
  const to = Date.now();
  await probeTenant(enterprise, {
    ...{ channel, ledger, askAll, effort: 'thorough', tries: 3, signal: new AbortController().signal },
    world: await readWorld(askAll, datasets),
    range: { from: to - 31 * 86_400_000, to },
  });
  return ledger;
}

/** Stands in for a server of the tenant's administrator. */
export async function startListener(): Promise<{ url: string; tokens(): string[]; close(): Promise<void> }> {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    response.setHeader('content-type', 'application/json').end('{"results":{}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: () => received.map(({ authorization = '' }) => authorization.replace('Bearer ', '')),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

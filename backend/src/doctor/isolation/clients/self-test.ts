import type { Check } from '../../check.ts';
import { httpChannel } from '../channels/http-channel.ts';
import { leakChecks } from '../leak-checks.ts';
import { newLedger } from '../ledger.ts';
import type { AskAll } from '../world.ts';
import { probeClients } from './probe.ts';
import type { ClientWorld } from './world.ts';

const PART = 'isolation of clients';

export interface ClientTestOptions {
  url: string;
  world: ClientWorld;
  askAll: AskAll;
  range: { from: number; to: number };
  signal: AbortSignal;
  /** Makes a token of one client for the time of some work. */
  withToken: (client: string, work: (token: string) => Promise<void>) => Promise<Check[]>;
}

/** How many clients are tried: more would repeat the same, with the same statements. */
const MOST_CLIENTS = 6;

/**
 * Proves over HTTP that a token of one client company opens no ticket of another. Nothing to prove with less than two clients that have
 * tickets.
 */
export async function testClients({ url, withToken, ...options }: ClientTestOptions): Promise<Check[]> {
  const { world, signal } = options;
  if (world.clients.length < 2) {
    return [];
  }
  const ledger = newLedger();
  const checks: Check[] = [];
  const tried = world.clients.slice(0, MOST_CLIENTS);
  for (const client of tried) {
    if (signal.aborted) {
      return checks;
    }
    const left = await withToken(client, (token) =>
      probeClients([client], { ...options, ledger, channel: httpChannel(url, token) })
    );
    checks.push(...left);
  }
  const extent = {
    clients: tried.length,
    datasets: world.datasets.length,
    queries: ledger.queries,
    requests: ledger.requests,
  };
  return signal.aborted ? checks : [...checks, ...leakChecks(PART, ledger.leaks, extent)];
}

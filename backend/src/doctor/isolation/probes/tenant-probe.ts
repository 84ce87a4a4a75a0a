import type { Channel } from '../channels/channel.ts';
import { createEvidence, type Evidence } from '../evidence.ts';
import type { Ledger } from '../ledger.ts';
import { type AskAll, targetOf, type World } from '../world.ts';
import type { Effort, Target } from './attacks.ts';
import { probeQueries } from './query-probe.ts';
import { probeRoutes } from './route-probe.ts';

/** One tenant being tried. */
export interface Probe {
  world: World;
  target: Target;
  effort: Effort;
  /** It sees tickets of its own as well, which are tried apart: that it gets some is no leak. */
  hasTickets?: boolean;
  channel: Channel;
  askAll: AskAll;
  evidence: Evidence;
  /** Rows may arrive while answers are compared: a difference counts when it is found so many times running. */
  tries: number;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  ledger: Ledger;
  /** Ends the probe before its next request. */
  signal: AbortSignal;
}

export type TenantProbeOptions = Omit<Probe, 'target' | 'evidence'>;

/**
 * Tries to see rows of other enterprises as one tenant, in every way we know; what is found stands in the ledger.
 * Nothing is changed, not even where the rights fail to hold.
 * @throws the signal's reason; an error when Vigie cannot be reached
 */
export async function probeTenant(own: string, options: TenantProbeOptions): Promise<void> {
  const probe: Probe = {
    ...options,
    target: targetOf(own, options.world),
    evidence: createEvidence(own, options.world),
  };
  await probeQueries(probe);
  await probeRoutes(probe);
}

import { createEvidence } from '../evidence.ts';
import { targetOf } from '../world.ts';
import type { Probe } from './probe.ts';
import { probeQueries } from './query-probe.ts';
import { probeRoutes } from './route-probe.ts';

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

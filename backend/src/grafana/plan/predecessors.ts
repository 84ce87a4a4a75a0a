import type { WantedOrg } from '../wanted/wanted.ts';
import type { KnownBinding } from './recognise.ts';

/**
 * Enterprises change their names, in the counters or in the rules; their accounts must not be lost by it. Of the bindings
 * that are no longer wanted, one goes over to an enterprise without any: when the rules join the old spelling to it, or
 * when its organisation has the name that the enterprise's should have.
 * @param wanted tenants without a binding
 * @param orphans tenants that are no longer wanted
 * @param canonical the name that the rules join a spelling to
 */
export function findPredecessors(
  wanted: readonly WantedOrg[],
  orphans: readonly KnownBinding[],
  canonical: (enterprise: string) => string
): Map<WantedOrg, KnownBinding> {
  const predecessors = new Map<WantedOrg, KnownBinding>();
  const signs: ((org: WantedOrg, orphan: KnownBinding) => boolean)[] = [
    ({ key }, { binding }) => canonical(binding.key) === key,
    ({ name }, { binding }) => binding.orgName === name,
    ({ name }, { found }) => 'org' in found && found.org.name === name,
  ];
  for (const isSign of signs) {
    for (const org of wanted.filter((each) => !predecessors.has(each))) {
      const free = orphans.filter((orphan) => ![...predecessors.values()].includes(orphan));
      const predecessor = free.find((orphan) => isSign(org, orphan));
      if (predecessor !== undefined) {
        predecessors.set(org, predecessor);
      }
    }
  }
  return predecessors;
}

import type { Allowed } from '../../domain/access/access.ts';
import type { JoinedEnterprise } from '../../domain/rules/counters-rules.ts';

/**
 * The names of enterprises: what Vigie shows (canonical) and what stands in the counters database (written).
 * They differ only where the rules join several spellings into one company.
 */
export interface EnterpriseNames {
  readonly canonical: (written: string) => string;
  /** Every spelling of the company that a name, canonical or written, belongs to; the canonical one first. */
  written(name: string): readonly string[];
  /** The joined companies, by canonical name. */
  readonly joined: readonly string[];
}

/** @throws {RangeError} when one spelling belongs to two companies. */
export function createEnterpriseNames(joined: readonly JoinedEnterprise[]): EnterpriseNames {
  const canonicalOf = new Map<string, string>();
  const writtenOf = new Map<string, readonly string[]>();
  for (const { name, alsoWritten } of joined) {
    const spellings = [...new Set([name, ...alsoWritten])];
    for (const spelling of spellings) {
      if (canonicalOf.has(spelling)) {
        throw new RangeError(`counters.enterprises: '${spelling}' belongs to two companies; keep it in one of them`);
      }
      canonicalOf.set(spelling, name);
    }
    writtenOf.set(name, spellings);
  }
  const canonical = (written: string): string => canonicalOf.get(written) ?? written;
  return {
    canonical,
    written: (name) => writtenOf.get(canonical(name)) ?? [name],
    joined: [...writtenOf.keys()],
  };
}

/**
 * The exact spellings a caller may read: what the token allows, narrowed to what the query asks for.
 * @param requested names the query names; undefined: no narrowing. A name outside the rights adds nothing.
 */
export function visibleEnterprises(names: EnterpriseNames, allowed: Allowed, requested?: readonly string[]): Allowed {
  if (requested === undefined) {
    return allowed === 'all' ? 'all' : spellings(names, allowed);
  }
  if (allowed === 'all') {
    return spellings(names, requested);
  }
  const permitted = new Set(allowed.map(names.canonical));
  return spellings(
    names,
    requested.filter((name) => permitted.has(names.canonical(name)))
  );
}

/** Names that a caller asks for and may not read, spelt as they asked. */
export function enterprisesOutside(names: EnterpriseNames, allowed: Allowed, requested: readonly string[]): string[] {
  if (allowed === 'all') {
    return [];
  }
  const permitted = new Set(allowed.map(names.canonical));
  return requested.filter((name) => !permitted.has(names.canonical(name)));
}

function spellings(names: EnterpriseNames, list: readonly string[]): string[] {
  return [...new Set(list.flatMap((name) => names.written(name)))];
}

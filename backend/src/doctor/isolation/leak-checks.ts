import { type Check, failed, ok } from '../check.ts';
import type { Leak } from './ledger.ts';
import { type ClientExtent, type Extent, ISOLATION_TEXTS as TEXTS } from './texts.ts';

/** Leaks named one by one; the rest is a number. */
const MAX_NAMED = 10;

/** What came of a self-test. */
export function leakChecks(part: string, leaks: readonly Leak[], extent: Extent | ClientExtent): Check[] {
  if (leaks.length === 0) {
    return [ok(part, TEXTS.proved(extent))];
  }
  const tenants = new Set(leaks.map(({ tenant }) => tenant));
  return [
    ...leaks.slice(0, MAX_NAMED).map((leak) => failed(part, TEXTS.leak(leak))),
    failed(part, TEXTS.broken(extent, leaks.length, tenants.size), TEXTS.contain()),
  ];
}

import type { Site } from './sites.ts';

/** Columns by which a list of sites can be sorted. */
export const SITE_SORTS = [
  'enterprise',
  'code',
  'ip',
  'country',
  'city',
  'open',
  'close',
  'operational',
  'reason',
] as const;
export type SiteSort = (typeof SITE_SORTS)[number];

/** People look for "2" before "10", and for "Évry" beside "Evreux": the order of a person, not that of code points. */
const collator = new Intl.Collator('fr', { numeric: true });

/**
 * The sites by one column; equal ones stay in the order given. Empty cells come last in either direction, and operational
 * counters before the others.
 */
export function sortSites(sites: readonly Site[], by: SiteSort, direction: 'asc' | 'desc' = 'asc'): Site[] {
  const sign = direction === 'asc' ? 1 : -1;
  return sites.toSorted((left, right) => {
    const [a, b] = [cellText(left, by), cellText(right, by)];
    return a === '' || b === '' ? Number(a === '') - Number(b === '') : sign * collator.compare(a, b);
  });
}

function cellText(site: Site, column: SiteSort): string {
  const cell = site[column];
  return typeof cell === 'boolean' ? String(Number(!cell)) : (cell?.trim() ?? '');
}

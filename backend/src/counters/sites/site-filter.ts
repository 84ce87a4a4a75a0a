import { fold } from '../../domain/text/text.ts';
import type { Site } from './sites.ts';

/** Narrows a list of sites. Texts are searched folded, anywhere in the column; all that are given must hold. */
export interface SiteFilter {
  enterprise?: string;
  code?: string;
  ip?: string;
  country?: string;
  city?: string;
  timezone?: string;
  reason?: string;
  operational?: boolean;
  /** Words, each of which must stand in some column. */
  search?: string;
}

const TEXT_COLUMNS = ['enterprise', 'code', 'ip', 'country', 'city', 'timezone', 'reason'] as const;

/** Most characters of a search: as many as the widest of the searched columns. */
export const MAX_SEARCH_LENGTH = 255;

/** The sites that pass the filter, in the order given. */
export function filterSites(sites: readonly Site[], filter: SiteFilter): Site[] {
  const needles = TEXT_COLUMNS.map((column) => [column, fold(filter[column] ?? '')] as const).filter(
    ([, needle]) => needle !== ''
  );
  const words = [...new Set(fold(filter.search ?? '').split(' '))].filter((word) => word !== '');
  return sites.filter(
    (site) =>
      (filter.operational === undefined || site.operational === filter.operational) &&
      needles.every(([column, needle]) => fold(site[column] ?? '').includes(needle)) &&
      hasWords(site, words)
  );
}

/** A page of a list, and how long the list is. */
export interface Page<T> {
  items: T[];
  total: number;
}

/** @param offset how many items stand before the page. */
export function pageOf<T>(items: readonly T[], offset: number, limit: number): Page<T> {
  return { items: items.slice(offset, offset + limit), total: items.length };
}

function hasWords(site: Site, words: readonly string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const texts = searchable(site);
  return words.every((word) => texts.some((text) => text.includes(word)));
}

function searchable(site: Site): string[] {
  const texts = TEXT_COLUMNS.map((column) => fold(site[column] ?? ''));
  return [...texts, site.open ?? '', site.close ?? ''];
}

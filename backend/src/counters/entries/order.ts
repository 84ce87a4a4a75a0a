import type { Day } from '../../domain/clock/calendar.ts';

/**
 * Orders two texts by Unicode code point, as the lists of the counters are ordered.
 * JavaScript's own `<` orders by UTF-16 unit, which puts emoji before some letters.
 */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) {
      return Number(isSurrogate(a)) - Number(isSurrogate(b)) || a - b;
    }
  }
  return left.length - right.length;
}

/** Half of a character beyond U+FFFF: it comes after every character of one unit. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** What identifies a site: the enterprise's name and the shop's code. */
export interface SiteKey {
  enterprise: string;
  code: string;
}

/** By enterprise, then code, by code point. */
export function compareSiteKeys(left: SiteKey, right: SiteKey): number {
  return compareCodePoints(left.enterprise, right.enterprise) || compareCodePoints(left.code, right.code);
}

/** A text that stands for the pair in maps; no two pairs share one, since it says where the first part ends. */
export function siteKeyText({ enterprise, code }: SiteKey): string {
  return `${enterprise.length} ${enterprise}${code}`;
}

/** The same for a day of a site. */
export function siteDayText(day: Day, site: SiteKey): string {
  return `${day}${siteKeyText(site)}`;
}

/** The keys alone, each once, in the order of the lists. */
export function keysOf(items: readonly SiteKey[]): SiteKey[] {
  const keys = items.map(({ enterprise, code }) => ({ enterprise, code }));
  return [...new Map(keys.map((key) => [siteKeyText(key), key])).values()].sort(compareSiteKeys);
}

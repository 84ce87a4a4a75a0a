import { compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';

export interface TopSite {
  enterprise: string;
  code: string;
  /** Null for a code unknown to `sites`, and for a site without a city. */
  city: string | null;
  label: string;
  entries: number;
}

/**
 * The sites with most entries: by entries, then enterprise, then code. Sites without entries are left out,
 * non-operational ones are not.
 * @param sites the known sites; a sum whose code is not among them is labelled as unknown.
 */
export function topSites(
  sums: Iterable<SiteKey & { entries: number }>,
  sites: Iterable<SiteKey & { city: string | null }>,
  limit: number
): TopSite[] {
  const top = [...sums]
    .filter((sum) => sum.entries > 0)
    .sort((left, right) => right.entries - left.entries || compareSiteKeys(left, right))
    .slice(0, limit);
  const known = siteOf(top, sites);
  return top.map(({ enterprise, code, entries }) => {
    const site = known.get(siteKeyText({ enterprise, code }));
    return { enterprise, code, city: site?.city ?? null, label: siteLabel(code, site), entries };
  });
}

/** Of thousands of sites, those few with a code that is asked for. */
function siteOf<S extends SiteKey>(keys: readonly SiteKey[], sites: Iterable<S>): Map<string, S> {
  const codes = new Set(keys.map(({ code }) => code));
  const found = new Map<string, S>();
  for (const site of sites) {
    if (codes.has(site.code)) {
      found.set(siteKeyText(site), site);
    }
  }
  return found;
}

/** `001 · Lyon`; `001` for a site without a city; `001 (inconnu)` for a code unknown to `sites`. */
export function siteLabel(code: string, site: { city: string | null } | undefined): string {
  if (site === undefined) {
    return `${code} (inconnu)`;
  }
  const city = site.city?.trim() ?? '';
  return city === '' ? code : `${code} · ${city}`;
}

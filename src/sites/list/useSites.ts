import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { type Loaded, useLoad } from '../../api/useLoad';
import { fetchSites, type Site, type SitePage } from '../site';
import { readSearch, type SiteSearch, toQuery, writeSearch } from './siteSearch';

/** The search, kept in the page's address so that it can be sent to somebody and survives a reload. */
export function useSiteSearch(): [search: SiteSearch, change: (change: Partial<SiteSearch>) => void] {
  const [params, setParams] = useSearchParams();
  const search = useMemo(() => readSearch(params), [params]);
  const change = useCallback(
    (changed: Partial<SiteSearch>) =>
      // Another search begins on its first page.
      setParams((current) => writeSearch({ ...readSearch(current), page: 1, ...changed }), { replace: true }),
    [setParams]
  );
  return [search, change];
}

export interface Sites extends Loaded<SitePage> {
  /** Shows a site as it is now, in the place of its row. */
  put: (site: Site) => void;
}

/** The page of sites that a search finds. */
export function useSites(search: SiteSearch): Sites {
  const loaded = useLoad(useCallback(() => fetchSites(toQuery(search)), [search]));
  const { value } = loaded;
  const [changed, setChanged] = useState<{ in: SitePage | undefined; sites: Site[] }>({ in: undefined, sites: [] });
  const put = useCallback(
    (site: Site) =>
      setChanged((before) => ({ in: value, sites: [...(before.in === value ? before.sites : []), site] })),
    [value]
  );
  const shown = useMemo(() => {
    if (!value || changed.in !== value) {
      return value;
    }
    const newest = new Map(changed.sites.map((site) => [site.id, site]));
    return { ...value, sites: value.sites.map((site) => newest.get(site.id) ?? site) };
  }, [value, changed]);
  return { ...loaded, value: shown, put };
}

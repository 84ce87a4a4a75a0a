import type { SiteQuery } from '../site';

/** Columns of the table, in the order shown; the names are the backend's. */
export const SITE_COLUMNS = [
  'enterprise',
  'code',
  'ip',
  'country',
  'city',
  'open',
  'close',
  'operational',
  'reason',
] as const satisfies ReadonlyArray<NonNullable<SiteQuery['sort']>>;
export type SiteColumn = (typeof SITE_COLUMNS)[number];

/** Columns that are searched for a text. */
export const TEXT_SEARCHES = ['code', 'ip', 'country', 'city', 'reason'] as const satisfies ReadonlyArray<
  keyof SiteQuery
>;
export type TextSearch = (typeof TEXT_SEARCHES)[number];

export const SITES_PER_PAGE = 50;

/** What a person looks for, as the page's address keeps it. */
export interface SiteSearch {
  /** Exact name; absent: all enterprises. */
  enterprise?: string;
  texts: Partial<Record<TextSearch, string>>;
  operational?: 'true' | 'false';
  sort: SiteColumn;
  direction: 'asc' | 'desc';
  /** The first page is 1. */
  page: number;
}

/** Reads the search out of the page's address; what is not understood counts as absent. */
export function readSearch(params: URLSearchParams): SiteSearch {
  const operational = params.get('operational');
  const sort = SITE_COLUMNS.find((column) => column === params.get('sort')) ?? 'enterprise';
  const page = Number(params.get('page'));
  const texts = TEXT_SEARCHES.flatMap((column) => {
    const text = params.get(column);
    return text ? [[column, text]] : [];
  });
  return {
    enterprise: params.get('enterprise') || undefined,
    texts: Object.fromEntries(texts),
    operational: operational === 'true' || operational === 'false' ? operational : undefined,
    sort,
    direction: params.get('direction') === 'desc' ? 'desc' : 'asc',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The page's address for a search, without what goes without saying. */
export function writeSearch({ enterprise, texts, operational, sort, direction, page }: SiteSearch): URLSearchParams {
  const given = {
    enterprise,
    ...texts,
    operational,
    sort: sort === 'enterprise' ? undefined : sort,
    direction: direction === 'asc' ? undefined : direction,
    page: page === 1 ? undefined : String(page),
  };
  return new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Whether the search leaves anything out. */
export function isNarrowed({ enterprise, texts, operational }: SiteSearch): boolean {
  return enterprise !== undefined || operational !== undefined || Object.values(texts).some(Boolean);
}

/** The search in the backend's words. */
export function toQuery({ enterprise, texts, operational, sort, direction, page }: SiteSearch): SiteQuery {
  return {
    ...(enterprise !== undefined && { enterpriseName: enterprise }),
    ...texts,
    ...(operational !== undefined && { operational }),
    // Without a column the backend sorts by enterprise and code.
    ...((sort !== 'enterprise' || direction !== 'asc') && { sort, direction }),
    offset: String((page - 1) * SITES_PER_PAGE),
    limit: String(SITES_PER_PAGE),
  };
}

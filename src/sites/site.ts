import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import type { NewSite, paths, Site, SitePage } from '../api/contract';
import { RESOURCES_URL } from '../constants';

export type { Site, SitePage };

/** What a person may write of a site; what is absent stays as it is, null empties it. */
export type SiteInput = NewSite;

/** A site and the ETag that a change of it must name. */
export interface VersionedSite {
  site: Site;
  etag: string;
}

const SITES_URL = `${RESOURCES_URL}/sites`;
const QUIET = { showErrorAlert: false };

/** What the list of sites is asked with. */
export type SiteQuery = NonNullable<paths['/v1/sites']['get']['parameters']['query']>;

/** @param query - what `GET /v1/sites` takes */
export function fetchSites(query: SiteQuery): Promise<SitePage> {
  return getBackendSrv().get<SitePage>(SITES_URL, query, undefined, QUIET);
}

/** One site as it is now. */
export function fetchSite(id: string): Promise<VersionedSite> {
  return send('GET', `${SITES_URL}/${id}`);
}

/** Adds a site. */
export function createSite(input: SiteInput): Promise<VersionedSite> {
  return send('POST', SITES_URL, input);
}

/** Changes a site if it still is what the ETag names; else the request fails with status 412. */
export function updateSite(id: string, input: SiteInput, etag: string): Promise<VersionedSite> {
  return send('PATCH', `${SITES_URL}/${id}`, input, { 'If-Match': etag });
}

async function send(
  method: string,
  url: string,
  data?: SiteInput,
  headers?: Record<string, string>
): Promise<VersionedSite> {
  const answer = await lastValueFrom(getBackendSrv().fetch<Site>({ method, url, data, headers, ...QUIET }));
  return { site: answer.data, etag: answer.headers.get('ETag') ?? '' };
}

/** The shop closes on the day after it opened. */
export function closesNextDay({ open, close }: Pick<Site, 'open' | 'close'>): boolean {
  return open !== null && close !== null && close <= open;
}

import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { RESOURCES_URL } from '../constants';

/** A shop and its counter, as the backend shows it. */
export interface Site {
  /** What addresses the site. */
  id: string;
  enterprise: string;
  code: string;
  ip: string | null;
  country: string | null;
  city: string | null;
  /** Local time of day, `HH:MM`. */
  open: string | null;
  /** Local time of day, `HH:MM`; not after `open` when the shop closes after midnight. */
  close: string | null;
  /** As written; `zone` is what it means. */
  timezone: string | null;
  zone: string;
  /** What is wrong with the time zone as written. */
  zoneProblem: 'empty' | 'unknown' | null;
  operational: boolean;
  /** Why the counter is not operational. */
  reason: string | null;
}

/** What a person may write of a site; what is absent stays as it is, null empties it. */
export interface SiteInput {
  enterprise?: string;
  code?: string;
  ip?: string | null;
  country?: string | null;
  city?: string | null;
  open?: string | null;
  close?: string | null;
  /** States that the shop closes after midnight. */
  overnight?: boolean;
  timezone?: string | null;
  operational?: boolean;
  reason?: string | null;
  /** Of a new site: its name and its code are meant as they are, look-alikes or not. */
  confirm?: boolean;
}

/** A site and the ETag that a change of it must name. */
export interface VersionedSite {
  site: Site;
  etag: string;
}

/** A page of the list. */
export interface SitePage {
  sites: Site[];
  /** Sites on all pages. */
  total: number;
  /** Whether this person may add and change sites here. */
  writable: boolean;
}

const SITES_URL = `${RESOURCES_URL}/sites`;
const QUIET = { showErrorAlert: false };

/** @param query - what `GET /v1/sites` takes */
export function fetchSites(query: Record<string, string>): Promise<SitePage> {
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

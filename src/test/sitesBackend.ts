import type { Site, SiteInput, SitePage } from '../sites/site';
import { type FakeAnswer, type FakeRequest, fetchError, serve } from './grafana';

const SITES_URL = '/api/datasources/uid/vigie/resources/sites';

export const site = (overrides: Partial<Site> = {}): Site => ({
  id: `id-${overrides.code ?? '001'}`,
  enterprise: 'BASH',
  writtenEnterprise: 'BASH',
  code: '001',
  ip: '192.0.2.1',
  country: 'France',
  city: 'Lyon',
  open: '09:00',
  close: '19:00',
  timezone: 'Europe/Paris',
  zone: 'Europe/Paris',
  zoneProblem: null,
  operational: true,
  reason: null,
  lastUpdate: null,
  ...overrides,
});

/** A backend that holds sites and refuses a change of a version that is no longer the last one. */
export interface SitesBackend {
  sites: Site[];
  requests: FakeRequest[];
  /** Somebody else changes a site. */
  changeElsewhere: (id: string, change: Partial<Site>) => void;
  /** What the next write is refused with; undefined: nothing. */
  refuseNext: (status: number, problem: object) => void;
  writes: () => FakeRequest[];
}

/** @param page - what the answers say of the list; `outage` may be changed later */
export function startSitesBackend(sites: Site[], page: Partial<SitePage> = {}): SitesBackend {
  const versions = new Map<string, number>();
  let refusal: unknown;
  const etagOf = (id: string) => `"v${versions.get(id) ?? 1}"`;
  const change = (id: string, values: Partial<Site>) => {
    backend.sites = backend.sites.map((each) => (each.id === id ? { ...each, ...values } : each));
    versions.set(id, (versions.get(id) ?? 1) + 1);
  };
  const one = (id: string): FakeAnswer => ({ data: backend.sites.find((each) => each.id === id), etag: etagOf(id) });

  const requests = serve(({ method, url, body, headers }) => {
    if (url === '/api/ds/query') {
      return { data: { results: { A: { frames: [enterprisesFrame(backend.sites)] } } } };
    }
    if (method !== 'GET' && refusal) {
      const refused = refusal;
      refusal = undefined;
      throw refused;
    }
    if (method === 'POST') {
      const { overnight: _, confirm: __, ...values } = body as SiteInput;
      const added = site({ ...(values as Partial<Site>), id: `id-${values.code}` });
      backend.sites = [...backend.sites, added];
      return one(added.id);
    }
    if (url === SITES_URL) {
      return { data: { total: sites.length, writable: true, outage: null, ...page, sites: backend.sites } };
    }
    const id = url.slice(SITES_URL.length + 1);
    if (method === 'PATCH') {
      if (headers['If-Match'] !== etagOf(id)) {
        throw fetchError(412, { code: 'changed_meanwhile', detail: 'The site was changed since it was read.' });
      }
      const { overnight: _, ...values } = body as SiteInput;
      change(id, values as Partial<Site>);
    }
    return one(id);
  });
  const backend: SitesBackend = {
    sites,
    requests,
    changeElsewhere: change,
    refuseNext: (status, problem) => (refusal = fetchError(status, problem)),
    writes: () => requests.filter(({ method, url }) => method !== 'GET' && url !== '/api/ds/query'),
  };
  return backend;
}

function enterprisesFrame(sites: Site[]) {
  const names = [...new Set(sites.map(({ enterprise }) => enterprise))];
  return { schema: { fields: [{ name: 'enterprise' }] }, data: { values: [names] } };
}

import type { APIRequestContext } from '@playwright/test';

import { openCounters } from '../../../backend/src/counters/connection/open-database.ts';
import { queryDataset } from './datasets.ts';
import type { StackAddresses } from './fixtures.ts';

interface Org {
  id: number;
  name: string;
}

/** An account of an enterprise, made for a test. */
export interface Account {
  login: string;
  password: string;
  orgId: number;
  /** Logs the account out wherever it is logged in. */
  endSessions(): Promise<void>;
  remove(): Promise<void>;
}

/** Number of an organisation by its exact name. */
export async function orgId(admin: APIRequestContext, name: string): Promise<number> {
  const [org] = (await (await admin.get(`/api/orgs?name=${encodeURIComponent(name)}`)).json()) as Org[];
  if (!org) {
    throw new Error(`Grafana has no organisation "${name}".`);
  }
  return org.id;
}

/** Makes an account as the page Comptes does: in its enterprise's organisation, and nowhere else. */
export async function createAccount(
  admin: APIRequestContext,
  { enterprise, role }: { enterprise: string; role: 'Viewer' | 'Admin' }
): Promise<Account> {
  const login = `${role.toLowerCase()}-${Date.now()}`;
  const password = 'essai-des-tests-1234';
  const org = await orgId(admin, enterprise);
  const created = await admin.post('/api/admin/users', { data: { login, email: `${login}@example.org`, password } });
  const { id } = (await created.json()) as { id: number };
  // With automatic assignment off, Grafana has given the user an organisation of their own.
  const given = (await (await admin.get(`/api/users/${id}/orgs`)).json()) as { orgId: number }[];
  await admin.post(`/api/orgs/${org}/users`, { data: { loginOrEmail: login, role } });
  await admin.post(`/api/users/${id}/using/${org}`);
  for (const own of given) {
    await admin.delete(`/api/orgs/${own.orgId}`);
  }
  return {
    login,
    password,
    orgId: org,
    endSessions: async () => void (await admin.post(`/api/admin/users/${id}/logout`)),
    remove: async () => void (await admin.delete(`/api/admin/users/${id}`)),
  };
}

/** Logs a context in as a person would, without the form. */
export async function logIn(request: APIRequestContext, { login, password }: Account): Promise<void> {
  const answer = await request.post('/login', { data: { user: login, password } });
  if (!answer.ok()) {
    throw new Error(`Grafana refuses the log-in of ${login}: ${await answer.text()}`);
  }
}

/** What only the rows of other enterprises say: their names, and the addresses that no shop of its own has. */
export async function wordsOfOthers(stack: StackAddresses, enterprise: string): Promise<string[]> {
  const sites = await queryDataset(stack, 'counters.sites');
  const own = new Set(sites.filter((site) => site.enterprise === enterprise).map(({ ip }) => ip));
  const others = sites.filter((site) => site.enterprise !== enterprise);
  const words = others.flatMap(({ enterprise: name, ip }) => (ip === null || own.has(ip) ? [name] : [name, ip]));
  return [...new Set(words)].map(String);
}

/** A shop as the counters database itself has it. */
export interface Shop {
  code: string;
  /** Entries from the first of the month to today, both included. */
  entries: number;
}

/**
 * An enterprise's shops by what they counted in a month, most first, then by code; past Vigie, straight from the tables.
 * @param spellings the names that the tables have for it
 * @param month `YYYY-MM`
 * @param today `YYYY-MM-DD`; what comes after it does not count
 */
export async function shopsInDatabase(
  { countersUrl = '' }: StackAddresses,
  { spellings, month, today }: { spellings: readonly string[]; month: string; today: string }
): Promise<Shop[]> {
  const database = await openCounters({ url: countersUrl });
  try {
    const { sites, counting } = await database.read(async (db) => ({
      sites: await db.selectFrom('sites').select(['enterprise', 'code']).execute(),
      counting: await db.selectFrom('counting').selectAll().where('day_date', '>=', `${month}-01`).execute(),
    }));
    const entries = (code: string) =>
      counting
        .filter((row) => spellings.includes(row.enterprise) && row.code === code && row.day_date.slice(0, 10) <= today)
        .reduce((sum, { count }) => sum + Math.max(0, count ?? 0), 0);
    return sites
      .filter((site) => spellings.includes(site.enterprise))
      .map(({ code }) => ({ code, entries: entries(code) }))
      .sort((one, other) => other.entries - one.entries || (one.code < other.code ? -1 : 1));
  } finally {
    await database.close();
  }
}

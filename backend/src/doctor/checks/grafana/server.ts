import {
  createGrafanaClient,
  type GrafanaClient,
  GrafanaError,
  type GrafanaSettings,
  GrafanaUnreachableError,
} from '../../../grafana/api/client.ts';
import { readServer } from '../../../grafana/api/server.ts';
import { type Check, failed, ok, warning } from '../../check.ts';
import { missingPatch } from './patches.ts';
import { checkPlugin } from './plugin.ts';
import { checkSettings } from './settings.ts';
import type { GrafanaSettingsBag } from './settings-bag.ts';
import { GRAFANA_TEXTS as TEXTS } from './texts.ts';

const PART = 'grafana';
/** What a fresh Grafana lets in. */
const DEFAULT_LOGIN = { user: 'admin', password: 'admin' };

/** Looks at the Grafana server with its admin's password: is it there, is it one we know, does it keep strangers out? */
export async function checkGrafana(settings: GrafanaSettings | undefined): Promise<Check[]> {
  if (settings === undefined) {
    return [];
  }
  const client = createGrafanaClient(settings);
  try {
    const { version } = await client.get<{ version: string }>('/api/health');
    const { login, isGrafanaAdmin } = await client.get<{ login: string; isGrafanaAdmin: boolean }>('/api/user');
    return [
      ok(PART, TEXTS.answers(client.url, version)),
      ...checkVersion(version),
      ...(await checkPlugin(client)),
      ...(isGrafanaAdmin
        ? [ok(PART, TEXTS.admin(login)), ...(await checkAsAdmin(client))]
        : [failed(PART, TEXTS.noAdmin(login), TEXTS.makeAdmin())]),
      ...(await checkDefaultLogin(settings)),
    ];
  } catch (error) {
    if (error instanceof GrafanaError) {
      return [failed(PART, error.text, error instanceof GrafanaUnreachableError ? TEXTS.readItsLog() : undefined)];
    }
    throw error;
  }
}

/** 12.2 to 13: what `vigie grafana` and the plugins are tested with. */
function checkVersion(version: string): Check[] {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const known = (major === 12 && minor >= 2) || major === 13;
  return known ? checkPatches(version) : [warning(PART, TEXTS.untested(version), TEXTS.changeVersion())];
}

function checkPatches(version: string): Check[] {
  const missing = missingPatch(version);
  return missing === undefined
    ? []
    : [warning(PART, TEXTS.unpatched(version, missing.fixedIn), TEXTS.patch(missing.fixedIn))];
}

/** What only a server admin may read. */
async function checkAsAdmin(client: GrafanaClient): Promise<Check[]> {
  const bag = await client.get<GrafanaSettingsBag>('/api/admin/settings');
  return [...checkSettings(bag), ...(bag['database']?.['type'] === SQLITE ? await checkOrgs(client) : [])];
}

const SQLITE = 'sqlite3';
/**
 * SQLite takes one writer at a time, and above about 910 organisations the update from 12 to 13.0 does not get through with it
 * (grafana/grafana #124237): told early enough to move while that is easy.
 */
const MANY_ORGS = 300;

async function checkOrgs(client: GrafanaClient): Promise<Check[]> {
  const { orgs } = await readServer(client);
  return orgs.size < MANY_ORGS ? [] : [warning(PART, TEXTS.sqlite(orgs.size), TEXTS.leaveSqlite())];
}

/** Grafana counts failed log-ins and then shuts the account out: one that cannot succeed is not tried. */
async function checkDefaultLogin({ url, user, password }: GrafanaSettings): Promise<Check[]> {
  if (user === DEFAULT_LOGIN.user) {
    return password === DEFAULT_LOGIN.password ? [warning(PART, TEXTS.defaultPassword(), TEXTS.changePassword())] : [];
  }
  try {
    await createGrafanaClient({ url, ...DEFAULT_LOGIN }).get('/api/user');
    return [warning(PART, TEXTS.defaultPassword(), TEXTS.changePassword())];
  } catch (error) {
    if (error instanceof GrafanaError && error.status === 401) {
      return [];
    }
    throw error;
  }
}

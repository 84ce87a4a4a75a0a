import { createGrafanaClient, GrafanaError, type GrafanaSettings } from '../../../grafana/client.ts';
import { type Check, failed, ok, warning } from '../../check.ts';
import { asTold } from '../../texts/upstream.ts';
import { checkSettings, type GrafanaSettingsBag } from './settings.ts';
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
      ...(isGrafanaAdmin
        ? [ok(PART, TEXTS.admin(login)), ...checkSettings(await client.get<GrafanaSettingsBag>('/api/admin/settings'))]
        : [failed(PART, TEXTS.noAdmin(login), TEXTS.makeAdmin())]),
      ...(await checkDefaultLogin(settings)),
    ];
  } catch (error) {
    if (error instanceof GrafanaError) {
      return [failed(PART, asTold(error.message))];
    }
    throw error;
  }
}

/** 12.2 to 13: what `vigie grafana` and the plugins are tested with. */
function checkVersion(version: string): Check[] {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const known = (major === 12 && minor >= 2) || major === 13;
  return known ? [] : [warning(PART, TEXTS.untested(version), TEXTS.changeVersion())];
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

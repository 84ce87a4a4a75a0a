import type { GrafanaClient } from '../api/client.ts';
import type { AlertingApi } from './alerting-api.ts';
import { createAppPlatformApi } from './app-platform/api.ts';
import { createProvisioningApi } from './provisioning-api.ts';

/**
 * The first version without the provisioning API, which 13 only calls deprecated. Until then it is the better one: it knows rule
 * groups, and its answers are those of every version since 12.2. Source: grafana/grafana #125464, #120606 and #121995.
 */
const FIRST_WITHOUT_PROVISIONING = 14;

const chosen = new WeakMap<GrafanaClient, Promise<AlertingApi>>();

/** The alerting of a server, by the interface that its version has; the version is asked for once a client. */
export function alertingApiOf(client: GrafanaClient): Promise<AlertingApi> {
  const api = chosen.get(client) ?? choose(client);
  chosen.set(client, api);
  // A server that does not answer now may do so later.
  api.catch(() => chosen.delete(client));
  return api;
}

async function choose(client: GrafanaClient): Promise<AlertingApi> {
  // Not /api/health, which may be set to keep the version to itself.
  const { buildInfo } = await client.get<{ buildInfo: { version: string } }>('/api/frontend/settings');
  return Number.parseInt(buildInfo.version, 10) < FIRST_WITHOUT_PROVISIONING
    ? createProvisioningApi(client)
    : createAppPlatformApi(client);
}

import type { GrafanaClient } from './client.ts';

/**
 * Where browsers reach a Grafana, without a trailing slash: its `root_url`, since GRAFANA_URL may be an address that only servers
 * know. A `root_url` that nobody set says `localhost`: then GRAFANA_URL is the better guess.
 */
export async function publicAddress(client: GrafanaClient): Promise<string> {
  const { appUrl } = await client.get<{ appUrl?: string }>('/api/frontend/settings');
  const isSet = appUrl !== undefined && URL.canParse(appUrl) && new URL(appUrl).hostname !== 'localhost';
  return isSet ? appUrl.replace(/\/+$/, '') : client.url;
}

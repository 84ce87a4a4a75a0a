import { type GrafanaClient, GrafanaError } from '../api/client.ts';
import type { BoundOrg } from '../plan/bound-org.ts';
import type { Change } from '../plan/change.ts';

const APP = 'agitel-vigie-app';
/** Route of the app's settings, which each organisation has its own of; with the plugin's version. */
export const APP_SETTINGS = `/api/plugins/${APP}/settings`;

interface AppSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData?: object;
}

/** Enables the app, which each organisation does for itself; what a person set in it stays. */
export async function planApp(client: GrafanaClient, { wanted, org }: BoundOrg): Promise<Change[]> {
  const request = { orgId: org?.id };
  const actual = await client.find<AppSettings>(APP_SETTINGS, request);
  if (actual === undefined) {
    throw new GrafanaError({
      fr: `Ce Grafana n’a pas le plugin ${APP} : installez-le, puis recommencez.`,
      en: `This Grafana does not have the plugin ${APP}: install it, then run this again.`,
    });
  }
  if (actual.enabled) {
    return [];
  }
  const body = { enabled: true, pinned: true, jsonData: actual.jsonData };
  return [
    {
      action: 'update',
      object: `app ${APP}`,
      org: wanted.name,
      detail: { fr: 'activée', en: 'enabled' },
      basis: actual,
      apply: () => client.send('POST', APP_SETTINGS, { ...request, body }),
    },
  ];
}

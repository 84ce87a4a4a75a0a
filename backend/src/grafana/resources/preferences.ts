import type { GrafanaClient } from '../api/client.ts';
import { type Change, differences } from '../plan/change.ts';

/** What an organisation's people see unless they choose otherwise. */
export interface Preferences {
  /** First page after log-in. */
  homeDashboardUID: string;
  /** BCP 47, e.g. `fr-FR`. */
  language: string;
  /** IANA name. */
  timezone: string;
}

/** Home page, language and time zone of an organisation; what a person set beside them (theme, first weekday) stays. */
export async function planPreferences(
  client: GrafanaClient,
  org: { id: number; name: string },
  wanted: Preferences
): Promise<Change[]> {
  const path = '/api/org/preferences';
  const actual = await client.get<Partial<Preferences>>(path, { orgId: org.id });
  const detail = differences(actual, wanted);
  if (detail === undefined) {
    return [];
  }
  return [
    {
      action: 'update',
      object: 'preferences',
      org: org.name,
      detail,
      basis: { from: actual, to: wanted },
      apply: () => client.send('PATCH', path, { orgId: org.id, body: wanted }),
    },
  ];
}

import type { GrafanaRules } from '../config/rules.ts';
import type { Plan } from './change.ts';
import type { GrafanaClient } from './client.ts';
import { MAIN_ORG_ID, planMainOrg } from './main-org.ts';
import { planPlaylist } from './playlist.ts';
import { planPreferences } from './preferences.ts';
import { HOME_PAGE, PLAYLIST_UID, SCREEN_PAGES, screenPlaylist } from './screens.ts';

/**
 * Compares a Grafana server with the rules. The main organisation's data source, dashboards and app come from file
 * provisioning; here stands what files cannot: its name, preferences, home page and playlist.
 */
export async function planServer(client: GrafanaClient, rules: GrafanaRules): Promise<Plan> {
  const org = { id: MAIN_ORG_ID, name: rules.mainOrg };
  const { changes, notes } = await planMainOrg(client, rules.mainOrg);
  const missing = await missingPages(client);
  if (missing.length > 0) {
    const note = `Organisation ${org.id} lacks the dashboards ${missing.join(', ')}: see provisioning/README.md, then run this again.`;
    return { changes, notes: [...notes, note] };
  }
  const { language, timezone } = rules;
  return {
    changes: [
      ...changes,
      ...(await planPreferences(client, org, { homeDashboardUID: HOME_PAGE, language, timezone })),
      ...(await planPlaylist(client, org, PLAYLIST_UID, screenPlaylist(language))),
    ],
    notes,
  };
}

/** Home page and playlist can only name dashboards that are there. */
async function missingPages(client: GrafanaClient): Promise<string[]> {
  const found = await Promise.all(
    SCREEN_PAGES.map((uid) => client.find(`/api/dashboards/uid/${uid}`, { orgId: MAIN_ORG_ID }))
  );
  return SCREEN_PAGES.filter((_, index) => found[index] === undefined);
}

import type { GrafanaRules } from '../../domain/rules/rules.ts';
import type { GrafanaClient } from '../api/client.ts';
import { asNamed, type Change, type Plan, type Stage } from '../plan/change.ts';
import { planPlaylist } from './playlist.ts';
import { planPreferences } from './preferences.ts';
import { HOME_PAGE, PLAYLIST_UID, SCREEN_PAGES, screenPlaylist } from './screens.ts';

/** File provisioning fills organisation 1: that is the main one. */
export const MAIN_ORG_ID = 1;

/** What a new Grafana calls organisation 1 (`auto_assign_org`); without that setting, after its first administrator. */
const DEFAULT_NAME = 'Main Org.';

/**
 * The main organisation's data source, dashboards and app come from file provisioning; here stands what files cannot: its
 * name, preferences, home page and playlist.
 */
export function mainStages(client: GrafanaClient, rules: GrafanaRules): Stage<void>[] {
  return [() => planName(client, rules.mainOrg), () => planScreens(client, rules)];
}

/** Preferences, home page and playlist. */
async function planScreens(client: GrafanaClient, { mainOrg, language, timezone }: GrafanaRules): Promise<Plan> {
  const org = { id: MAIN_ORG_ID, name: mainOrg };
  const missing = await missingPages(client);
  if (missing.length > 0) {
    const problem = {
      fr: `Il manque à l’organisation ${org.id} les tableaux de bord ${missing.join(', ')} : voir provisioning/README.md, puis recommencez.`,
      en: `Organisation ${org.id} lacks the dashboards ${missing.join(', ')}: see provisioning/README.md, then run this again.`,
    };
    return { changes: [], notes: [], problems: [problem] };
  }
  return {
    changes: [
      ...(await planPreferences(client, org, { homeDashboardUID: HOME_PAGE, language, timezone })),
      ...(await planPlaylist(client, org, PLAYLIST_UID, screenPlaylist(language))),
    ],
    notes: [],
  };
}

/** The main organisation gets its name of the rules, unless a person has named it already. */
async function planName(client: GrafanaClient, wanted: string): Promise<Plan> {
  const { name } = await client.get<{ name: string }>(`/api/orgs/${MAIN_ORG_ID}`);
  if (name === wanted) {
    return { changes: [], notes: [] };
  }
  const { login, email } = await client.get<{ login: string; email: string }>('/api/user');
  if (![DEFAULT_NAME, login, email].includes(name)) {
    const note = {
      fr: `L’organisation ${MAIN_ORG_ID} s’appelle « ${name} », et non « ${wanted} » (grafana.mainOrg) : quelqu’un l’a nommée, elle garde donc son nom.`,
      en: `Organisation ${MAIN_ORG_ID} is called "${name}", not "${wanted}" (grafana.mainOrg): somebody named it, so it keeps its name.`,
    };
    return { changes: [], notes: [note] };
  }
  const rename: Change = {
    action: 'rename',
    object: `organisation ${MAIN_ORG_ID}`,
    org: wanted,
    detail: asNamed(`${name} → ${wanted}`),
    basis: { from: name, to: wanted },
    apply: () => client.send('PUT', `/api/orgs/${MAIN_ORG_ID}`, { body: { name: wanted } }),
  };
  return { changes: [rename], notes: [] };
}

/** Home page and playlist can only name dashboards that are there. */
async function missingPages(client: GrafanaClient): Promise<string[]> {
  const found = await Promise.all(
    SCREEN_PAGES.map((uid) => client.find(`/api/dashboards/uid/${uid}`, { orgId: MAIN_ORG_ID }))
  );
  return SCREEN_PAGES.filter((_, index) => found[index] === undefined);
}

import { planAlerting } from '../alerting/plan.ts';
import { GrafanaError } from '../api/client.ts';
import type { Org } from '../api/server.ts';
import { planApp } from '../resources/app.ts';
import { FOLDER_UID, planDashboards, planFolder } from '../resources/dashboards.ts';
import { planDataSource } from '../resources/data-source.ts';
import { describeRights } from '../resources/org-token.ts';
import { planPlaylist } from '../resources/playlist.ts';
import { planPreferences } from '../resources/preferences.ts';
import { PLAYLIST_UID, screenPlaylist } from '../resources/screens.ts';
import { type BoundOrg, type Onboarding, saveBinding } from './bound-org.ts';
import type { Change, Plan } from './change.ts';

/**
 * What an organisation needs, in stages: each is planned when the changes of the one before are made. Where nobody makes
 * them, the stages of an organisation that does not exist end with its making.
 */
export async function* planOrg(onboarding: Onboarding, bound: BoundOrg): AsyncGenerator<Plan> {
  if (bound.org === undefined) {
    yield { changes: [creation(onboarding, bound)], notes: [] };
  }
  if (bound.org !== undefined) {
    yield planContents(onboarding, bound, bound.org);
    yield* planMessages(onboarding, bound);
  }
}

/**
 * The stage of alert rules, contact point and notification policies.
 * @throws {AlertingNotReadyError} in an organisation that was made less than a minute ago
 */
export async function* planMessages({ client }: Onboarding, { wanted, org }: BoundOrg): AsyncGenerator<Plan> {
  if (org !== undefined && wanted.recipients !== undefined) {
    const { language, recipients } = wanted;
    yield planAlerting(client, { id: org.id, name: wanted.name }, { language, folderUid: FOLDER_UID, recipients });
  }
}

/**
 * Makes the organisation. Its name is written down first: when the run breaks off in between, the next one finds an
 * organisation of this name that nobody has done anything in, and knows whose it is.
 */
function creation({ client, registry }: Onboarding, bound: BoundOrg): Change {
  const { name, rights, language, timezone, pages } = bound.wanted;
  return {
    action: 'create',
    object: 'organisation',
    org: name,
    detail: `token (${describeRights(rights)}); ${pages.join(', ')}; ${language}, ${timezone}`,
    async apply() {
      await saveBinding(registry, bound, { orgId: null, orgName: name });
      const { orgId } = await client
        .send<{ orgId: number }>('POST', '/api/orgs', { body: { name } })
        .catch((error: unknown) => forget(error));
      await saveBinding(registry, bound, { orgId });
      bound.org = { id: orgId, name };
    },
  };

  /** Somebody else was faster: what has this name now is theirs. */
  async function forget(error: unknown): Promise<never> {
    if (error instanceof GrafanaError && error.status === 409) {
      await registry.removeGrafanaOrg(bound.binding.id);
    }
    throw error;
  }
}

/** In the order in which one thing needs the other; the name comes last, since the data source is a surer sign. */
async function planContents(onboarding: Onboarding, bound: BoundOrg, { id }: Org): Promise<Plan> {
  const { client } = onboarding;
  const { name, language, timezone, pages, playlist } = bound.wanted;
  const org = { id, name };
  const [app, folder, dashboards, preferences, screens] = await Promise.all([
    planApp(client, bound),
    planFolder(client, bound),
    planDashboards(client, bound),
    planPreferences(client, org, { homeDashboardUID: pages[0], language, timezone }),
    playlist ? planPlaylist(client, org, PLAYLIST_UID, screenPlaylist(language)) : [],
  ]);
  const naming = planName(onboarding, bound);
  return {
    changes: [
      ...app,
      ...planDataSource(onboarding, bound),
      ...folder,
      ...dashboards,
      ...preferences,
      ...screens,
      ...naming.changes,
    ],
    notes: naming.notes,
  };
}

/** An organisation keeps the name that a person gave it. */
function planName({ client, registry }: Onboarding, bound: BoundOrg): Plan {
  const { org, binding, wanted } = bound;
  if (org === undefined || (org.name === wanted.name && binding.orgName === wanted.name)) {
    return { changes: [], notes: [] };
  }
  if (org.name !== binding.orgName && org.name !== wanted.name) {
    const note = `Organisation ${org.id} is called "${org.name}", not "${wanted.name}": somebody named it, so it keeps its name.`;
    return { changes: [], notes: [note] };
  }
  const rename: Change = {
    action: 'rename',
    object: `organisation ${org.id}`,
    org: wanted.name,
    detail: `${binding.orgName} → ${wanted.name}`,
    async apply() {
      if (org.name !== wanted.name) {
        await client.send('PUT', `/api/orgs/${org.id}`, { body: { name: wanted.name } });
      }
      await saveBinding(registry, bound, { orgName: wanted.name });
    },
  };
  return { changes: [rename], notes: [] };
}

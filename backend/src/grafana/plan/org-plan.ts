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
import { type BoundOrg, type Onboarding, type OrgStage, saveBinding } from './bound-org.ts';
import { asNamed, type Change, type Making, type Plan } from './change.ts';

type OrgPlan = Plan<Change | Making<BoundOrg>>;

const NOTHING: OrgPlan = { changes: [], notes: [] };

/** What an organisation needs, in stages. Those of one that does not exist have nothing to plan before it is made. */
export function orgStages(onboarding: Onboarding): OrgStage[] {
  return [
    async (bound) => (bound.org === undefined ? { changes: [creation(onboarding, bound)], notes: [] } : NOTHING),
    async (bound) => (bound.org === undefined ? NOTHING : planContents(onboarding, bound, bound.org)),
    messagesStage(onboarding),
  ];
}

/**
 * The stage of alert rules, contact point and notification policies. It rejects with an `AlertingNotReadyError` in an organisation that
 * was made less than a minute ago.
 */
export function messagesStage({ client }: Onboarding): OrgStage {
  return async ({ wanted, org }) => {
    if (org === undefined || wanted.recipients === undefined) {
      return NOTHING;
    }
    const { language, recipients } = wanted;
    return planAlerting(client, { id: org.id, name: wanted.name }, { language, folderUid: FOLDER_UID, recipients });
  };
}

/**
 * Makes the organisation. Its name is written down first: when the run breaks off in between, the next one finds an
 * organisation of this name that nobody has done anything in, and knows whose it is.
 */
function creation({ client, registry, backendUrl }: Onboarding, { wanted }: BoundOrg): Making<BoundOrg> {
  const { name, rights, language, timezone, pages } = wanted;
  const may = describeRights(rights);
  const settings = `${pages.join(', ')}; ${language}, ${timezone}`;
  return {
    action: 'create',
    object: 'organisation',
    org: name,
    detail: { fr: `jeton (${may.fr}) ; ${settings.replace(';', ' ;')}`, en: `token (${may.en}); ${settings}` },
    basis: { wanted, backendUrl },
    async make(bound) {
      const announced = await saveBinding(registry, bound, { orgId: null, orgName: name });
      const { orgId } = await client
        .send<{ orgId: number }>('POST', '/api/orgs', { body: { name } })
        .catch((error: unknown) => forget(error, bound.binding.id));
      return { ...(await saveBinding(registry, announced, { orgId })), org: { id: orgId, name } };
    },
  };

  /** Somebody else was faster: what has this name now is theirs. */
  async function forget(error: unknown, bindingId: string): Promise<never> {
    if (error instanceof GrafanaError && error.status === 409) {
      await registry.removeGrafanaOrg(bindingId);
    }
    throw error;
  }
}

/** In the order in which one thing needs the other; the name comes last, since the data source is a surer sign. */
async function planContents(onboarding: Onboarding, bound: BoundOrg, { id }: Org): Promise<OrgPlan> {
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
function planName({ client, registry }: Onboarding, bound: BoundOrg): OrgPlan {
  const { org, binding, wanted } = bound;
  if (org === undefined || (org.name === wanted.name && binding.orgName === wanted.name)) {
    return { changes: [], notes: [] };
  }
  if (org.name !== binding.orgName && org.name !== wanted.name) {
    const note = {
      fr: `L’organisation ${org.id} s’appelle « ${org.name} », et non « ${wanted.name} » : quelqu’un l’a nommée, elle garde donc son nom.`,
      en: `Organisation ${org.id} is called "${org.name}", not "${wanted.name}": somebody named it, so it keeps its name.`,
    };
    return { changes: [], notes: [note] };
  }
  const rename: Making<BoundOrg> = {
    action: 'rename',
    object: `organisation ${org.id}`,
    org: wanted.name,
    detail: asNamed(`${binding.orgName} → ${wanted.name}`),
    basis: { from: org.name, to: wanted.name },
    async make(current) {
      if (org.name !== wanted.name) {
        await client.send('PUT', `/api/orgs/${org.id}`, { body: { name: wanted.name } });
      }
      return saveBinding(registry, current, { orgName: wanted.name });
    },
  };
  return { changes: [rename], notes: [] };
}

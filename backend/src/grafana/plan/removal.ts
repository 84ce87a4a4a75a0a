import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import { removeAlerting } from '../alerting/remove.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Org } from '../api/server.ts';
import { dashboardPath, FOLDER_PATH, FOLDER_UID } from '../resources/dashboards.ts';
import { DATA_SOURCE_PATH, endTokens } from '../resources/data-source.ts';
import { MAIN_ORG_ID } from '../resources/main-org.ts';
import { ownTokens } from '../resources/org-token.ts';
import { removePlaylist } from '../resources/playlist.ts';
import { PLAYLIST_UID } from '../resources/screens.ts';
import { PAGES } from '../wanted/wanted.ts';
import type { Onboarding } from './bound-org.ts';
import { asNamed, type Change, type Plan, type Stage } from './change.ts';
import { findHandmade } from './handmade.ts';
import type { ObjectName } from './objects.ts';
import type { KnownBinding } from './recognise.ts';

/**
 * Takes away what Vigie made for something that nobody wants any more: access first, and at the end the organisation
 * itself, unless people have something in it. Accounts are never touched.
 */
export function removalStages(onboarding: Onboarding, { binding, found }: KnownBinding): Stage<void>[] {
  if (found.state === 'closed') {
    const { id, name } = found.org;
    const problem = {
      fr: `L’utilisateur de GRAFANA_ADMIN_USER n’est pas administrateur de l’organisation ${id} (« ${name} ») : ajoutez-l’y.`,
      en: `The user of GRAFANA_ADMIN_USER is no admin of organisation ${id} ("${name}"): add it there.`,
    };
    return [async () => ({ changes: [], notes: [], problems: [problem] })];
  }
  return [
    async () => ({ changes: endOfTokens(onboarding, binding), notes: [] }),
    async () =>
      found.state === 'ours'
        ? planOrgRemoval(onboarding, binding, found.org)
        : { changes: [forgetting(onboarding, binding)], notes: [] },
  ];
}

function endOfTokens({ registry, tokens }: Onboarding, binding: GrafanaOrg): Change[] {
  const own = ownTokens(tokens, binding);
  return own.length === 0
    ? []
    : [
        removal(binding.orgName, 'tokens', {
          detail: { fr: `prennent fin aussitôt (${own.length})`, en: `end at once (${own.length})` },
          basis: own.map(({ id }) => id),
          apply: () => endTokens(registry, own),
        }),
      ];
}

function forgetting({ registry }: Onboarding, binding: GrafanaOrg): Change {
  return removal(binding.orgName, 'binding', {
    detail: { fr: 'l’organisation n’existe plus', en: 'the organisation is not there' },
    basis: binding,
    apply: () => registry.removeGrafanaOrg(binding.id),
  });
}

async function planOrgRemoval({ client, registry }: Onboarding, binding: GrafanaOrg, org: Org): Promise<Plan> {
  const alerting = await removeAlerting(client, { id: org.id, name: binding.orgName });
  const rules = alerting.changes.flatMap(({ object }) => /^alert rule (.+)$/.exec(object)?.[1] ?? []);
  const { words, inFolder } = await findHandmade(client, org, new Set([...PAGES[binding.kind], ...rules]));
  if (words.length === 0) {
    const apply = async (): Promise<void> => {
      // In another organisation: Grafana does not remove the one that it is asked in.
      await client.send('DELETE', `/api/orgs/${org.id}`, { orgId: MAIN_ORG_ID });
      await registry.removeGrafanaOrg(binding.id);
    };
    const detail: LocalizedText = {
      fr: 'avec tout ce qu’elle contient, qui vient entièrement de Vigie',
      en: 'with everything in it, all of which is of Vigie',
    };
    return {
      changes: [removal(binding.orgName, `organisation ${org.id}`, { detail, basis: binding, apply })],
      notes: [],
    };
  }
  const unbound = removal(binding.orgName, 'token', {
    detail: { fr: 'n’est plus noté', en: 'no longer written down' },
    basis: binding,
    apply: () => registry.saveGrafanaOrg({ ...binding, tokenId: null }),
  });
  return {
    changes: [
      ...alerting.changes,
      ...(await contents(client, binding, org, inFolder)),
      ...(binding.tokenId === null ? [] : [unbound]),
    ],
    notes: [...alerting.notes, stays(org, words)],
  };
}

const OF_VIGIE: LocalizedText = { fr: 'de Vigie', en: 'of Vigie' };

/** Everything but the alerting, in the order in which Grafana lets it go. */
async function contents(
  client: GrafanaClient,
  { kind, orgName }: GrafanaOrg,
  { id: orgId }: Org,
  folderIsUsed: boolean
): Promise<Change[]> {
  const remove = async (object: ObjectName, path: string): Promise<Change[]> => {
    const actual = await client.find(path, { orgId });
    const apply = (): Promise<void> => client.send('DELETE', path, { orgId });
    return actual === undefined ? [] : [removal(orgName, object, { detail: OF_VIGIE, basis: actual, apply })];
  };
  const changes = await Promise.all([
    kind === 'tenant' ? [] : removePlaylist(client, { id: orgId, name: orgName }, PLAYLIST_UID),
    homePage(client, orgName, orgId, PAGES[kind][0]),
    ...PAGES[kind].map((uid) => remove(`dashboard ${uid}`, dashboardPath(uid))),
    folderIsUsed ? [] : remove(`folder ${FOLDER_UID}`, FOLDER_PATH),
    remove('data source vigie', DATA_SOURCE_PATH),
  ]);
  return changes.flat();
}

/** A home page that is gone would greet people with an error. */
async function homePage(client: GrafanaClient, org: string, orgId: number, home: string): Promise<Change[]> {
  const path = '/api/org/preferences';
  const { homeDashboardUID } = await client.get<{ homeDashboardUID?: string }>(path, { orgId });
  const apply = (): Promise<void> => client.send('PATCH', path, { orgId, body: { homeDashboardUID: '' } });
  return homeDashboardUID === home ? [removal(org, 'home page', { detail: asNamed(home), basis: home, apply })] : [];
}

function stays({ id, name }: Org, words: readonly LocalizedText[]): LocalizedText {
  return {
    fr: `L’organisation ${id} (« ${name} ») reste : elle a ${words.map(({ fr }) => fr).join(', ')}.`,
    en: `Organisation ${id} ("${name}") stays: it has ${words.map(({ en }) => en).join(', ')}.`,
  };
}

function removal(org: string, object: ObjectName, rest: Pick<Change, 'detail' | 'basis' | 'apply'>): Change {
  return { action: 'remove', object, org, ...rest };
}

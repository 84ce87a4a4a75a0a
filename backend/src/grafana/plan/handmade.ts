import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { alertingApiOf } from '../alerting/choose-api.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Org } from '../api/server.ts';
import { FOLDER_UID } from '../resources/dashboards.ts';
import { UID as DATA_SOURCE_UID } from '../resources/data-source.ts';
import { listPlaylists } from '../resources/playlist.ts';
import { PLAYLIST_UID } from '../resources/screens.ts';

/** What people have in an organisation besides what Vigie made. */
export interface Handmade {
  /** What there is, in words: `2 accounts`; empty when the organisation can go. */
  words: LocalizedText[];
  /** Whether some of it is in Vigie's own folder. */
  inFolder: boolean;
}

interface Hit {
  uid: string;
  type: string;
  folderUid?: string;
}

/**
 * Looks at everything that people make in Grafana.
 * @param ours uids of Vigie's dashboards and alert rules
 */
export async function findHandmade(client: GrafanaClient, org: Org, ours: ReadonlySet<string>): Promise<Handmade> {
  const of = { orgId: org.id };
  const [accounts, hits, rules, library, sources, playlists, teams, services] = await Promise.all([
    countAccounts(client, org.id),
    client.get<Hit[]>('/api/search?limit=5000', of),
    alertingApiOf(client).then((alerting) => alerting.listRules(org)),
    client.get<{ result: { elements: Hit[] } }>('/api/library-elements?perPage=1000', of),
    client.get<{ uid: string }[]>('/api/datasources', of),
    listPlaylists(client, org.id),
    client.get<{ totalCount: number }>('/api/teams/search?perpage=1', of),
    client.get<{ totalCount: number }>('/api/serviceaccounts/search?perpage=1', of),
  ]);
  const { elements } = library.result;
  const pages = hits.filter(({ uid, type }) => !ours.has(uid) && !(type === 'dash-folder' && uid === FOLDER_UID));
  const otherRules = rules.filter(({ uid }) => !ours.has(uid));
  const counts: [number: number, one: LocalizedText, several: LocalizedText][] = [
    [accounts, { fr: 'compte', en: 'account' }, { fr: 'comptes', en: 'accounts' }],
    [
      pages.filter(({ type }) => type !== 'dash-folder').length,
      { fr: 'tableau de bord', en: 'dashboard' },
      { fr: 'tableaux de bord', en: 'dashboards' },
    ],
    [
      pages.filter(({ type }) => type === 'dash-folder').length,
      { fr: 'dossier', en: 'folder' },
      { fr: 'dossiers', en: 'folders' },
    ],
    [otherRules.length, { fr: 'règle d’alerte', en: 'alert rule' }, { fr: 'règles d’alerte', en: 'alert rules' }],
    [
      elements.length,
      { fr: 'panneau de bibliothèque', en: 'library panel' },
      { fr: 'panneaux de bibliothèque', en: 'library panels' },
    ],
    [
      sources.filter(({ uid }) => uid !== DATA_SOURCE_UID).length,
      { fr: 'source de données', en: 'data source' },
      { fr: 'sources de données', en: 'data sources' },
    ],
    [
      playlists.filter((uid) => uid !== PLAYLIST_UID).length,
      { fr: 'playlist', en: 'playlist' },
      { fr: 'playlists', en: 'playlists' },
    ],
    [teams.totalCount, { fr: 'équipe', en: 'team' }, { fr: 'équipes', en: 'teams' }],
    [
      services.totalCount,
      { fr: 'compte de service', en: 'service account' },
      { fr: 'comptes de service', en: 'service accounts' },
    ],
  ];
  return {
    words: counts
      .filter(([number]) => number > 0)
      .map(([number, one, several]) => {
        const { fr, en } = number === 1 ? one : several;
        return { fr: `${number} ${fr}`, en: `${number} ${en}` };
      }),
    inFolder: [...pages, ...elements, ...otherRules.map(({ folderUID }) => ({ folderUid: folderUID }))].some(
      ({ folderUid }) => folderUid === FOLDER_UID
    ),
  };
}

/** Accounts besides the server admins: those are members of what they made. */
async function countAccounts(client: GrafanaClient, orgId: number): Promise<number> {
  const members = await client.get<{ userId: number }[]>(`/api/orgs/${orgId}/users`);
  const users = await Promise.all(
    members.map(({ userId }) => client.get<{ isGrafanaAdmin: boolean }>(`/api/users/${userId}`))
  );
  return users.filter(({ isGrafanaAdmin }) => !isGrafanaAdmin).length;
}

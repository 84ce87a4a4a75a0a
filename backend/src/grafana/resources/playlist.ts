import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type GrafanaClient, GrafanaError } from '../api/client.ts';
import { asNamed, type Change, differences } from '../plan/change.ts';

const GROUP = 'playlist.grafana.app';

/** A playlist as Grafana's app API stores it. */
export interface PlaylistSpec {
  title: string;
  /** Time a page stays, e.g. `2m`. */
  interval: string;
  items: { type: 'dashboard_by_uid'; value: string }[];
}

interface StoredPlaylist {
  metadata: { name: string; resourceVersion?: string };
  spec: PlaylistSpec;
}

/**
 * A playlist with a uid of our choice, so that dashboards can link to it. Only the app API takes one: `POST /api/playlists`
 * makes its own. The version of that API and the organisation's namespace in it are asked for, as they differ between servers.
 * Source: Grafana 12.2, `pkg/registry/apps/playlist`.
 */
export async function planPlaylist(
  client: GrafanaClient,
  org: { id: number; name: string },
  uid: string,
  wanted: PlaylistSpec
): Promise<Change[]> {
  const orgId = org.id;
  const api = await findApi(client, orgId);
  const path = `${api.collection}/${uid}`;
  const actual = await client.find<StoredPlaylist>(path, { orgId });
  const detail = differences(actual?.spec ?? {}, wanted);
  if (detail === undefined) {
    return [];
  }
  const body = {
    apiVersion: `${GROUP}/${api.version}`,
    kind: 'Playlist',
    // Names what was read, so that a change made meanwhile is refused instead of lost.
    metadata: {
      name: uid,
      namespace: api.namespace,
      ...(actual ? { resourceVersion: actual.metadata.resourceVersion } : {}),
    },
    spec: wanted,
  };
  return [
    {
      action: actual ? 'update' : 'create',
      object: `playlist ${uid}`,
      org: org.name,
      detail: actual ? detail : describe(wanted),
      basis: { from: actual, to: wanted },
      apply: () =>
        actual ? client.send('PUT', path, { orgId, body }) : client.send('POST', api.collection, { orgId, body }),
    },
  ];
}

/** What takes that playlist away again. */
export async function removePlaylist(
  client: GrafanaClient,
  org: { id: number; name: string },
  uid: string
): Promise<Change[]> {
  const orgId = org.id;
  const path = `${(await findApi(client, orgId)).collection}/${uid}`;
  const actual = await client.find<StoredPlaylist>(path, { orgId });
  return actual === undefined
    ? []
    : [
        {
          action: 'remove',
          object: `playlist ${uid}`,
          org: org.name,
          detail: asNamed(actual.spec.title),
          basis: actual,
          apply: () => client.send('DELETE', path, { orgId }),
        },
      ];
}

/** The uids of all playlists of an organisation. */
export async function listPlaylists(client: GrafanaClient, orgId: number): Promise<string[]> {
  const { collection } = await findApi(client, orgId);
  const { items } = await client.get<{ items: StoredPlaylist[] }>(collection, { orgId });
  return items.map(({ metadata }) => metadata.name);
}

async function findApi(
  client: GrafanaClient,
  orgId: number
): Promise<{ version: string; namespace: string; collection: string }> {
  const version = await playlistVersion(client, orgId);
  const { namespace } = await client.get<{ namespace: string }>('/api/frontend/settings', { orgId });
  return { version, namespace, collection: `/apis/${GROUP}/${version}/namespaces/${namespace}/playlists` };
}

async function playlistVersion(client: GrafanaClient, orgId: number): Promise<string> {
  const group = await client.find<{ preferredVersion: { version: string } }>(`/apis/${GROUP}`, { orgId });
  if (group === undefined) {
    throw new GrafanaError({
      fr: `Ce Grafana n’a pas l’API ${GROUP} : il faut la version 12.2 ou une plus récente.`,
      en: `This Grafana has no ${GROUP} API: version 12.2 or later is needed.`,
    });
  }
  return group.preferredVersion.version;
}

function describe({ items, interval }: PlaylistSpec): LocalizedText {
  const pages = items.map(({ value }) => value).join(', ');
  return { fr: `${pages}, chacune ${interval}`, en: `${pages} every ${interval}` };
}

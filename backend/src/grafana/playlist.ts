import { type Change, differences } from './change.ts';
import { GrafanaError, type GrafanaClient } from './client.ts';

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
  const version = await playlistVersion(client, orgId);
  const { namespace } = await client.get<{ namespace: string }>('/api/frontend/settings', { orgId });
  const collection = `/apis/${GROUP}/${version}/namespaces/${namespace}/playlists`;
  const actual = await client.find<StoredPlaylist>(`${collection}/${uid}`, { orgId });
  const detail = differences(actual?.spec ?? {}, wanted);
  if (detail.length === 0) {
    return [];
  }
  const body = {
    apiVersion: `${GROUP}/${version}`,
    kind: 'Playlist',
    // Names what was read, so that a change made meanwhile is refused instead of lost.
    metadata: { name: uid, namespace, ...(actual ? { resourceVersion: actual.metadata.resourceVersion } : {}) },
    spec: wanted,
  };
  return [
    {
      action: actual ? 'update' : 'create',
      object: `playlist ${uid}`,
      org: org.name,
      detail: actual ? detail.join(', ') : describe(wanted),
      apply: () =>
        actual
          ? client.send('PUT', `${collection}/${uid}`, { orgId, body })
          : client.send('POST', collection, { orgId, body }),
    },
  ];
}

async function playlistVersion(client: GrafanaClient, orgId: number): Promise<string> {
  const group = await client.find<{ preferredVersion: { version: string } }>(`/apis/${GROUP}`, { orgId });
  if (group === undefined) {
    throw new GrafanaError(`This Grafana has no ${GROUP} API: version 12.2 or later is needed.`);
  }
  return group.preferredVersion.version;
}

function describe({ items, interval }: PlaylistSpec): string {
  return `${items.map(({ value }) => value).join(', ')} every ${interval}`;
}

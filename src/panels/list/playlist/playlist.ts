import { rangeUtil } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';

/** A playlist as far as a screen needs to know it. */
export interface Playlist {
  /** How long it stays on a page. */
  intervalMs: number;
  /** Uids of its pages; absent where it chooses them by a tag. */
  pages?: string[];
  /** Uids of pages that it names and Grafana does not show to this account; Grafana leaves them out without a word. */
  missing: string[];
}

interface StoredPlaylist {
  spec: { interval: string; items?: Array<{ type: string; value: string }> };
}

const GROUP = '/apis/playlist.grafana.app';

/**
 * Reads a playlist by its uid from Grafana's app API, whose version is asked for: servers differ in it, and `/api/playlists` is
 * deprecated from Grafana 13 on.
 *
 * @throws what Grafana's HTTP client throws
 */
export async function readPlaylist(uid: string): Promise<Playlist> {
  const quietly = { showErrorAlert: false };
  const server = getBackendSrv();
  const group = await server.get<{ preferredVersion: { version: string } }>(GROUP, undefined, undefined, quietly);
  const folder = `${GROUP}/${group.preferredVersion.version}/namespaces/${config.namespace}/playlists`;
  const { spec } = await server.get<StoredPlaylist>(
    `${folder}/${encodeURIComponent(uid)}`,
    undefined,
    undefined,
    quietly
  );
  const items = spec.items ?? [];
  const wanted = items.filter(({ type }) => type === 'dashboard_by_uid').map(({ value }) => value);
  const found =
    wanted.length === 0
      ? []
      : await server.get<Array<{ uid: string }>>('/api/search', { dashboardUIDs: wanted }, undefined, quietly);
  const known = new Set(found.map((each) => each.uid));
  return {
    intervalMs: rangeUtil.intervalToMs(spec.interval),
    ...(wanted.length === items.length && { pages: wanted }),
    missing: wanted.filter((each) => !known.has(each)),
  };
}

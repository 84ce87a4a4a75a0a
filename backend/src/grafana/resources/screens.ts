import type { GrafanaRules } from '../../domain/rules/rules.ts';
import type { ScreenPage } from '../../domain/screens/screen.ts';
import type { PlaylistSpec } from './playlist.ts';

/** The two pages of the office screens, in their order. */
export const SCREEN_PAGES = ['vigie-board', 'vigie-clients'] as const;

/** First page after log-in. */
export const HOME_PAGE = 'vigie-board';

/** Uid of the playlist; the dashboards' "mode A" links lead to it. */
export const PLAYLIST_UID = 'vigie';

const TITLES: Record<GrafanaRules['language'], string> = {
  'fr-FR': 'Mode A : les deux pages en alternance',
  'en-US': 'Mode A: both pages in turn',
};

/** Mode A: the pages alternate every 2 minutes. */
export function screenPlaylist(language: GrafanaRules['language']): PlaylistSpec {
  return {
    title: TITLES[language],
    interval: '2m',
    items: SCREEN_PAGES.map((value) => ({ type: 'dashboard_by_uid', value })),
  };
}

/** What an office screen opens: full screen, panels fitted to its height. */
export interface KioskLink {
  mode: 'A' | 'B';
  page: string;
  url: string;
}

/** Where a screen goes below Grafana's address: the playlist (mode A), or one page that refreshes (mode B). */
export function screenPath(page: ScreenPage, orgId: number): string {
  return page === 'playlist' ? playlistPath(orgId) : dashboardPath(`vigie-${page}`, orgId);
}

/** Links of mode A (the playlist) and mode B (one page that refreshes). `orgId` makes them right for people of several organisations. */
export function kioskLinks(grafanaUrl: string, orgId: number): KioskLink[] {
  return [
    { mode: 'A', page: PLAYLIST_UID, url: grafanaUrl + playlistPath(orgId) },
    ...SCREEN_PAGES.map((page): KioskLink => ({ mode: 'B', page, url: grafanaUrl + dashboardPath(page, orgId) })),
  ];
}

/** `hideLogo`: from 12.4 on a page in full screen ends with a line about Grafana, as high as a row, that leads to its site. */
const view = (orgId: number): string => `orgId=${orgId}&kiosk&autofitpanels&hideLogo`;
const playlistPath = (orgId: number): string => `/playlists/play/${PLAYLIST_UID}?${view(orgId)}`;
const dashboardPath = (uid: string, orgId: number): string => `/d/${uid}?${view(orgId)}&refresh=2m`;

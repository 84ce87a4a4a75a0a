import type { Page } from '@playwright/test';

import { expect } from '../support/fixtures.ts';

const PLAYLISTS = '/apis/playlist.grafana.app/v0alpha1/namespaces/default/playlists';

/** The playlist itself stays 2 minutes on a page; the copy that tests watch does not. */
export const COPY = 'vigie-e2e-copy';

/** A copy of the playlist that stays so long on a page, and has these pages if they are not its own. */
export async function copyPlaylist(page: Page, interval: string, uids?: string[]): Promise<void> {
  const playlist = (await (await page.request.get(`${PLAYLISTS}/vigie`)).json()) as {
    spec: { interval: string; items: object[] };
  };
  expect(playlist.spec.interval).toBe('2m');
  const items = uids?.map((value) => ({ type: 'dashboard_by_uid', value })) ?? playlist.spec.items;
  const created = await page.request.post(PLAYLISTS, {
    data: { ...playlist, metadata: { name: COPY }, spec: { ...playlist.spec, items, interval } },
  });
  expect(created.ok(), await created.text()).toBe(true);
}

export async function removeCopy(page: Page): Promise<void> {
  await page.request.delete(`${PLAYLISTS}/${COPY}`);
}

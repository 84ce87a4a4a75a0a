import { expect, test } from './fixtures.ts';
import { panel } from './panels.ts';

const PLAYLISTS = '/apis/playlist.grafana.app/v0alpha1/namespaces/default/playlists';
/** The playlist itself stays 2 minutes on a page; the copy that is watched here does not. */
const COPY = 'vigie-e2e-copy';

test('mode A alternates the two pages in full screen', async ({ page }) => {
  const playlist = (await (await page.request.get(`${PLAYLISTS}/vigie`)).json()) as { spec: { interval: string } };
  expect(playlist.spec.interval).toBe('2m');
  const created = await page.request.post(PLAYLISTS, {
    data: { ...playlist, metadata: { name: COPY }, spec: { ...playlist.spec, interval: '5s' } },
  });
  expect(created.ok()).toBe(true);
  try {
    await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
    await expect(page).toHaveURL(/\/d\/vigie-board\/.*kiosk/);
    await expect(panel(page, 'Tickets total')).toBeVisible();
    await expect(page).toHaveURL(/\/d\/vigie-clients\/.*kiosk/);
    await expect(panel(page, 'SUPPORT')).toBeVisible();
    await expect(page).toHaveURL(/\/d\/vigie-board\/.*kiosk/);
  } finally {
    await page.request.delete(`${PLAYLISTS}/${COPY}`);
  }
});

test('both pages lead to both modes and to each other', async ({ page }) => {
  for (const [uid, other] of [
    ['vigie-board', 'Tickets par gros clients'],
    ['vigie-clients', 'Tableau de bord'],
  ] as const) {
    await page.goto(`/d/${uid}`);
    const link = (name: string) => page.getByRole('link', { name });
    await expect(link('Mode A : alternance')).toHaveAttribute('href', '/playlists/play/vigie?kiosk&autofitpanels');
    await expect(link('Mode B : plein écran')).toHaveAttribute('href', new RegExp(`/d/${uid}\\?kiosk&autofitpanels`));
    await expect(link(other).first()).toBeVisible();
  }
});

test('the home page is the board, in French, in the organisation of the rules', async ({ page }) => {
  await page.goto('/');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  const organisation = (await (await page.request.get('/api/org')).json()) as { name: string };
  expect(organisation.name).toBe('Agitel');
});

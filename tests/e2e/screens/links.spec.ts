import type { APIResponse, BrowserContext } from '@playwright/test';

import { NO_COMMAND, vigie } from '../support/command.ts';
import { expect, type StackAddresses, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { findSecrets, recordSession, strangers } from '../support/recording.ts';
import { secretsOf } from '../support/secrets.ts';

// The recording is the trace.
test.use({ trace: 'off' });

interface Added {
  name: string;
  login: string;
  url: string;
}

/** Makes a screen as an operator does. */
async function addScreen(stack: StackAddresses, name: string, ...options: string[]): Promise<Added> {
  const { exitCode, stdout, stderr } = await vigie(stack, ['screens', 'add', name, '--json', ...options]);
  expect(`${exitCode} ${stderr}`).toBe('0 ');
  return JSON.parse(stdout) as Added;
}

async function revoke(stack: StackAddresses, name: string): Promise<void> {
  const { exitCode, stderr } = await vigie(stack, ['screens', 'revoke', name]);
  expect(`${exitCode} ${stderr}`).toBe('0 ');
}

interface Listed {
  name: string;
  state: string;
  seen: { page: string; width: number; height: number; version: string } | null;
}

/** What `vigie screens list` says of a screen. */
async function listed(stack: StackAddresses, name: string): Promise<Listed | undefined> {
  const { stdout } = await vigie(stack, ['screens', 'list', '--json']);
  return (JSON.parse(stdout) as { screens: Listed[] }).screens.find(
    (screen) => screen.name === name && screen.state !== 'revoked'
  );
}

const tokenOf = (url: string): string => new URL(url).searchParams.get('auth_token') ?? '';

/** Asks Grafana as somebody would who has taken the link from a screen. */
function asker(context: BrowserContext, token: string) {
  const headers = { 'x-jwt-assertion': token };
  return {
    get: (path: string, more: Record<string, string> = {}): Promise<APIResponse> =>
      context.request.get(path, { headers: { ...headers, ...more } }),
    post: (path: string, data: unknown, more: Record<string, string> = {}): Promise<APIResponse> =>
      context.request.post(path, { data, headers: { ...headers, ...more } }),
  };
}

const query = (dataset: string) => ({
  queries: [{ refId: 'A', datasource: { uid: 'vigie' }, dataset, params: {} }],
  from: String(Date.now() - 86_400_000),
  to: String(Date.now()),
});

test('a link shows the board without any log-in, opens nothing else, and no secret goes over the wire', async ({
  browser,
  stack,
}, testInfo) => {
  test.skip(!stack.backendVariables, NO_COMMAND);
  test.setTimeout(240_000);
  const name = 'Plateau « Été »';
  const screen = await addScreen(stack, name, '--page', 'board');
  const token = tokenOf(screen.url);
  const session = await recordSession(browser, stack.grafanaUrl, testInfo);
  const page = await session.visit(screen.url);
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  await expect(page.getByText('Grafana', { exact: true })).toHaveCount(0);

  // To the next page without loading anything again, as a playlist goes: the link still counts.
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Tickets par gros clients' }).first().click();
  await expect(panel(page, 'SUPPORT')).toContainText(/\d/);

  const ask = asker(session.context, token);
  const me = (await (await ask.get('/api/user')).json()) as { login: string; isGrafanaAdmin: boolean; orgId: number };
  expect(me).toMatchObject({ login: screen.login, isGrafanaAdmin: false });
  const orgs = (await (await ask.get('/api/user/orgs')).json()) as { name: string; role: string }[];
  expect(orgs.map(({ name: org, role }) => [org, role])).toEqual([['Écrans', 'Viewer']]);
  const tickets = await ask.post('/api/ds/query', query('tickets.summary'));
  expect(tickets.status()).toBe(200);
  for (const dataset of ['counters.enterprises', 'counters.status']) {
    const answer = await ask.post('/api/ds/query', query(dataset));
    expect([dataset, answer.ok()]).toEqual([dataset, false]);
  }
  for (const path of ['/api/admin/settings', '/api/orgs', '/api/users/search', '/api/org/users']) {
    expect([path, (await ask.get(path)).status()]).toEqual([path, 403]);
  }
  for (const path of ['screens', 'status', 'doctor', 'jobs', 'sites']) {
    const answer = await ask.get(`/api/datasources/uid/vigie/resources/${path}`);
    expect([path, answer.status()]).toEqual([path, 403]);
  }
  // Whatever organisation the browser names, it is not let into it.
  for (let org = 1; org <= 4; org += 1) {
    if (org !== me.orgId) {
      const answer = await ask.get('/api/org', { 'x-grafana-org-id': String(org) });
      expect([org, answer.ok() && ((await answer.json()) as { id: number }).id === org]).toEqual([org, false]);
    }
  }

  const exchanges = await session.stop();
  expect(exchanges.filter(({ url }) => url.includes('/api/ds/query')).length).toBeGreaterThan(4);
  expect(strangers(exchanges, stack.grafanaUrl)).toEqual([]);
  expect(findSecrets(exchanges, await secretsOf(stack))).toEqual([]);
  // Tokens of Vigie, the private half of a JSON Web Key, one in PEM. Grafana's own files explain such things with examples.
  const secret = /vig_[A-Za-z0-9_-]{20}|"crv":\s*"Ed25519"|PRIVATE KEY/;
  const answers = exchanges.filter(({ url }) => !url.includes('/public/'));
  expect(answers.filter(({ text }) => secret.test(text)).map(({ url }) => url)).toEqual([]);
  expect(answers.some(({ text }) => text.includes(token))).toBe(true);
  await revoke(stack, name);
});

test('the playlist goes on with its link, and a revoked link leads to the log-in page', async ({ browser, stack }) => {
  test.skip(!stack.backendVariables, NO_COMMAND);
  test.setTimeout(240_000);
  const screen = await addScreen(stack, 'Couloir');
  expect(screen.url).toContain('/playlists/play/vigie?');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(screen.url);
  await expect(page).toHaveURL(/\/d\/vigie-board/);
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  await page.clock.fastForward('02:05');
  await expect(page).toHaveURL(/\/d\/vigie-clients/);
  await expect(panel(page, 'SUPPORT')).toContainText(/\d/);

  // It has said meanwhile what it shows.
  await expect
    .poll(async () => (await listed(stack, screen.name))?.seen)
    .toMatchObject({
      page: 'vigie-clients',
      width: page.viewportSize()?.width,
      height: page.viewportSize()?.height,
      version: expect.stringMatching(/^\d+\.\d+/),
    });
  expect((await listed(stack, screen.name))?.state).toBe('ok');

  const ask = asker(context, tokenOf(screen.url));
  expect((await ask.get('/api/user')).status()).toBe(200);
  await revoke(stack, screen.name);
  expect((await ask.get('/api/user')).status()).toBe(401);
  const fresh = await browser.newContext();
  const again = await fresh.newPage();
  await again.goto(screen.url);
  await expect(again.getByTestId('data-testid Username input field')).toBeVisible({ timeout: 5_000 });
  await fresh.close();
  // The page that was open: its next refresh is refused, and Grafana leads it to its log-in page.
  await page.clock.fastForward('02:05');
  await expect(page.getByTestId('data-testid Username input field')).toBeVisible();
  await context.close();
});

test('grafana apply --prune leaves screens alone, and a second one of the name is refused', async ({ stack }) => {
  test.skip(!stack.backendVariables, NO_COMMAND);
  test.setTimeout(240_000);
  const screen = await addScreen(stack, 'Accueil', '--expires', '30d');
  const twice = await vigie(stack, ['screens', 'add', screen.name.toUpperCase()]);
  expect(twice.exitCode).toBe(1);
  expect(twice.stderr).toContain(`There is a screen named "${screen.name}" already`);
  expect((await vigie(stack, ['grafana', 'apply', '--prune', '--yes'])).exitCode).toBe(0);
  const answer = await fetch(`${stack.grafanaUrl}/api/user`, { headers: { 'x-jwt-assertion': tokenOf(screen.url) } });
  expect(answer.status).toBe(200);
  await revoke(stack, screen.name);
});

test('the page Écrans makes a screen, shows its link once, how it is, and ends it', async ({
  page,
  browser,
  stack,
}) => {
  test.setTimeout(240_000);
  const name = 'Salle de réunion';
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/a/agitel-vigie-app/screens');
  await page.getByRole('button', { name: 'Ajouter un écran' }).first().click();
  await page.getByRole('textbox', { name: 'Nom' }).fill(name);
  await page.getByRole('button', { name: 'Créer son lien' }).click();
  const link = await page.getByRole('textbox', { name: 'Lien' }).inputValue();
  await page.getByRole('button', { name: 'Je l’ai copié' }).click();
  const row = page.getByRole('row').filter({ hasText: name }).last();
  await expect(row).toContainText('Jamais ouvert');

  const context = await browser.newContext();
  const screen = await context.newPage();
  await screen.goto(link);
  await expect(panel(screen, 'Tickets total')).toContainText(/\d/);
  await page.reload();
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Allumé');
  }).toPass();
  await page.screenshot({ path: picture('ecrans.png') });
  expect(await page.content()).not.toContain(tokenOf(link));

  await row.getByRole('button', { name: 'Renommer' }).click();
  await page.getByRole('textbox', { name: 'Nom' }).fill(`${name} bis`);
  await page.getByRole('dialog').getByRole('button', { name: 'Renommer' }).click();
  await expect(row).toContainText(`${name} bis`);
  await row.getByRole('button', { name: 'Révoquer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
  await expect(row).toContainText('Révoqué');
  const answer = await fetch(`${stack.grafanaUrl}/api/user`, { headers: { 'x-jwt-assertion': tokenOf(link) } });
  expect(answer.status).toBe(401);
  await context.close();
});

import type { APIRequestContext, Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';
import { picture } from '../support/pictures.ts';

const PAGE = '/a/agitel-vigie-app/accounts';
const LOGIN = 'camille.essai';
const EMAIL = 'camille.essai@example.org';
const ENTERPRISES = ['BASH', 'Pimkie'];
/** Accounts that stand in the list beside the one of the test. */
const OTHERS = [
  { login: 'bash-siege', name: 'Siège BASH', email: 'siege@bash.example', org: 'BASH' },
  { login: 'pimkie-nord', name: 'Pimkie Nord', email: 'nord@pimkie.example', org: 'Pimkie' },
  { login: 'pimkie-sud', name: 'Pimkie Sud', email: 'sud@pimkie.example', org: 'Pimkie' },
];

interface Org {
  id: number;
  name: string;
}

async function orgsOf(request: APIRequestContext, login: string): Promise<Record<string, string>> {
  const { id } = (await (await request.get(`/api/users/lookup?loginOrEmail=${login}`)).json()) as { id: number };
  const orgs = (await (await request.get(`/api/users/${id}/orgs`)).json()) as { name: string; role: string }[];
  return Object.fromEntries(orgs.map(({ name, role }) => [name, role]));
}

async function findOrg(request: APIRequestContext, name: string): Promise<Org | undefined> {
  return ((await (await request.get(`/api/orgs?name=${encodeURIComponent(name)}`)).json()) as Org[])[0];
}

/** The organisations of the test, made where onboarding has not made them. */
async function prepare(request: APIRequestContext): Promise<() => Promise<void>> {
  const made: string[] = [];
  for (const name of ENTERPRISES) {
    if (!(await findOrg(request, name))) {
      const { orgId } = (await (await request.post('/api/orgs', { data: { name } })).json()) as { orgId: number };
      made.push(`/api/orgs/${orgId}`);
    }
  }
  for (const { org, ...user } of OTHERS) {
    const created = await request.post('/api/admin/users', { data: { ...user, password: 'essai-1234' } });
    const { id } = (await created.json()) as { id: number };
    const { id: orgId } = (await findOrg(request, org)) ?? { id: 0 };
    await request.post(`/api/orgs/${orgId}/users`, { data: { loginOrEmail: user.login, role: 'Viewer' } });
    await request.post(`/api/users/${id}/using/${orgId}`);
    await request.delete(`/api/orgs/${(await findOrg(request, user.email))?.id ?? 0}`);
    made.push(`/api/admin/users/${id}`);
  }
  return async () => {
    const { id } = (await (await request.get(`/api/users/lookup?loginOrEmail=${LOGIN}`)).json()) as { id?: number };
    if (id !== undefined) {
      made.push(`/api/admin/users/${id}`);
    }
    for (const address of made.reverse()) {
      await request.delete(address);
    }
  };
}

async function choose(page: Page, combobox: Locator, option: string): Promise<void> {
  await combobox.fill(option);
  await page.getByRole('option', { name: option, exact: true }).click();
}

function logIn(request: APIRequestContext, user: string, password: string) {
  return request.post('/login', { data: { user, password } });
}

async function currentOrg(request: APIRequestContext): Promise<string> {
  return ((await (await request.get('/api/org')).json()) as Org).name;
}

test('an account is created, logs in, moves to another enterprise and is deleted', async ({ page, browser, stack }) => {
  test.slow();
  const admin = page.request;
  const tidyUp = await prepare(admin);
  const visitor = await browser.newContext({ baseURL: stack.grafanaUrl });
  try {
    await page.goto(PAGE);
    await expect(page.getByRole('heading', { name: 'Comptes' })).toBeVisible();
    for (const { login } of OTHERS) {
      await expect(row(page, login)).toBeVisible();
    }
    await expect(row(page, stack.user)).toContainText('Votre propre compte');

    await page.getByRole('button', { name: 'Ajouter un compte' }).click();
    const drawer = page.getByRole('dialog').first();
    await drawer.getByRole('textbox', { name: 'Identifiant' }).fill(LOGIN);
    await drawer.getByRole('textbox', { name: 'Nom', exact: true }).fill('Camille Essai');
    await drawer.getByRole('textbox', { name: 'E-mail' }).fill(EMAIL);
    await choose(page, drawer.getByRole('combobox', { name: 'Entreprise' }), 'BASH');
    await drawer.getByRole('button', { name: 'Enregistrer' }).click();
    const password = await drawer.getByRole('textbox', { name: 'Mot de passe' }).inputValue();
    expect(password).toMatch(/^\S{20}$/);
    await drawer.getByRole('button', { name: 'Je l’ai copié' }).click();
    await expect(drawer).toBeHidden();
    await expect(page.getByRole('button', { name: 'Ajouter un compte' })).toBeFocused();
    await expect(row(page, LOGIN)).toContainText('BASH');
    await expect(row(page, LOGIN)).toContainText('Jamais');
    await expect(page.getByText('sa ligne manque au journal')).toBeHidden();
    expect(await orgsOf(admin, LOGIN)).toEqual({ BASH: 'Viewer' });
    expect(await findOrg(admin, EMAIL)).toBeUndefined();
    await page.screenshot({ path: picture('comptes.png') });

    expect((await logIn(visitor.request, LOGIN, password)).status()).toBe(200);
    expect(await currentOrg(visitor.request)).toBe('BASH');
    expect((await visitor.request.get('/api/users/search')).status()).toBe(403);

    await page.getByRole('button', { name: `Modifier ${LOGIN}` }).click();
    await drawer.getByRole('textbox', { name: 'Nom', exact: true }).fill('Camille Nouveau');
    await choose(page, drawer.getByRole('combobox', { name: 'Entreprise' }), 'Pimkie');
    await drawer.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(drawer).toBeHidden();
    await expect(row(page, LOGIN)).toContainText('Pimkie');
    await expect(row(page, LOGIN)).toContainText('Camille Nouveau');
    expect(await orgsOf(admin, LOGIN)).toEqual({ Pimkie: 'Viewer' });
    expect(await currentOrg(visitor.request)).toBe('Pimkie');

    await page.getByRole('searchbox').fill('camille');
    await expect(page.getByText('Comptes trouvés : 1')).toBeVisible();
    await choose(page, page.getByRole('combobox', { name: 'Entreprise' }), 'BASH');
    await expect(page.getByText('Aucun compte ne correspond')).toBeVisible();
    await choose(page, page.getByRole('combobox', { name: 'Entreprise' }), 'Pimkie');

    await page.getByRole('button', { name: `Supprimer ${LOGIN}` }).click();
    const question = page.getByRole('dialog', { name: `Supprimer le compte ${LOGIN}` });
    await question.getByRole('textbox').fill(LOGIN);
    await question.getByRole('button', { name: 'Supprimer' }).click();
    await expect(page.getByText(`Le compte ${LOGIN} est supprimé`)).toBeVisible();
    await expect(page.getByText('sa ligne manque au journal')).toBeHidden();
    expect((await logIn(visitor.request, LOGIN, password)).status()).toBe(401);
    expect((await visitor.request.get('/api/org')).status()).toBe(401);
  } finally {
    await visitor.close();
    await tidyUp();
  }
});

test('a login that is taken is refused beside its field, and Grafana keeps nothing of the attempt', async ({
  page,
  stack,
}) => {
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Ajouter un compte' }).click();
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('textbox', { name: 'Identifiant' }).fill(stack.user);
  await drawer.getByRole('textbox', { name: 'Nom', exact: true }).fill('Autre');
  await drawer.getByRole('textbox', { name: 'E-mail' }).fill(EMAIL);
  const enterprise = drawer.getByRole('combobox', { name: 'Entreprise' });
  await enterprise.click();
  await page.getByRole('option').first().click();
  await drawer.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(drawer.getByText('Un autre compte a déjà cet identifiant')).toBeVisible();
  await expect(drawer.getByRole('textbox', { name: 'Identifiant' })).toBeFocused();
  expect(await findOrg(page.request, EMAIL)).toBeUndefined();
});

test('the page is not in the menu of others, and refused to them', async ({ page, stack, browser }) => {
  test.slow();
  const tidyUp = await prepare(page.request);
  const visitor = await browser.newPage({ baseURL: stack.grafanaUrl });
  try {
    await logIn(visitor.request, 'bash-siege', 'essai-1234');
    expect(await menuOf(page)).toContain(PAGE);
    expect(await menuOf(visitor)).not.toContain(PAGE);
    await visitor.goto(PAGE);
    await expect(visitor.getByRole('heading', { name: 'Comptes' })).toHaveCount(0);
  } finally {
    await visitor.close();
    await tidyUp();
  }
});

function row(page: Page, login: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: login, exact: true }) });
}

/** The menu as Grafana gave it to this person. */
async function menuOf(page: Page): Promise<string> {
  await page.goto('/');
  return JSON.stringify(await page.evaluate('window.grafanaBootData.navTree'));
}

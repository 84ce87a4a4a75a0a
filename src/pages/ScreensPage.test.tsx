import { config } from '@grafana/runtime';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';

import type { Screen } from '../screens/screen';
import { type FakeRequest, fetchError, serve } from '../test/grafana';
import { ScreensPage } from './ScreensPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

const URL = '/api/datasources/uid/vigie/resources/screens';
const ORG = { id: 4, name: 'Écrans' };
const ACCOUNT = { id: 9, login: 'ecran-hall-1', email: 'u1@screens.vigie.invalid', isGrafanaAdmin: false };

const HALL: Screen = {
  id: 'u1',
  name: 'Hall',
  login: ACCOUNT.login,
  email: ACCOUNT.email,
  page: 'playlist',
  state: 'ok',
  createdAt: '2024-07-01T08:00:00Z',
  expiresAt: '2025-07-01T08:00:00Z',
  revokedAt: null,
  seen: {
    at: '2024-07-23T08:00:00Z',
    page: 'vigie-clients',
    width: 1920,
    height: 1080,
    dataAt: '2024-07-23T07:59:00Z',
    version: '0.1.0',
  },
};

let screens: Screen[];
let org: typeof ORG | null;
let accounts: Array<typeof ACCOUNT>;
let seen: FakeRequest[];
let messageId: string;

/** Grafana and the backend, as far as the page asks them. */
function answer({ method, url, body }: FakeRequest): { data: unknown } {
  const call = `${method} ${url}`;
  if (call === `GET ${URL}`) {
    return { data: { screens, org } };
  }
  if (call === `POST ${URL}/probe`) {
    return { data: { token: 'probe-token' } };
  }
  if (call === `POST ${URL}`) {
    const added = { ...HALL, id: 'u2', login: 'ecran-x-2', email: 'u2@screens.vigie.invalid', name: Object(body).name };
    screens = [...screens, { ...added, state: 'never', seen: null }];
    return { data: added };
  }
  if (call === `POST ${URL}/u2/link`) {
    return { data: { token: 'a.b.c', path: '/playlists/play/vigie?orgId=4&auth_token=a.b.c' } };
  }
  if (call === `PATCH ${URL}/u1`) {
    screens = [{ ...HALL, name: Object(body).name }];
    return { data: screens[0] };
  }
  if (call === `DELETE ${URL}/u1`) {
    screens = [{ ...HALL, state: 'revoked' }];
    return { data: undefined };
  }
  if (url.startsWith('/api/users/lookup')) {
    const wanted = decodeURIComponent(url.split('loginOrEmail=')[1] ?? '');
    const found = accounts.find(({ login, email }) => login === wanted || email === wanted);
    if (!found) {
      throw fetchError(404, { message: 'user not found' });
    }
    return { data: found };
  }
  if (call === 'POST /api/admin/users') {
    const { login, email } = Object(body);
    accounts.push({ ...ACCOUNT, id: 10, login, email });
    return { data: { id: 10 } };
  }
  if (call === 'GET /api/users/10/orgs') {
    return { data: [{ orgId: ORG.id, name: ORG.name, role: 'Viewer' }] };
  }
  if (call === 'DELETE /api/admin/users/9') {
    accounts = [];
    return { data: {} };
  }
  if (url.startsWith('/api/orgs?name=')) {
    return { data: [] };
  }
  throw fetchError(404, { message: `not expected: ${call}` });
}

beforeEach(() => {
  screens = [HALL];
  org = ORG;
  accounts = [ACCOUNT];
  messageId = 'user.sync.signup-disabled';
  config.bootData = { user: { isGrafanaAdmin: true, orgId: 1, orgRole: 'Admin' } } as typeof config.bootData;
  config.auth = {} as typeof config.auth;
  globalThis.fetch = jest.fn(async () => ({ json: async () => ({ messageId }) }) as Response);
  seen = serve(answer);
});

function open() {
  render(<ScreensPage />);
  return userEvent.setup({ delay: null });
}

const writes = () => seen.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);
const button = (name: string) => screen.findByRole('button', { name });

it('shows what each screen last said of itself', async () => {
  open();
  const row = within(await screen.findByRole('row', { name: /^Hall/ }));
  expect(row.getByText('On')).toBeInTheDocument();
  expect(row.getByText('Board and clients in turn')).toBeInTheDocument();
  expect(row.getByText('vigie-clients · 1920 × 1080')).toBeInTheDocument();
  const { violations } = await axe(document.body, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
  expect(violations).toEqual([]);
});

it('makes an account and a link, and shows the link this once', async () => {
  const user = open();
  await screen.findByRole('row', { name: /^Hall/ });
  await user.click(await button('Add a screen'));
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), 'Couloir');
  await user.click(await button('Make its link'));
  const link = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Link' });
  expect(link.value).toBe('http://localhost/playlists/play/vigie?orgId=4&auth_token=a.b.c');
  expect(writes()).toEqual([`POST ${URL}/probe`, `POST ${URL}`, 'POST /api/admin/users', `POST ${URL}/u2/link`]);
  const { password, ...account } = Object(seen.find(({ url }) => url === '/api/admin/users')?.body);
  expect(account).toMatchObject({ login: 'ecran-x-2', email: 'u2@screens.vigie.invalid', name: 'Couloir', OrgId: 4 });
  expect(password.length).toBeGreaterThan(15);
  await user.click(await button('I have copied it'));
  expect(await screen.findByText('Never opened')).toBeInTheDocument();
  expect(document.body.innerHTML).not.toContain('a.b.c');
});

it('changes nothing where Grafana does not take links, and says what to do', async () => {
  messageId = 'jwt.invalid';
  const user = open();
  await screen.findByRole('row', { name: /^Hall/ });
  await user.click(await button('Add a screen'));
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), 'Couloir');
  await user.click(await button('Make its link'));
  expect(await screen.findByText(/This Grafana does not take links/)).toBeInTheDocument();
  expect(writes()).toEqual([`POST ${URL}/probe`]);
  expect(globalThis.fetch).toHaveBeenCalledWith(
    expect.stringMatching(/\/api\/user$/),
    expect.objectContaining({ credentials: 'omit' })
  );
});

it('removes the account before it notes the end of a screen', async () => {
  const user = open();
  await user.click(await button('Revoke Hall'));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));
  expect(await screen.findByText('Revoked')).toBeInTheDocument();
  expect(writes()).toEqual(['DELETE /api/admin/users/9', `DELETE ${URL}/u1`]);
});

it('touches no account of that login that is not the screen’s own', async () => {
  accounts = [{ ...ACCOUNT, email: 'zoe@example.org' }];
  const user = open();
  await user.click(await button('Revoke Hall'));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));
  expect(await screen.findByText(/no longer the one that Vigie made/)).toBeInTheDocument();
  expect(writes()).toEqual([]);
});

it('renames a screen', async () => {
  const user = open();
  await user.click(await button('Rename Hall'));
  const name = await screen.findByRole('textbox', { name: /Name/ });
  await user.clear(name);
  await user.type(name, 'Accueil');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Rename' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(await screen.findByRole('row', { name: /^Accueil/ })).toBeInTheDocument();
});

it('says what is missing before there is an organisation for screens', async () => {
  org = null;
  screens = [];
  open();
  expect(await screen.findByText(/vigie grafana apply/)).toBeInTheDocument();
  expect(await button('Add a screen')).toBeDisabled();
});

it('is for admins of the server', async () => {
  config.bootData = { user: { isGrafanaAdmin: false, orgId: 1, orgRole: 'Admin' } } as typeof config.bootData;
  open();
  expect(await screen.findByText(/for admins of the Grafana server/)).toBeInTheDocument();
  expect(seen).toEqual([]);
});

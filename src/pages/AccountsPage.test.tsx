import { config } from '@grafana/runtime';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';

import { FakeGrafana } from '../accounts/test/fakeGrafana';
import { AccountsPage } from './AccountsPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

const AUDIT = 'POST /api/datasources/uid/vigie/resources/audit';

let grafana: FakeGrafana;

beforeEach(() => {
  grafana = new FakeGrafana();
  ['BASH', 'Pimkie'].forEach((name) => grafana.addOrg(name, grafana.user('admin')));
  grafana.addUser('zoe', { name: 'Zoé Petit', lastSeenAt: '2024-07-22T08:00:00Z' }, { BASH: 'Viewer' });
  grafana.addUser(
    'marc',
    { name: 'Marc Roy', email: 'marc', lastSeenAt: '2012-01-01T00:00:00Z' },
    { Pimkie: 'Editor' }
  );
});

function open() {
  render(<AccountsPage />);
  return userEvent.setup({ delay: null });
}

const row = (login: string) => screen.findByRole('row', { name: new RegExp(`^${login} `) });
const cells = async (login: string) =>
  within(await row(login))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
const button = (name: string) => screen.findByRole('button', { name });
const choose = async (user: ReturnType<typeof open>, combobox: HTMLElement, option: string) => {
  await user.click(combobox);
  await user.click(await screen.findByRole('option', { name: option }));
};

async function expectAccessible(container: Element = document.body) {
  const { violations } = await axe(container, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    // Grafana's menus have nameless guards of the focus beside them.
    rules: { 'aria-command-name': { enabled: false } },
  });
  expect(violations).toEqual([]);
}

describe('the list', () => {
  it('shows login, name, e-mail, enterprise, role and last log-in', async () => {
    open();
    expect(screen.getByRole('heading', { name: 'Accounts' })).toBeInTheDocument();
    expect(await cells('zoe')).toEqual([
      ...['zoe', 'Zoé Petit', 'zoe@example.org', 'BASH', 'Viewer', '2024-07-22 08:00:00'],
      'ChangeDelete',
    ]);
    expect(await cells('marc')).toEqual(['marc', 'Marc Roy', '–', 'Pimkie', 'Editor', 'Never', 'ChangeDelete']);
    expect(screen.getByRole('status')).toHaveTextContent('Accounts found: 3');
    await expectAccessible();
  });

  it('shows protected accounts with the reason and the way to Grafana’s administration', async () => {
    grafana.addUser('root', { isAdmin: true }, { BASH: 'Admin' });
    open();
    expect(within(await row('admin')).getByText('Your own account')).toBeInTheDocument();
    const root = within(await row('root'));
    expect(root.getByText('Server admin')).toBeInTheDocument();
    expect(root.getByRole('link', { name: 'Open in Grafana' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/admin\/users\/edit\/u\d+$/)
    );
    expect(root.queryByRole('button')).toBeNull();
  });

  it('names where accounts come from, and offers nothing that their next log-in would undo', async () => {
    const synced = { authLabels: ['AzureAD'], isExternallySynced: true };
    grafana.addUser('entra', { name: 'Ève', ...synced }, { BASH: 'Viewer' });
    grafana.addUser('oidc', { name: 'Odile', authLabels: ['Generic OAuth'] }, { BASH: 'Viewer' });
    open();
    const entra = within(await row('entra'));
    expect(entra.getByText('Comes from Microsoft Entra ID')).toBeInTheDocument();
    expect(entra.getByText('Set at each log-in')).toBeInTheDocument();
    expect(entra.queryByRole('button')).toBeNull();
    const oidc = within(await row('oidc'));
    expect(oidc.getByText('Comes from Generic OAuth')).toBeInTheDocument();
    expect(oidc.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Change']);
    expect(within(await row('zoe')).queryByText(/^Comes from/)).toBeNull();
    await expectAccessible();
  });

  it('shortens the cells of who is in many organisations', async () => {
    grafana.addOrg('APRIL', grafana.user('admin'));
    open();
    expect((await cells('admin')).slice(3, 5)).toEqual(['AgitelAPRILand 2 more', 'AdminAdminand 2 more']);
  });

  it('searches by text and by enterprise', async () => {
    const user = open();
    await row('zoe');
    await user.type(screen.getByRole('searchbox', { name: 'Search by login, name or e-mail' }), 'roy');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Accounts found: 1'));
    await row('marc');
    await choose(user, screen.getByRole('combobox', { name: 'Enterprise' }), 'BASH');
    expect(await screen.findByText('No account is like this')).toBeInTheDocument();
    await user.clear(screen.getByRole('searchbox'));
    await row('zoe');
    expect(screen.queryByRole('row', { name: /^marc / })).toBeNull();
  });

  it('pages', async () => {
    for (let index = 10; index < 30; index += 1) {
      grafana.addUser(`user${index}`, {}, { BASH: 'Viewer' });
    }
    const user = open();
    // By text: roles of so many cells take long to work out.
    await screen.findByText('marc');
    expect(screen.queryByText('zoe')).toBeNull();
    await user.click(screen.getByText('2', { selector: 'button *' }));
    await screen.findByText('zoe');
    expect(screen.queryByText('marc')).toBeNull();
  });

  it('says why it could not be read, and tries again', async () => {
    grafana.interfere = () => 'refuse';
    const user = open();
    const alert = await screen.findByRole('alert', { name: 'The accounts could not be read' });
    expect(alert).toHaveTextContent('Refused');
    await expectAccessible();
    grafana.interfere = () => undefined;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await row('zoe');
  });
});

describe('adding', () => {
  it('creates the account, shows the generated password once, and records it', async () => {
    const user = open();
    await row('zoe');
    await user.click(await button('Add an account'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Login' }), ' Lea ');
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Léa');
    await user.type(dialog.getByRole('textbox', { name: 'E-mail' }), 'lea@example.org');
    await choose(user, dialog.getByRole('combobox', { name: 'Enterprise' }), 'Pimkie');
    expect(dialog.queryByRole('radio', { name: 'Admin' })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Save' }));

    const password = await dialog.findByRole('textbox', { name: 'Password' });
    expect(password).toHaveValue(grafana.user('lea')?.password);
    expect(grafana.rolesOf('lea')).toEqual({ Pimkie: 'Viewer' });
    expect(grafana.audit).toEqual([
      {
        action: 'account.create',
        target: { login: 'lea', org: 'Pimkie', userId: grafana.user('lea')?.id },
        before: null,
        after: { login: 'lea', name: 'Léa', email: 'lea@example.org', org: 'Pimkie', role: 'Viewer' },
      },
    ]);
    await row('lea');
    await user.click(dialog.getByRole('button', { name: 'I have copied it' }));
    expect(await screen.findByRole('status', { name: 'Account lea is saved' })).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says what is missing, field by field, and offers neither the main organisation nor its own', async () => {
    const user = open();
    await row('zoe');
    await user.click(await button('Add an account'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'E-mail' }), 'nothing');
    await user.click(dialog.getByRole('radio', { name: 'Type' }));
    await user.type(dialog.getByLabelText('New password'), 'abc');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByText('Give a login.')).toBeInTheDocument();
    ['Give a name.', 'This is no e-mail address.', 'Choose an enterprise.'].forEach((problem) =>
      expect(dialog.getByText(problem)).toBeInTheDocument()
    );
    expect(dialog.getByRole('textbox', { name: 'Login' })).toBeInvalid();
    expect(dialog.getByLabelText('New password')).toHaveAccessibleDescription('At least 4 characters.');
    await user.click(dialog.getByRole('combobox', { name: 'Enterprise' }));
    expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual(['BASH', 'Pimkie']);
    expect(grafana.writes()).toEqual([]);
  });

  it('is accessible while fields are marked', async () => {
    const user = open();
    await screen.findByText('zoe');
    await user.click(screen.getByText('Add an account'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Name'), 'Léa');
    await user.click(dialog.getByText('Save'));
    await dialog.findByText('Give a login.');
    await expectAccessible(screen.getByRole('dialog'));
  });

  it('puts Grafana’s refusal beside the field', async () => {
    const user = open();
    await row('zoe');
    await user.click(await button('Add an account'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Login' }), 'zoe');
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Zoé');
    await choose(user, dialog.getByRole('combobox', { name: 'Enterprise' }), 'Pimkie');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByText('Another account has this login already: choose another one.')).toBeInTheDocument();
    expect(dialog.getByRole('textbox', { name: 'Login' })).toHaveFocus();
    expect(grafana.audit).toEqual([]);
  });

  it('asks before what was typed is lost, and gives the focus back', async () => {
    const user = open();
    await row('zoe');
    await user.click(await button('Add an account'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Login' }), 'x');
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await user.click(await button('Close without saving'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(async () => expect(await button('Add an account')).toHaveFocus());
  });
});

describe('changing', () => {
  async function openZoe(user: ReturnType<typeof open>) {
    await user.click(await button('Change zoe'));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByRole('textbox', { name: 'Login' });
    return dialog;
  }

  it('moves to another enterprise with another role', async () => {
    const user = open();
    const dialog = await openZoe(user);
    await choose(user, dialog.getByRole('combobox', { name: 'Enterprise' }), 'Pimkie');
    await user.click(dialog.getByRole('radio', { name: 'Editor' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('status', { name: 'Account zoe is saved' })).toBeInTheDocument();
    await waitFor(async () => expect((await cells('zoe')).slice(3, 5)).toEqual(['Pimkie', 'Editor']));
    expect(grafana.audit.map(({ action }) => action)).toEqual(['account.move']);
  });

  it('offers enterprise and role alone of an account that comes from elsewhere, and leaves the rest as it is', async () => {
    const profile = { name: '', email: 'Odile.Example', authLabels: ['Generic OAuth'] };
    grafana.addUser('oidc', profile, { BASH: 'Viewer' });
    const user = open();
    await user.click(await button('Change oidc'));
    const dialog = within(await screen.findByRole('dialog'));
    await choose(user, await dialog.findByRole('combobox', { name: 'Enterprise' }), 'Pimkie');
    expect(dialog.getByText('Comes from Generic OAuth')).toBeInTheDocument();
    expect(dialog.queryByRole('textbox')).toBeNull();
    expect(dialog.queryByRole('radiogroup', { name: 'Password' })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('status', { name: 'Account oidc is saved' })).toBeInTheDocument();
    expect(grafana.rolesOf('oidc')).toEqual({ Pimkie: 'Viewer' });
    expect(grafana.user('oidc')).toMatchObject(profile);
    expect(grafana.audit.map(({ action }) => action)).toEqual(['account.move']);
  });

  it('explains why an account whose groups decide meanwhile is not changed', async () => {
    const user = open();
    await row('zoe');
    Object.assign(grafana.user('zoe') ?? {}, { authLabels: ['Generic OAuth'], isExternallySynced: true });
    await user.click(await button('Change zoe'));
    const alert = await screen.findByRole('alert', { name: 'Set at each log-in' });
    expect(alert).toHaveTextContent('again at each log-in: change them there');
  });

  it('says exactly what is so when a move stops half-way, and repairs it', async () => {
    const user = open();
    const dialog = await openZoe(user);
    await user.clear(dialog.getByRole('textbox', { name: 'Name' }));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Zoé Grand');
    await user.click(dialog.getByRole('radio', { name: 'Generate' }));
    await choose(user, dialog.getByRole('combobox', { name: 'Enterprise' }), 'Pimkie');
    grafana.interfere = (request) => (request.startsWith('DELETE') ? 'refuse' : undefined);
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    const alert = await dialog.findByRole('alert', { name: 'The change of enterprise stopped half-way' });
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
    ).toEqual(['BASH (Viewer)', 'Pimkie (Viewer)']);
    expect(alert).toHaveTextContent('Login, name and e-mail are saved.');
    expect(alert).toHaveTextContent('The password is saved.');
    expect(dialog.getByRole('textbox', { name: 'Password' })).toHaveValue(grafana.user('zoe')?.password);
    await dialog.findByText('Now in BASH, Pimkie. With a choice, only that one stays.');

    grafana.interfere = () => undefined;
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await user.click(await dialog.findByRole('button', { name: 'I have copied it' }));
    expect(grafana.rolesOf('zoe')).toEqual({ Pimkie: 'Viewer' });
    expect(await cells('zoe')).toEqual(expect.arrayContaining(['Zoé Grand', 'Pimkie']));
  });

  it('does not overwrite what somebody else changed meanwhile', async () => {
    const user = open();
    const dialog = await openZoe(user);
    Object.assign(grafana.user('zoe') ?? {}, { name: 'Theirs' });
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), ' mine');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await dialog.findByRole('alert', { name: 'Somebody else changed this account meanwhile' });
    expect(grafana.writes()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Read the account again' }));
    await waitFor(() => expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Theirs'));
  });

  it('says when the audit misses the change, and writes it when asked again', async () => {
    grafana.interfere = (request) => (request === AUDIT ? 'refuse' : undefined);
    const user = open();
    const dialog = await openZoe(user);
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), ' B.');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    const notice = await screen.findByRole('alert', {
      name: 'The change was made, but its line in the audit is missing',
    });
    expect(notice).toHaveTextContent('Account zoe changed');
    expect(grafana.user('zoe')?.name).toBe('Zoé Petit B.');
    await user.click(within(notice).getByRole('button', { name: 'Write to the audit again' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Account zoe changed');
    grafana.interfere = () => undefined;
    await user.click(await button('Write to the audit again'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(grafana.audit).toMatchObject([{ action: 'account.update', after: { name: 'Zoé Petit B.' } }]);
  });
});

describe('deleting', () => {
  it('asks for the login, deletes, records and says so', async () => {
    const user = open();
    await user.click(await button('Delete zoe'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete the account zoe?' }));
    expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await expectAccessible(screen.getByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Type “zoe” to delete it' }), 'zoe{Enter}');
    expect(await screen.findByRole('status', { name: 'Account zoe is deleted' })).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('row', { name: /^zoe / })).toBeNull());
    expect(grafana.user('zoe')).toBeUndefined();
    expect(grafana.audit).toMatchObject([
      { action: 'account.delete', target: { login: 'zoe', org: 'BASH' }, after: null },
    ]);
  });

  it('says why it could not, and deletes nothing without the login', async () => {
    grafana.interfere = (request) => (request.startsWith('DELETE') ? 'refuse' : undefined);
    const user = open();
    await user.click(await button('Delete zoe'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox'), 'zo{Enter}');
    expect(grafana.writes()).toEqual([]);
    await user.type(dialog.getByRole('textbox'), 'e{Enter}');
    expect(await dialog.findByRole('alert', { name: 'The account is not deleted' })).toHaveTextContent('Refused');
    expect(grafana.audit).toEqual([]);
  });
});

describe('people without the right', () => {
  it.each([
    [{ isGrafanaAdmin: false }, 'This page is for admins of the Grafana server'],
    [{ orgId: 7 }, 'Accounts are administered from the main organisation'],
    [{ orgRole: 'Viewer' }, 'Your changes could not be recorded in the audit'],
  ])('with %o are refused with a sentence, and Grafana is not asked', async (user, text) => {
    config.bootData = { ...config.bootData, user: { ...config.bootData.user, ...user } } as typeof config.bootData;
    open();
    expect(screen.getByText(text)).toBeInTheDocument();
    expect(grafana.requests).toEqual([]);
    await expectAccessible();
  });
});

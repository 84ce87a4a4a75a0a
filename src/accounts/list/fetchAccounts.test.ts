import { protectionOf } from '../account';
import { fetchOrgs } from '../grafana/grafanaUsers';
import { FakeGrafana } from '../test/fakeGrafana';
import { ACCOUNTS_PER_PAGE, fetchAccounts } from './fetchAccounts';

let grafana: FakeGrafana;

const listed = async (text: string, org?: string, page = 1) => {
  const { accounts, total } = await fetchAccounts({ text, orgId: org ? grafana.org(org).id : undefined }, page);
  return { total, logins: accounts.map(({ login }) => login) };
};

beforeEach(() => {
  grafana = new FakeGrafana();
  ['BASH', 'Pimkie'].forEach((name) => grafana.addOrg(name, grafana.user('admin')));
  grafana.addUser('zoe', { name: 'Zoé Petit' }, { BASH: 'Viewer' });
  grafana.addUser('marc', { name: 'Marc' }, { BASH: 'Editor', Pimkie: 'Viewer' });
  grafana.addUser('lea', { email: 'lea@petit.example', lastSeenAt: '2012-01-01T00:00:00Z' });
});

describe('the list of accounts', () => {
  it('finds by login, name or address, by organisation, and by both', async () => {
    expect(await listed('')).toEqual({ total: 4, logins: ['admin', 'lea', 'marc', 'zoe'] });
    expect(await listed('petit')).toEqual({ total: 2, logins: ['lea', 'zoe'] });
    expect(await listed('', 'BASH')).toEqual({ total: 3, logins: ['admin', 'marc', 'zoe'] });
    expect(await listed('petit', 'BASH')).toEqual({ total: 1, logins: ['zoe'] });
    expect(await listed('petit', 'Pimkie')).toEqual({ total: 0, logins: [] });
  });

  it.each([undefined, 'BASH'])('tells organisations, roles and who is admin, when asked for %s', async (org) => {
    const orgId = org ? grafana.org(org).id : undefined;
    const [admin, marc] = (await fetchAccounts({ text: 'a', orgId }, 1)).accounts.filter(
      ({ login }) => login !== 'lea'
    );
    expect(admin).toMatchObject({ login: 'admin', isServerAdmin: true });
    expect(marc).toMatchObject({
      isServerAdmin: false,
      memberships: [
        { orgName: 'BASH', role: 'Editor' },
        { orgName: 'Pimkie', role: 'Viewer' },
      ],
    });
  });

  it('knows who never logged in', async () => {
    const { accounts } = await fetchAccounts({ text: 'e' }, 1);
    expect(accounts.map(({ login, lastSeenAt }) => [login, lastSeenAt !== undefined])).toEqual([
      ['admin', true],
      ['lea', false],
      ['marc', true],
      ['zoe', true],
    ]);
  });

  it('asks for the accounts of one page only, however many there are', async () => {
    for (let index = 0; index < 300; index += 1) {
      grafana.addUser(`user${String(index).padStart(3, '0')}`, {}, { Pimkie: 'Viewer' });
    }
    grafana.requests.length = 0;
    expect(await listed('user', undefined, 15)).toMatchObject({ total: 300, logins: { length: ACCOUNTS_PER_PAGE } });
    expect(grafana.requests).toHaveLength(1 + ACCOUNTS_PER_PAGE);
    grafana.requests.length = 0;
    expect(await listed('user', 'Pimkie', 2)).toMatchObject({ total: 300, logins: { length: ACCOUNTS_PER_PAGE } });
    expect(grafana.requests).toHaveLength(1 + 2 * ACCOUNTS_PER_PAGE);
  });

  it('protects oneself, admins of the server, the main organisation and what another system owns', async () => {
    grafana.addUser('root', { isAdmin: true }, { BASH: 'Admin' });
    grafana.addUser('technician', {}, { Agitel: 'Viewer', BASH: 'Viewer' });
    grafana.addUser('ldap', { authLabels: ['LDAP'], isExternallySynced: true }, { BASH: 'Viewer' });
    grafana.addUser('oauth', { authLabels: ['Generic OAuth'] }, { BASH: 'Viewer' });
    const { accounts } = await fetchAccounts({ text: '', orgId: grafana.org('BASH').id }, 1);
    expect(accounts.map((account) => [account.login, protectionOf(account)])).toEqual([
      ['admin', 'self'],
      ['ldap', 'external'],
      ['marc', undefined],
      ['oauth', undefined],
      ['root', 'serverAdmin'],
      ['technician', 'mainOrg'],
      ['zoe', undefined],
    ]);
  });

  it.each([undefined, 'BASH'])('tells where accounts come from, when asked for %s', async (org) => {
    grafana.addUser('ldap', { authLabels: ['LDAP'], isExternallySynced: true }, { BASH: 'Viewer' });
    grafana.addUser('oauth', { authLabels: ['Generic OAuth'] }, { BASH: 'Viewer' });
    const orgId = org ? grafana.org(org).id : undefined;
    const { accounts } = await fetchAccounts({ text: 'a', orgId }, 1);
    expect(Object.fromEntries(accounts.map(({ login, origin }) => [login, origin]))).toMatchObject({
      ldap: { name: 'LDAP', setsPlaces: true },
      oauth: { name: 'Generic OAuth', setsPlaces: false },
      marc: undefined,
    });
  });
});

it('reads all organisations, a thousand at a time, by name', async () => {
  for (let index = 0; index < 2000; index += 1) {
    grafana.addOrg(`org ${index}`);
  }
  const orgs = await fetchOrgs();
  expect(orgs).toHaveLength(2003);
  expect(orgs.slice(0, 3).map(({ name }) => name)).toEqual(['Agitel', 'BASH', 'org 0']);
  expect(grafana.requests).toHaveLength(3);
});

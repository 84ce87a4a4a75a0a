import type { Account } from '../account';
import type { AccountChanges } from '../accountValues';
import type { AuditLine } from '../audit/audit';
import { fetchAccounts } from '../list/fetchAccounts';
import { FakeGrafana } from '../test/fakeGrafana';
import { ChangedMeanwhile } from './refusal';
import { updateAccount } from './updateAccount';

let grafana: FakeGrafana;
let account: Account;
let lines: AuditLine[];

const record = async (line: AuditLine) => void lines.push(line);
const pimkie = () => ({ org: { id: grafana.org('Pimkie').id, name: 'Pimkie' }, role: 'Viewer' as const });

function update(changes: Partial<AccountChanges>) {
  const { login, name, email } = account;
  return updateAccount(account, { login, name, email, ...changes }, record);
}

beforeEach(async () => {
  grafana = new FakeGrafana();
  const admin = grafana.user('admin');
  ['BASH', 'Pimkie'].forEach((name) => grafana.addOrg(name, admin));
  grafana.addUser('zoe', { name: 'Zoé' }, { BASH: 'Viewer' });
  [account] = (await fetchAccounts({ text: 'zoe' }, 1)).accounts as [Account];
  lines = [];
});

describe('changing an account', () => {
  it('changes nothing that is as wanted', async () => {
    expect(await update({ place: { org: { ...grafana.org('BASH') }, role: 'Viewer' } })).toEqual({ done: [] });
    expect(grafana.writes()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('changes all parts, with a line of the audit each, and no password in them', async () => {
    const report = await update({ login: 'zoe2', name: 'Zoé B.', email: '', password: 'Tr0is-mots', place: pimkie() });
    expect(report).toEqual({ done: ['profile', 'password', 'place'] });
    expect(grafana.user('zoe2')).toMatchObject({ name: 'Zoé B.', email: 'zoe2', password: 'Tr0is-mots' });
    expect(grafana.rolesOf('zoe2')).toEqual({ Pimkie: 'Viewer' });
    const target = { login: 'zoe2', userId: account.id, org: 'BASH' };
    expect(lines).toEqual([
      {
        action: 'account.update',
        target,
        before: { login: 'zoe', name: 'Zoé', email: 'zoe@example.org' },
        after: { login: 'zoe2', name: 'Zoé B.', email: 'zoe2' },
      },
      { action: 'account.update', target, before: null, after: { passwordChanged: true } },
      {
        action: 'account.move',
        target,
        before: { org: 'BASH', role: 'Viewer' },
        after: { org: 'Pimkie', role: 'Viewer' },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Tr0is-mots');
  });

  it('records a new role as an update', async () => {
    await update({ place: { org: { ...grafana.org('BASH') }, role: 'Editor' } });
    expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Editor' });
    expect(lines).toMatchObject([{ action: 'account.update', after: { org: 'BASH', role: 'Editor' } }]);
  });

  it.each([
    [{ login: 'taken' }, { field: 'login', code: 'loginTaken' }],
    [{ email: 'taken@example.org' }, { field: 'email', code: 'emailTaken' }],
  ])('refuses what somebody else has: %o', async (changes, refusal) => {
    grafana.addUser('taken');
    expect(await update({ ...changes, place: pimkie() })).toMatchObject({
      done: [],
      failed: { part: 'profile', refusal },
    });
    expect(grafana.writes()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('notices that Grafana waits for a confirmation of the address', async () => {
    grafana.verifyEmail = true;
    expect(await update({ email: 'new@example.org' })).toMatchObject({
      done: [],
      failed: { part: 'profile', refusal: { field: 'email', code: 'emailPending' } },
    });
    expect(lines).toEqual([]);
  });

  it('tells what was changed before a part failed, and tries nothing after it', async () => {
    grafana.interfere = (request) => (request.endsWith('/password') ? 'refuse' : undefined);
    expect(await update({ name: 'Zoé B.', password: 'Tr0is-mots', place: pimkie() })).toMatchObject({
      done: ['profile'],
      failed: { part: 'password', error: { message: 'Refused' } },
    });
    expect(lines).toHaveLength(1);
    expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Viewer' });
  });

  it('records where an account that got stuck is in truth', async () => {
    grafana.interfere = (request) => (request.startsWith('DELETE') ? 'refuse' : undefined);
    expect(await update({ place: pimkie() })).toMatchObject({
      done: [],
      failed: { part: 'place', outcome: { state: 'stuck', memberships: [{ orgName: 'BASH' }, { orgName: 'Pimkie' }] } },
    });
    expect(lines).toMatchObject([{ action: 'account.move', after: { org: 'BASH, Pimkie', role: 'Viewer, Viewer' } }]);
  });

  it.each<[string, () => void]>([
    ['name', () => Object.assign(grafana.user('zoe') ?? {}, { name: 'Other' })],
    ['organisation', () => grafana.org('Pimkie').members.set(account.id, 'Viewer')],
  ])('refuses when somebody changed the %s meanwhile', async (_, change) => {
    change();
    await expect(update({ password: 'Tr0is-mots' })).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(grafana.writes()).toEqual([]);
  });
});

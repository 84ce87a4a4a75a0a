import type { NewAccount } from '../accountValues';
import { FakeGrafana } from '../test/fakeGrafana';
import { createAccount } from './createAccount';

let grafana: FakeGrafana;
let wanted: NewAccount;

const orgNames = () => [...grafana.orgs.values()].map(({ name }) => name);

beforeEach(() => {
  grafana = new FakeGrafana();
  grafana.addOrg('BASH', grafana.user('admin'));
  wanted = {
    login: 'zoe',
    name: 'Zoé',
    email: 'zoe@example.org',
    password: 'Tr0is-mots',
    place: { org: { id: grafana.org('BASH').id, name: 'BASH' }, role: 'Viewer' },
  };
});

describe.each([false, true])('creating an account with auto_assign_org %s', (autoAssignOrg) => {
  beforeEach(() => {
    grafana.autoAssignOrg = autoAssignOrg;
  });

  it.each(['Viewer', 'Editor'] as const)('puts it into its organisation as %s, and nowhere else', async (role) => {
    wanted.place.role = role;
    const id = await createAccount(wanted);
    expect(grafana.user('zoe')).toMatchObject({ id, name: 'Zoé', email: 'zoe@example.org', password: 'Tr0is-mots' });
    expect(grafana.rolesOf('zoe')).toEqual({ BASH: role });
    expect(grafana.user('zoe')?.orgId).toBe(grafana.org('BASH').id);
    expect(orgNames()).toEqual(['Agitel', 'BASH']);
  });

  it('leaves nothing behind, whichever request fails', async () => {
    wanted.place.role = 'Editor';
    await createAccount(wanted);
    const steps = grafana.writes().length;
    expect(steps).toBeGreaterThan(1);
    for (let step = 1; step <= steps; step += 1) {
      grafana = new FakeGrafana();
      grafana.autoAssignOrg = autoAssignOrg;
      grafana.addOrg('BASH', grafana.user('admin'));
      wanted.place.org.id = grafana.org('BASH').id;
      let writes = 0;
      grafana.interfere = (request) => {
        writes += request.startsWith('GET') ? 0 : 1;
        return writes === step && !request.startsWith('GET') ? 'refuse' : undefined;
      };
      await expect(createAccount(wanted)).rejects.toMatchObject({});
      expect([step, grafana.user('zoe'), orgNames()]).toEqual([step, undefined, ['Agitel', 'BASH']]);
    }
  });

  it('names the field that Grafana refuses, and leaves no organisation behind', async () => {
    grafana.addUser('zoe', { email: 'other@example.org' });
    await expect(createAccount(wanted)).rejects.toMatchObject({ field: 'login', code: 'loginTaken' });
    await expect(createAccount({ ...wanted, login: 'new', email: 'other@example.org' })).rejects.toMatchObject({
      field: 'email',
      code: 'emailTaken',
    });
    grafana.minPasswordLength = 12;
    await expect(createAccount({ ...wanted, login: 'new' })).rejects.toMatchObject({
      field: 'password',
      code: 'passwordRefused',
    });
    expect(orgNames()).toEqual(['Agitel', 'BASH']);
  });

  it('never touches an organisation that bears the name of the account', async () => {
    grafana.addOrg('zoe@example.org');
    await expect(createAccount(wanted)).rejects.toMatchObject({ field: 'email', code: 'orgNameTaken' });
    expect(orgNames()).toEqual(['Agitel', 'BASH', 'zoe@example.org']);
    expect(grafana.writes()).toEqual([]);
  });

  it('says that the account is there when it could not be deleted again', async () => {
    grafana.interfere = (request) =>
      / \/api\/users\/\d+\/orgs$/.test(request) || /^DELETE .*admin/.test(request) ? 'refuse' : undefined;
    await expect(createAccount(wanted)).rejects.toMatchObject({ name: 'LeftBehind', reason: { message: 'Refused' } });
    expect(grafana.user('zoe')).toBeDefined();
  });
});

it('creates an account without an address', async () => {
  await createAccount({ ...wanted, email: '' });
  expect(grafana.user('zoe')?.email).toBe('zoe');
  expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Viewer' });
});

import type { Membership } from '../account';
import { FakeGrafana, type FakeUser } from '../test/fakeGrafana';
import { changeMemberships } from './memberships';

const WRITE = /^(POST|PATCH|DELETE) /;

let grafana: FakeGrafana;
let account: FakeUser;
let before: Membership[];
let after: Membership[];

function membership(orgName: string, role: string): Membership {
  return { orgId: grafana.org(orgName).id, orgName, role };
}

function move() {
  return changeMemberships(account, before, after);
}

/** Lets something happen to the nth writing request and, if wanted, to all after it. */
function interfereAt(nth: number, what: 'refuse' | 'loseAnswer', andAfter = false) {
  let writes = 0;
  grafana.interfere = (request) => {
    writes += WRITE.test(request) ? 1 : 0;
    return WRITE.test(request) && (writes === nth || (andAfter && writes > nth)) ? what : undefined;
  };
}

beforeEach(() => {
  grafana = new FakeGrafana();
  const admin = grafana.user('admin');
  grafana.addOrg('BASH', admin);
  grafana.addOrg('Pimkie', admin);
  account = grafana.addUser('zoe', {}, { BASH: 'Viewer' });
  before = [membership('BASH', 'Viewer')];
  after = [membership('Pimkie', 'Editor')];
});

describe('changing organisations', () => {
  it('lets in, opens the new one at log-in, then lets out: in this order', async () => {
    const [bash, pimkie] = [grafana.org('BASH').id, grafana.org('Pimkie').id];
    expect(await move()).toEqual({ state: 'done' });
    expect(grafana.writes()).toEqual([
      `POST /api/orgs/${pimkie}/users`,
      `POST /api/users/${account.id}/using/${pimkie}`,
      `DELETE /api/orgs/${bash}/users/${account.id}`,
    ]);
    expect(grafana.rolesOf('zoe')).toEqual({ Pimkie: 'Editor' });
    expect(account.orgId).toBe(pimkie);
  });

  it('changes the role where the organisation stays', async () => {
    after = [membership('BASH', 'Editor')];
    expect(await move()).toEqual({ state: 'done' });
    expect(grafana.writes()).toEqual([`PATCH /api/orgs/${grafana.org('BASH').id}/users/${account.id}`]);
    expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Editor' });
  });

  it('brings together an account left in two organisations', async () => {
    grafana.org('Pimkie').members.set(account.id, 'Viewer');
    before = [...before, membership('Pimkie', 'Viewer')];
    expect(await move()).toEqual({ state: 'done' });
    expect(grafana.rolesOf('zoe')).toEqual({ Pimkie: 'Editor' });
  });

  it('does not let in somebody else whose address is the login', async () => {
    account.login = 'zoe@example.net';
    grafana.addUser('other', { email: 'zoe@example.net' });
    expect(await move()).toMatchObject({ state: 'undone' });
    expect(grafana.rolesOf('other')).toEqual({});
    expect(grafana.rolesOf('zoe@example.net')).toEqual({ BASH: 'Viewer' });
  });

  describe.each([1, 2, 3])('when step %d of 3 fails', (step) => {
    it('takes back what was done', async () => {
      interfereAt(step, 'refuse');
      expect(await move()).toEqual({ state: 'undone', error: { status: 500, code: undefined, message: 'Refused' } });
      expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Viewer' });
      expect(account.orgId).toBe(grafana.org('BASH').id);
    });

    it('heeds what was carried out although the answer was lost', async () => {
      interfereAt(step, 'loseAnswer');
      const { state } = await move();
      expect([state, grafana.rolesOf('zoe')]).toEqual(
        step === 3 ? ['done', { Pimkie: 'Editor' }] : ['undone', { BASH: 'Viewer' }]
      );
    });

    it('says how things are when nothing can be taken back', async () => {
      interfereAt(step, 'refuse', true);
      const expected = step === 1 ? [] : [membership('BASH', 'Viewer'), membership('Pimkie', 'Editor')];
      expect(await move()).toMatchObject(
        step === 1 ? { state: 'undone' } : { state: 'stuck', memberships: expected, error: { message: 'Refused' } }
      );
    });

    it('says that it does not know when Grafana is gone', async () => {
      let writes = 0;
      grafana.interfere = (request) => {
        writes += WRITE.test(request) ? 1 : 0;
        return writes >= step ? 'refuse' : undefined;
      };
      expect(await move()).toMatchObject({ state: 'unknown', error: { message: 'Refused' } });
    });

    it('never leaves the account without an organisation', async () => {
      let writes = 0;
      grafana.interfere = (request) => {
        expect(grafana.rolesOf('zoe')).not.toEqual({});
        writes += WRITE.test(request) ? 1 : 0;
        return WRITE.test(request) && writes === step ? 'refuse' : undefined;
      };
      await move();
    });
  });

  it('tells Grafana’s reason when an organisation would lose its admin', async () => {
    grafana.org('BASH').members.delete(grafana.user('admin')?.id ?? 0);
    expect(await move()).toMatchObject({
      state: 'undone',
      error: { message: 'Cannot remove last organization admin' },
    });
    expect(grafana.rolesOf('zoe')).toEqual({ BASH: 'Viewer' });
  });
});

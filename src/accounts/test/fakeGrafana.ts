import { type BackendSrv, type BackendSrvRequest, config, setBackendSrv } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';

import type { AuditLine } from '../audit/audit';

export interface FakeUser {
  id: number;
  login: string;
  name: string;
  email: string;
  password: string;
  isAdmin: boolean;
  /** Where the user logs in when it is not here. */
  authLabels: string[];
  /** Whether that sets the user's organisations and roles. */
  isExternallySynced: boolean;
  lastSeenAt: string;
  /** The organisation that opens at log-in. */
  orgId: number;
}

interface FakeOrg {
  id: number;
  name: string;
  /** Roles by the user's id. */
  members: Map<number, string>;
}

type Handler = (match: RegExpExecArray, body: any, query: URLSearchParams) => unknown;

/** Makes Grafana's answers, carried out or not, go wrong. */
export type Interference = (request: string) => 'refuse' | 'loseAnswer' | undefined;

/** An answer other than 200. */
class Failure {
  readonly status: number;
  readonly data: object;

  constructor(status: number, data: object) {
    this.status = status;
    this.data = data;
  }
}

/**
 * Grafana's administration of users and organisations, as far as the page Comptes uses it, with the traps of the real one: a new
 * user gets an organisation of their own (`auto_assign_org` off), which stays when the user is refused; an organisation keeps an admin;
 * logins and addresses are lower case; searches page.
 */
export class FakeGrafana {
  readonly users = new Map<number, FakeUser>();
  readonly orgs = new Map<number, FakeOrg>();
  readonly audit: AuditLine[] = [];
  /** All requests, e.g. `POST /api/admin/users`. */
  readonly requests: string[] = [];
  autoAssignOrg = false;
  minPasswordLength = 4;
  /** A new address counts once its owner has confirmed it. */
  verifyEmail = false;
  interfere: Interference = () => undefined;
  private lastId = 0;

  /** Begins with the main organisation and its admin, who is logged in. */
  constructor() {
    this.addOrg('Agitel');
    const admin = this.addUser('admin', { isAdmin: true }, { Agitel: 'Admin' });
    config.bootData = {
      user: { id: admin.id, login: 'admin', isGrafanaAdmin: true, orgRole: 'Admin', orgId: 1 },
    } as typeof config.bootData;
    const fetch = (request: BackendSrvRequest) => from(this.answer(request));
    const post = async (url: string, data: unknown) => (await this.answer({ method: 'POST', url, data })).data;
    setBackendSrv({ fetch: fetch as (request: BackendSrvRequest) => Observable<any>, post } as BackendSrv);
  }

  addOrg(name: string, admin?: FakeUser): FakeOrg {
    const org = {
      id: this.orgs.size === 0 ? 1 : this.nextId(),
      name,
      members: new Map(admin ? [[admin.id, 'Admin']] : []),
    };
    this.orgs.set(org.id, org);
    return org;
  }

  addUser(login: string, values: Partial<FakeUser> = {}, roles: Record<string, string> = {}): FakeUser {
    const user = {
      id: this.nextId(),
      login,
      name: login,
      email: `${login}@example.org`,
      password: 'secret',
      isAdmin: false,
      authLabels: [],
      isExternallySynced: false,
      lastSeenAt: new Date().toISOString(),
      orgId: 0,
      ...values,
    };
    this.users.set(user.id, user);
    for (const [name, role] of Object.entries(roles)) {
      const org = this.org(name);
      org.members.set(user.id, role);
      user.orgId ||= org.id;
    }
    return user;
  }

  org(name: string): FakeOrg {
    const found = [...this.orgs.values()].find((org) => org.name === name);
    if (!found) {
      throw new Error(`no organisation ${name}`);
    }
    return found;
  }

  user(login: string): FakeUser | undefined {
    return [...this.users.values()].find((user) => user.login === login);
  }

  /** Roles of a user by the names of their organisations. */
  rolesOf(login: string): Record<string, string> {
    const id = this.user(login)?.id ?? -1;
    const orgs = [...this.orgs.values()].filter(({ members }) => members.has(id));
    return Object.fromEntries(orgs.map(({ name, members }) => [name, members.get(id) ?? '']));
  }

  /** Requests that change something, without the audit. */
  writes(): string[] {
    return this.requests.filter((request) => !request.startsWith('GET') && !request.endsWith('/audit'));
  }

  private nextId(): number {
    this.lastId += 1;
    return 10 + this.lastId;
  }

  private async answer({ method = 'GET', url, data }: BackendSrvRequest): Promise<{ data: unknown }> {
    const { pathname, searchParams } = new URL(url, 'http://grafana.test');
    const request = `${method} ${pathname}`;
    this.requests.push(request);
    const interference = this.interfere(request);
    const answer =
      interference === 'refuse' ? new Failure(500, { message: 'Refused' }) : this.carryOut(request, data, searchParams);
    const lost = interference === 'loseAnswer' ? new Failure(502, { message: 'Lost' }) : answer;
    if (lost instanceof Failure) {
      throw { status: lost.status, statusText: '', data: lost.data, config: { url } };
    }
    return { data: JSON.parse(JSON.stringify(lost ?? {})) };
  }

  private carryOut(request: string, body: any, query: URLSearchParams): unknown {
    for (const [pattern, handler] of this.handlers) {
      const match = new RegExp(`^${pattern}$`).exec(request);
      if (match) {
        return handler(match, body, query);
      }
    }
    throw new Error(`the fake knows no ${request}`);
  }

  private readonly handlers: Array<[pattern: string, handler: Handler]> = [
    ['GET /api/orgs', (_, __, query) => this.searchOrgs(query)],
    ['DELETE /api/orgs/(\\d+)', ([, id]) => void this.orgs.delete(Number(id))],
    ['GET /api/orgs/(\\d+)/users', ([, id]) => [...this.members(id).keys()].map((userId) => ({ userId }))],
    ['GET /api/orgs/(\\d+)/users/search', ([, id], _, query) => this.searchMembers(id, query)],
    ['POST /api/orgs/(\\d+)/users', ([, id], body) => this.join(id, body)],
    ['PATCH /api/orgs/(\\d+)/users/(\\d+)', ([, id, userId], { role }) => this.setRole(id, Number(userId), role)],
    ['DELETE /api/orgs/(\\d+)/users/(\\d+)', ([, id, userId]) => this.setRole(id, Number(userId), undefined)],
    ['GET /api/users/search', (_, __, query) => this.searchUsers(query)],
    ['GET /api/users/lookup', (_, __, query) => this.lookup(query.get('loginOrEmail') ?? '')],
    ['GET /api/users/(\\d+)', ([, id]) => this.profile(this.users.get(Number(id)))],
    ['GET /api/users/(\\d+)/orgs', ([, id]) => this.orgsOf(Number(id))],
    ['PUT /api/users/(\\d+)', ([, id], body) => this.update(Number(id), body)],
    ['POST /api/users/(\\d+)/using/(\\d+)', ([, id, orgId]) => this.use(Number(id), Number(orgId))],
    ['POST /api/admin/users', (_, body) => this.create(body)],
    ['PUT /api/admin/users/(\\d+)/password', ([, id], { password }) => this.setPassword(Number(id), password)],
    ['DELETE /api/admin/users/(\\d+)', ([, id]) => this.remove(Number(id))],
    ['POST /api/datasources/uid/vigie/resources/audit', (_, line) => ({ id: this.audit.push(line) })],
  ];

  private members(orgId: string | undefined): Map<number, string> {
    return this.orgs.get(Number(orgId))?.members ?? new Map();
  }

  private searchOrgs(query: URLSearchParams): unknown {
    const name = query.get('name');
    const all = [...this.orgs.values()].filter((org) => name === null || org.name === name);
    const perPage = Number(query.get('perpage') ?? 1000);
    const offset = Number(query.get('page') ?? 0) * perPage;
    return all.slice(offset, offset + perPage).map((org) => ({ id: org.id, name: org.name }));
  }

  private found(users: FakeUser[], query: URLSearchParams): { page: FakeUser[]; totalCount: number } {
    const text = (query.get('query') ?? '').toLowerCase();
    const all = users
      .filter(({ login, name, email }) => [login, name, email].some((each) => each.toLowerCase().includes(text)))
      .sort((one, other) => one.login.localeCompare(other.login));
    const perPage = Number(query.get('perpage'));
    const offset = (Number(query.get('page')) - 1) * perPage;
    return { page: all.slice(offset, offset + perPage), totalCount: all.length };
  }

  private searchUsers(query: URLSearchParams): unknown {
    const { page, totalCount } = this.found([...this.users.values()], query);
    return { totalCount, users: page.map(({ password, orgId, ...user }) => ({ ...user, uid: `u${user.id}` })) };
  }

  private searchMembers(orgId: string | undefined, query: URLSearchParams): unknown {
    const members = [...this.members(orgId).keys()].flatMap((id) => this.users.get(id) ?? []);
    const { page, totalCount } = this.found(members, query);
    const orgUsers = page.map(({ id, login, name, email, lastSeenAt, authLabels }) => ({
      ...{ userId: id, uid: `u${id}`, login, name, email, lastSeenAt, authLabels },
      role: this.members(orgId).get(id),
    }));
    return { totalCount, orgUsers };
  }

  private lookup(text: string): unknown {
    const all = [...this.users.values()];
    const wanted = text.toLowerCase();
    const byEmail = wanted.includes('@') ? all.find(({ email }) => email === wanted) : undefined;
    return this.profile(byEmail ?? all.find(({ login }) => login === wanted));
  }

  private profile(user: FakeUser | undefined): unknown {
    if (!user) {
      return new Failure(404, { message: 'user not found' });
    }
    const { id, login, name, email, orgId, isAdmin, authLabels, isExternallySynced } = user;
    const origin = { isExternal: authLabels.length > 0, isExternallySynced, authLabels };
    return { id, uid: `u${id}`, login, name, email, orgId, isGrafanaAdmin: isAdmin, isDisabled: false, ...origin };
  }

  private orgsOf(userId: number): unknown {
    return [...this.orgs.values()]
      .filter(({ members }) => members.has(userId))
      .map(({ id, name, members }) => ({ orgId: id, name, role: members.get(userId) }))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  private join(orgId: string | undefined, { loginOrEmail, role }: { loginOrEmail: string; role: string }): unknown {
    const found = this.lookup(loginOrEmail);
    if (found instanceof Failure) {
      return found;
    }
    const user = this.users.get((found as { id: number }).id);
    if (!user || this.members(orgId).has(user.id)) {
      return new Failure(409, { message: 'User is already member of this organization' });
    }
    this.members(orgId).set(user.id, role);
    if (!this.orgs.get(user.orgId)?.members.has(user.id)) {
      user.orgId = Number(orgId);
    }
    return { userId: user.id };
  }

  private setRole(orgId: string | undefined, userId: number, role: string | undefined): unknown {
    const members = this.members(orgId);
    const others = [...members].filter(([id]) => id !== userId).map(([, each]) => each);
    if (![...others, role].includes('Admin')) {
      return new Failure(400, { message: 'Cannot remove last organization admin' });
    }
    if (role) {
      members.set(userId, role);
    } else {
      members.delete(userId);
    }
    return {};
  }

  private update(userId: number, values: Pick<FakeUser, 'login' | 'name' | 'email'>): unknown {
    const user = this.users.get(userId);
    if (user && !(this.verifyEmail && user.email !== values.email)) {
      Object.assign(user, values);
    }
    return {};
  }

  private use(userId: number, orgId: number): unknown {
    const user = this.users.get(userId);
    if (!user || !this.orgs.get(orgId)?.members.has(userId)) {
      return new Failure(401, { message: 'Not a valid organization' });
    }
    user.orgId = orgId;
    return {};
  }

  private create({
    OrgId,
    ...values
  }: Pick<FakeUser, 'login' | 'name' | 'email' | 'password'> & { OrgId: number }): unknown {
    const ownName = values.email || values.login;
    if (!this.autoAssignOrg && [...this.orgs.values()].some(({ name }) => name === ownName)) {
      return new Failure(500, { message: 'failed to create user' });
    }
    const org = this.autoAssignOrg ? this.orgs.get(OrgId) : this.addOrg(ownName);
    const email = values.email || values.login;
    if ([...this.users.values()].some((user) => user.login === values.login || user.email === email)) {
      return new Failure(412, { message: 'already exists' });
    }
    if (values.password.length < this.minPasswordLength) {
      return new Failure(400, { message: 'too short', messageId: 'password.password-policy-too-short' });
    }
    const user = this.addUser(values.login, { ...values, email, lastSeenAt: '2010-01-01T00:00:00Z', orgId: org?.id });
    org?.members.set(user.id, this.autoAssignOrg ? 'Viewer' : 'Admin');
    return { id: user.id };
  }

  private setPassword(userId: number, password: string): unknown {
    if (password.length < this.minPasswordLength) {
      return new Failure(500, { message: 'Failed to update user password' });
    }
    Object.assign(this.users.get(userId) ?? {}, { password });
    return {};
  }

  private remove(userId: number): unknown {
    this.users.delete(userId);
    this.orgs.forEach(({ members }) => members.delete(userId));
    return {};
  }
}

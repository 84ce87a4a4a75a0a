import { send } from '../../api/send';
import type { Membership, Org } from '../account';

/** Grafana's answer to `GET /api/users/:id`, as far as it is used here. */
export interface GrafanaUser {
  id: number;
  uid: string;
  login: string;
  name: string;
  email: string;
  /** The organisation that opens after the log-in; 0 or absent for a user in none. */
  orgId?: number;
  isGrafanaAdmin: boolean;
  isExternal: boolean;
  /** Whether organisations and roles are set again at each log-in. */
  isExternallySynced?: boolean;
  isProvisioned?: boolean;
  /** Where the user logs in when it is not Grafana's own log-in, e.g. `LDAP`. */
  authLabels?: string[] | null;
  isDisabled: boolean;
}

/** One page of a search, as far as it is used here. */
export interface SearchPage<T> {
  totalCount: number;
  found: T[];
}

/** What both searches of users tell of each. */
interface FoundUser {
  uid: string;
  login: string;
  name: string;
  email: string;
  /** ISO instant; ten years before the user's creation until the first log-in. */
  lastSeenAt: string;
  isDisabled: boolean;
}

export interface FoundServerUser extends FoundUser {
  id: number;
  isAdmin: boolean;
  isProvisioned?: boolean;
  authLabels?: string[] | null;
}

export interface FoundOrgUser extends FoundUser {
  userId: number;
}

/** What `POST /api/admin/users` and `PUT /api/users/:id` take. */
export interface UserProfile {
  login: string;
  name: string;
  email: string;
}

/** Grafana answers this many organisations at most in one page. */
const ORGS_PER_REQUEST = 1000;

/** All organisations of the server, by name. */
export async function fetchOrgs(): Promise<Org[]> {
  const orgs: Org[] = [];
  for (let page = 0; orgs.length === page * ORGS_PER_REQUEST; page += 1) {
    orgs.push(...(await send<Org[]>('GET', `/api/orgs?perpage=${ORGS_PER_REQUEST}&page=${page}`)));
  }
  return orgs.sort((one, other) => one.name.localeCompare(other.name));
}

/** The organisation of this exact name. */
export async function findOrg(name: string): Promise<Org | undefined> {
  return (await send<Org[]>('GET', `/api/orgs?name=${encodeURIComponent(name)}`))[0];
}

export function deleteOrg(orgId: number): Promise<unknown> {
  return send('DELETE', `/api/orgs/${orgId}`);
}

/** Ids of all users of an organisation. Meant for those that hold one or none. */
export async function fetchOrgUserIds(orgId: number): Promise<number[]> {
  const users = await send<Array<{ userId: number }>>('GET', `/api/orgs/${orgId}/users`);
  return users.map(({ userId }) => userId);
}

/**
 * Users of the server whose login, name or address contains a text, by login.
 *
 * @param page - the first is 1
 */
export async function searchUsers(text: string, page: number, perPage: number): Promise<SearchPage<FoundServerUser>> {
  const url = `/api/users/search?${searchParams(text, page, perPage)}`;
  const { totalCount, users } = await send<{ totalCount: number; users: FoundServerUser[] }>('GET', url);
  return { totalCount, found: users };
}

/** Users of one organisation, likewise. */
export async function searchOrgUsers(
  orgId: number,
  text: string,
  page: number,
  perPage: number
): Promise<SearchPage<FoundOrgUser>> {
  const url = `/api/orgs/${orgId}/users/search?${searchParams(text, page, perPage)}`;
  const { totalCount, orgUsers } = await send<{ totalCount: number; orgUsers: FoundOrgUser[] }>('GET', url);
  return { totalCount, found: orgUsers };
}

function searchParams(text: string, page: number, perPage: number): string {
  return new URLSearchParams({ query: text, page: String(page), perpage: String(perPage) }).toString();
}

export function fetchUser(userId: number): Promise<GrafanaUser> {
  return send('GET', `/api/users/${userId}`);
}

/** The user who logs in with this login or address, if there is one. */
export async function findUser(loginOrEmail: string): Promise<GrafanaUser | undefined> {
  try {
    return await send<GrafanaUser>('GET', `/api/users/lookup?loginOrEmail=${encodeURIComponent(loginOrEmail)}`);
  } catch (error) {
    if (Object(error).status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** The organisations of a user, by name. */
export async function fetchMemberships(userId: number): Promise<Membership[]> {
  const found = await send<Array<{ orgId: number; name: string; role: string }>>('GET', `/api/users/${userId}/orgs`);
  return found.map(({ orgId, name, role }) => ({ orgId, orgName: name, role }));
}

/**
 * @param orgId - heeded by Grafana only with `auto_assign_org` on, see createAccount.ts
 * @returns the new user's id
 */
export async function createUser(profile: UserProfile, password: string, orgId: number): Promise<number> {
  const { id } = await send<{ id: number }>('POST', '/api/admin/users', {
    data: { ...profile, password, OrgId: orgId },
  });
  return id;
}

export function updateUser(userId: number, profile: UserProfile): Promise<unknown> {
  return send('PUT', `/api/users/${userId}`, { data: profile });
}

/** Also ends all sessions of the user. */
export function setPassword(userId: number, password: string): Promise<unknown> {
  return send('PUT', `/api/admin/users/${userId}/password`, { data: { password } });
}

/** Also ends all sessions of the user. */
export function deleteUser(userId: number): Promise<unknown> {
  return send('DELETE', `/api/admin/users/${userId}`);
}

export function addToOrg(orgId: number, loginOrEmail: string, role: string): Promise<unknown> {
  return send('POST', `/api/orgs/${orgId}/users`, { data: { loginOrEmail, role } });
}

export function setOrgRole(orgId: number, userId: number, role: string): Promise<unknown> {
  return send('PATCH', `/api/orgs/${orgId}/users/${userId}`, { data: { role } });
}

/** Grafana refuses when nobody would be left to administer the organisation. Never deletes the user. */
export function removeFromOrg(orgId: number, userId: number): Promise<unknown> {
  return send('DELETE', `/api/orgs/${orgId}/users/${userId}`);
}

/** Makes an organisation the one that opens when the user logs in. */
export function openOrgAtLogin(userId: number, orgId: number): Promise<unknown> {
  return send('POST', `/api/users/${userId}/using/${orgId}`);
}

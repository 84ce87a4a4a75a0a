import { type RequestError, toRequestError } from '../../api/requestError';
import { type Membership, sameMemberships } from '../account';
import { addToOrg, fetchMemberships, findUser, openOrgAtLogin, removeFromOrg, setOrgRole } from './grafanaUsers';

/** How a change of organisations or roles ended. */
export type MembershipOutcome =
  | { state: 'done' }
  /** It failed and all is as before. */
  | { state: 'undone'; error: RequestError }
  /** It failed, undoing it failed too: this is how things are now. */
  | { state: 'stuck'; error: RequestError; memberships: Membership[] }
  /** It failed, and Grafana does not even say how things are now. */
  | { state: 'unknown'; error: RequestError };

/**
 * Brings an account from one set of organisations to another. There is no moment without access: what is new comes first, then
 * the organisation that opens at log-in, then what is no longer wanted goes. Whatever fails in the middle is undone the same
 * way, from what Grafana says is there, since an answer may get lost after the request was carried out.
 *
 * @param before - as just read
 */
export async function changeMemberships(
  user: { id: number; login: string },
  before: Membership[],
  after: Membership[]
): Promise<MembershipOutcome> {
  try {
    await bring(user, before, after);
    return { state: 'done' };
  } catch (reason) {
    const error = toRequestError(reason);
    try {
      const reached = await fetchMemberships(user.id);
      if (sameMemberships(reached, after)) {
        return { state: 'done' };
      }
      await bring(user, reached, before).catch(() => undefined);
      const memberships = await fetchMemberships(user.id);
      return sameMemberships(memberships, before) ? { state: 'undone', error } : { state: 'stuck', error, memberships };
    } catch {
      return { state: 'unknown', error };
    }
  }
}

/** Additions, roles, the organisation at log-in, removals: in this order. */
async function bring(user: { id: number; login: string }, from: Membership[], to: Membership[]): Promise<void> {
  const rolesNow = new Map(from.map(({ orgId, role }) => [orgId, role]));
  for (const { orgId, role } of to) {
    if (!rolesNow.has(orgId)) {
      await addByLogin(user, orgId, role);
    } else if (rolesNow.get(orgId) !== role) {
      await setOrgRole(orgId, user.id, role);
    }
  }
  const left = from.filter(({ orgId }) => !to.some((wanted) => wanted.orgId === orgId));
  const [first] = to;
  if (first && left.length > 0) {
    await openOrgAtLogin(user.id, first.orgId);
  }
  for (const { orgId } of left) {
    await removeFromOrg(orgId, user.id);
  }
}

/**
 * Grafana adds to an organisation by login or address, and takes an address first: a login that looks like the address of
 * somebody else would let that person in.
 */
async function addByLogin({ id, login }: { id: number; login: string }, orgId: number, role: string): Promise<void> {
  const found = await findUser(login);
  if (found?.id !== id) {
    throw new Error(`Grafana finds another user than ${id} by the login "${login}".`);
  }
  await addToOrg(orgId, login, role);
}

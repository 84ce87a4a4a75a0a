import { toRequestError } from '../../api/requestError';
import type { NewAccount, Place } from '../accountValues';
import {
  createUser,
  deleteOrg,
  deleteUser,
  fetchMemberships,
  fetchOrgUserIds,
  findOrg,
  openOrgAtLogin,
} from './grafanaUsers';
import { changeMemberships } from './memberships';
import { LeftBehind, Refusal } from './refusal';
import { refuseTakenNames } from './takenNames';

/**
 * Creates a user who is in one organisation with one role, and nowhere else.
 *
 * With `auto_assign_org` off, which is what Vigie ships, Grafana does not put a new user into the organisation asked for: it makes an
 * organisation named after the user's address or else login, with the user as its admin, and leaves that organisation
 * behind when it then refuses the user. So the user is moved to the right one, and the organisation made for them goes. With the setting
 * on, the role may be another than the one wanted. If anything fails half-way, the user is deleted again.
 *
 * @returns the user's id
 * @throws {Refusal} when Grafana refuses a value: nothing was created
 * @throws {LeftBehind} when it failed half-way and the user could not be deleted
 */
export async function createAccount({ login, name, email, password, place }: NewAccount): Promise<number> {
  await refuseTakenNames(login, email);
  const ownOrgName = email || login;
  if (await findOrg(ownOrgName)) {
    throw new Refusal('email', 'orgNameTaken');
  }
  const id = await createUser({ login, name, email }, password, place.org.id).catch(async (error) => {
    await deleteOwnOrg(ownOrgName, []).catch(() => undefined);
    throw explained(error);
  });
  try {
    await settle({ id, login }, place, ownOrgName);
  } catch (error) {
    await deleteUser(id).catch((failure) => {
      throw new LeftBehind(toRequestError(failure));
    });
    await deleteOwnOrg(ownOrgName, []).catch(() => undefined);
    throw error;
  }
  return id;
}

/** Moves the new user to the right organisation and takes away what Grafana gave them besides. */
async function settle(user: { id: number; login: string }, place: Place, ownOrgName: string): Promise<void> {
  const given = await fetchMemberships(user.id);
  const own = given.filter(({ orgName, orgId }) => orgName === ownOrgName && orgId !== place.org.id);
  const wanted = { orgId: place.org.id, orgName: place.org.name, role: place.role };
  const outcome = await changeMemberships(user, given, [wanted, ...own]);
  if (outcome.state !== 'done') {
    throw new Error(outcome.error.message);
  }
  if (own.length > 0) {
    await openOrgAtLogin(user.id, place.org.id);
    await deleteOwnOrg(ownOrgName, [user.id]);
  }
}

/**
 * Deletes the organisation that Grafana made for a new user. There was none of this name before; and it goes only if nobody
 * else has come into it since.
 *
 * @param userIds - who may be in it
 */
async function deleteOwnOrg(name: string, userIds: number[]): Promise<void> {
  const org = await findOrg(name);
  if (org && (await fetchOrgUserIds(org.id)).every((id) => userIds.includes(id))) {
    await deleteOrg(org.id);
  }
}

/** Grafana's refusal of a new user as the field it is about. */
function explained(error: unknown): unknown {
  const { status, data } = Object(error);
  if (String(data?.messageId).startsWith('password.')) {
    return new Refusal('password', 'passwordRefused');
  }
  return status === 412 ? new Refusal('login', 'loginTaken') : error;
}

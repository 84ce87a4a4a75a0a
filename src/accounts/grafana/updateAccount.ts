import { type RequestError, toRequestError } from '../../api/requestError';
import { type Account, type Membership, orgNames, sameMemberships } from '../account';
import type { AccountChanges, Place } from '../accountValues';
import type { AuditLine, AuditState } from '../audit/audit';
import { fetchMemberships, fetchUser, setPassword, updateUser, type UserProfile } from './grafanaUsers';
import { changeMemberships, type MembershipOutcome } from './memberships';
import { ChangedMeanwhile, Refusal } from './refusal';
import { refuseTakenNames } from './takenNames';

/** Parts of an account that Grafana changes by a request of their own. */
export type AccountPart = 'profile' | 'password' | 'place';

export type PartFailure =
  | { part: 'profile' | 'password'; error: RequestError; refusal?: Refusal }
  | { part: 'place'; outcome: Exclude<MembershipOutcome, { state: 'done' }> };

/** What came of a change. */
export interface UpdateReport {
  done: AccountPart[];
  /** What failed; the parts after it were not tried. */
  failed?: PartFailure;
}

/** Writes a line of the audit; never fails. */
type Recorder = (line: AuditLine) => Promise<void>;

/**
 * Changes an account: login, name and address, then the password, then organisation and role. A part that is as wanted already
 * is left alone; after a failure nothing more is tried.
 *
 * @param account - as the person saw it at the beginning
 * @param record - called for each change as soon as it is made
 * @throws {ChangedMeanwhile} when the account is no longer as they saw it: nothing was changed
 */
export async function updateAccount(
  account: Account,
  changes: AccountChanges,
  record: Recorder
): Promise<UpdateReport> {
  await refuseStale(account);
  const { login, name, password, place } = changes;
  const profile = { login, name, email: changes.email || login };
  const target = { login, userId: account.id, org: orgNames(account.memberships) };

  const parts: Array<[part: AccountPart, change: () => Promise<PartFailure | undefined>]> = [];
  if (profile.login !== account.login || profile.name !== account.name || profile.email !== account.email) {
    parts.push(['profile', () => changeProfile(account, profile, target, record)]);
  }
  if (password !== undefined) {
    parts.push(['password', () => changePassword(account.id, password, target, record)]);
  }
  if (place && !sameMemberships(account.memberships, [toMembership(place)])) {
    parts.push(['place', () => changePlace(account, toMembership(place), target, record)]);
  }

  const done: AccountPart[] = [];
  for (const [part, change] of parts) {
    const failed = await change();
    if (failed) {
      return { done, failed };
    }
    done.push(part);
  }
  return { done };
}

async function refuseStale(account: Account): Promise<void> {
  const [user, memberships] = await Promise.all([fetchUser(account.id), fetchMemberships(account.id)]);
  const sameProfile = user.login === account.login && user.name === account.name && user.email === account.email;
  if (!sameProfile || !sameMemberships(memberships, account.memberships)) {
    throw new ChangedMeanwhile();
  }
}

async function changeProfile(
  account: Account,
  profile: UserProfile,
  target: AuditLine['target'],
  record: Recorder
): Promise<PartFailure | undefined> {
  try {
    await refuseTakenNames(profile.login, profile.email, account.id);
    await updateUser(account.id, profile);
    const { login, email } = await fetchUser(account.id);
    if (login !== profile.login || email !== profile.email) {
      throw new Refusal('email', 'emailPending');
    }
  } catch (error) {
    const refusal = error instanceof Refusal ? error : undefined;
    return { part: 'profile', error: toRequestError(error), refusal };
  }
  const { login, name, email } = account;
  await record({ action: 'account.update', target, before: { login, name, email }, after: { ...profile } });
  return undefined;
}

async function changePassword(
  userId: number,
  password: string,
  target: AuditLine['target'],
  record: Recorder
): Promise<PartFailure | undefined> {
  try {
    await setPassword(userId, password);
  } catch (error) {
    return { part: 'password', error: toRequestError(error) };
  }
  await record({ action: 'account.update', target, before: null, after: { passwordChanged: true } });
  return undefined;
}

async function changePlace(
  account: Account,
  wanted: Membership,
  target: AuditLine['target'],
  record: Recorder
): Promise<PartFailure | undefined> {
  const before = account.memberships;
  const outcome = await changeMemberships({ id: account.id, login: target.login }, before, [wanted]);
  const reached = outcome.state === 'done' ? [wanted] : outcome.state === 'stuck' ? outcome.memberships : undefined;
  if (reached) {
    const moved = !before.some(({ orgId }) => orgId === wanted.orgId);
    await record({
      action: moved ? 'account.move' : 'account.update',
      target,
      before: placeState(before),
      after: placeState(reached),
    });
  }
  return outcome.state === 'done' ? undefined : { part: 'place', outcome };
}

function toMembership({ org, role }: Place): Membership {
  return { orgId: org.id, orgName: org.name, role };
}

/** Organisations and roles for the audit, in the order of the names. */
function placeState(memberships: Membership[]): AuditState {
  return { org: orgNames(memberships), role: memberships.map(({ role }) => role).join(', ') };
}

import type { Account, AccountOrigin } from '../account';
import {
  fetchMemberships,
  fetchUser,
  type FoundOrgUser,
  type FoundServerUser,
  type GrafanaUser,
  searchOrgUsers,
  searchUsers,
} from '../grafana/grafanaUsers';

export const ACCOUNTS_PER_PAGE = 20;

/** What a person looks for; both parts hold together. */
export interface AccountFilter {
  /** Part of the login, name or address. */
  text: string;
  /** The organisation they are in; absent: any. */
  orgId?: number;
}

export interface AccountPage {
  accounts: Account[];
  /** Number of accounts on all pages. */
  total: number;
}

/** Grafana dates the last request of a user who never logged in ten years before their creation. */
const NEVER_SEEN_YEARS = 9;

/**
 * One page of accounts by login. Neither search of Grafana tells everything of a user: what is missing is asked for the
 * accounts of this page only.
 *
 * @param page - the first is 1
 */
export async function fetchAccounts({ text, orgId }: AccountFilter, page: number): Promise<AccountPage> {
  if (orgId === undefined) {
    const { found, totalCount } = await searchUsers(text, page, ACCOUNTS_PER_PAGE);
    const accounts = await Promise.all(found.map(fromServer));
    return { accounts, total: totalCount };
  }
  const { found, totalCount } = await searchOrgUsers(orgId, text, page, ACCOUNTS_PER_PAGE);
  const accounts = await Promise.all(found.map(fromOrg));
  return { accounts, total: totalCount };
}

/** An account as it is now, which is not always what a list still shows. */
export async function refreshAccount(account: Account): Promise<Account> {
  const [user, memberships] = await Promise.all([fetchUser(account.id), fetchMemberships(account.id)]);
  const { login, name, email, isDisabled, isGrafanaAdmin } = user;
  return {
    ...account,
    login,
    name,
    email,
    isDisabled,
    isServerAdmin: isGrafanaAdmin,
    origin: originOf(user),
    memberships,
  };
}

function originOf({
  isExternal,
  isExternallySynced,
  isProvisioned,
  authLabels,
}: GrafanaUser): AccountOrigin | undefined {
  return isExternal || isProvisioned === true
    ? { name: authLabels?.[0] ?? '', setsPlaces: isExternallySynced === true || isProvisioned === true }
    : undefined;
}

/** Only the user's own record tells whether the organisations come from elsewhere too. */
async function fromServer(found: FoundServerUser): Promise<Account> {
  const isFromElsewhere = (found.authLabels ?? []).length > 0 || found.isProvisioned === true;
  const origin = isFromElsewhere ? originOf(await fetchUser(found.id)) : undefined;
  return toAccount(found, found.id, { isServerAdmin: found.isAdmin, origin });
}

async function fromOrg(found: FoundOrgUser): Promise<Account> {
  const user = await fetchUser(found.userId);
  return toAccount(found, found.userId, { isServerAdmin: user.isGrafanaAdmin, origin: originOf(user) });
}

async function toAccount(
  { uid, login, name, email, isDisabled, lastSeenAt }: FoundServerUser | FoundOrgUser,
  id: number,
  { isServerAdmin, origin }: Pick<Account, 'isServerAdmin' | 'origin'>
): Promise<Account> {
  return {
    id,
    uid,
    login,
    name,
    email,
    isDisabled,
    isServerAdmin,
    lastSeenAt: wasSeen(lastSeenAt) ? lastSeenAt : undefined,
    origin,
    memberships: await fetchMemberships(id),
  };
}

function wasSeen(lastSeenAt: string): boolean {
  const limit = new Date();
  limit.setFullYear(limit.getFullYear() - NEVER_SEEN_YEARS);
  return new Date(lastSeenAt) > limit;
}

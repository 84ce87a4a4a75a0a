import type { Account } from '../account';
import {
  fetchMemberships,
  fetchUser,
  type FoundOrgUser,
  type FoundServerUser,
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

/** Grafana dates the last request of a user who never logged in ten years before his creation. */
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
    const accounts = await Promise.all(found.map((user) => toAccount(user, user.id, user.isAdmin)));
    return { accounts, total: totalCount };
  }
  const { found, totalCount } = await searchOrgUsers(orgId, text, page, ACCOUNTS_PER_PAGE);
  const accounts = await Promise.all(
    found.map(async (user) => toAccount(user, user.userId, (await fetchUser(user.userId)).isGrafanaAdmin))
  );
  return { accounts, total: totalCount };
}

/** An account as it is now, which is not always what a list still shows. */
export async function refreshAccount(account: Account): Promise<Account> {
  const [user, memberships] = await Promise.all([fetchUser(account.id), fetchMemberships(account.id)]);
  const { login, name, email, isDisabled, isGrafanaAdmin, isExternal, isProvisioned } = user;
  return {
    ...account,
    login,
    name,
    email,
    isDisabled,
    isServerAdmin: isGrafanaAdmin,
    isExternal: isExternal || isProvisioned === true,
    memberships,
  };
}

async function toAccount(found: FoundServerUser | FoundOrgUser, id: number, isServerAdmin: boolean): Promise<Account> {
  const { uid, login, name, email, isDisabled, lastSeenAt } = found;
  return {
    id,
    uid,
    login,
    name,
    email,
    isDisabled,
    isServerAdmin,
    lastSeenAt: wasSeen(lastSeenAt) ? lastSeenAt : undefined,
    isExternal: (found.authLabels ?? []).length > 0 || found.isProvisioned === true,
    memberships: await fetchMemberships(id),
  };
}

function wasSeen(lastSeenAt: string): boolean {
  const limit = new Date();
  limit.setFullYear(limit.getFullYear() - NEVER_SEEN_YEARS);
  return new Date(lastSeenAt) > limit;
}

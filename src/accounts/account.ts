import { config } from '@grafana/runtime';

/** Grafana's own id of the main organisation: file provisioning fills it, and it exists in every Grafana. */
export const MAIN_ORG_ID = 1;

/** Roles a person may choose for an account. Never `Admin`: an organisation's admin could read its data source's token. */
export const ACCOUNT_ROLES = ['Viewer', 'Editor'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** A Grafana organisation: an enterprise, the office screens, an agency's board, or the main one. */
export interface Org {
  id: number;
  name: string;
}

/** What an account is in one organisation. */
export interface Membership {
  orgId: number;
  orgName: string;
  /** As Grafana says: `Viewer`, `Editor`, `Admin` or `None`. */
  role: string;
}

/** A Grafana user, with their organisations. */
export interface Account {
  id: number;
  uid: string;
  login: string;
  /** Empty when nobody gave one. */
  name: string;
  /** Grafana puts the login here when nobody gave an address. */
  email: string;
  /** ISO instant of the user's last request; absent before the first log-in. */
  lastSeenAt?: string;
  isServerAdmin: boolean;
  /** Where it comes from when Grafana does not hold its password: LDAP, SAML, OAuth, SCIM… */
  origin?: AccountOrigin;
  isDisabled: boolean;
  /** By name. */
  memberships: Membership[];
}

/** Another system that owns an account; each log-in brings name and address from there again. */
export interface AccountOrigin {
  /** As Grafana calls the system, e.g. `Generic OAuth`; empty when it does not say. */
  name: string;
  /** Whether organisations and roles come from there as well. */
  setsPlaces: boolean;
}

/** Why an account is shown here but changed in Grafana's own administration only. */
export type Protection = 'self' | 'serverAdmin' | 'mainOrg' | 'screen' | 'external';

/** How the addresses of screens end; the page Écrans makes and ends them. */
const SCREEN_ADDRESS = /@screens\.vigie\.invalid$/;

/**
 * Accounts that this page must not touch: one's own, those of the server's admins and of the main organisation (a slip there
 * would lock out the people who run Vigie), those of office screens, and those whose organisations another system sets at each log-in.
 */
export function protectionOf(account: Account): Protection | undefined {
  if (account.id === config.bootData.user.id) {
    return 'self';
  }
  if (account.isServerAdmin) {
    return 'serverAdmin';
  }
  if (account.memberships.some(({ orgId }) => orgId === MAIN_ORG_ID)) {
    return 'mainOrg';
  }
  if (SCREEN_ADDRESS.test(account.email)) {
    return 'screen';
  }
  return account.origin?.setsPlaces ? 'external' : undefined;
}

/** The role if it is one of those a person may choose. */
export function toAccountRole(role: string | undefined): AccountRole | undefined {
  return ACCOUNT_ROLES.find((each) => each === role);
}

/** Whether two lists say the same organisations and roles, in any order. */
export function sameMemberships(some: Membership[], others: Membership[]): boolean {
  const roles = new Map(others.map(({ orgId, role }) => [orgId, role]));
  return some.length === others.length && some.every(({ orgId, role }) => roles.get(orgId) === role);
}

/** The names of the organisations, e.g. « BASH, Pimkie ». */
export function orgNames(memberships: Membership[]): string {
  return memberships.map(({ orgName }) => orgName).join(', ');
}

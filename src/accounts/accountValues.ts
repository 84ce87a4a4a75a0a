import type { AccountRole, Org } from './account';

/** Where an account belongs and what it may do there. */
export interface Place {
  org: Org;
  role: AccountRole;
}

export interface NewAccount {
  login: string;
  name: string;
  /** Empty: Grafana puts the login in its place. */
  email: string;
  password: string;
  place: Place;
}

/** What a person wants of an account that exists. */
export interface AccountChanges {
  login: string;
  name: string;
  /** Empty: the login takes its place, as with a new account. */
  email: string;
  /** Absent: stays as it is. */
  password?: string;
  /** Absent: organisations and roles stay as they are. */
  place?: Place;
}

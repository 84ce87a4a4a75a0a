import { t } from '@grafana/i18n';

import { type Account, type AccountRole, type Org, toAccountRole } from '../account';
import type { Place } from '../accountValues';
import { passwordProblemText } from '../texts';
import { generatePassword, passwordProblem, passwordRules } from './password';

/** Where the password of an account comes from. */
export type PasswordSource = 'keep' | 'generate' | 'type';

/** What stands in the form. */
export interface AccountFormValues {
  login: string;
  name: string;
  email: string;
  orgId: number | null;
  role: AccountRole | null;
  passwordSource: PasswordSource;
  /** Counts only when typed. */
  password: string;
}

export type AccountField = keyof AccountFormValues;

/** What the form asks for, ready to be saved. */
export interface FilledForm {
  login: string;
  name: string;
  email: string;
  /** Absent: stays as it is. */
  password?: string;
  /** Absent: stays as it is. */
  place?: Place;
}

/** More than Grafana's columns hold is cut off by some databases and refused by others. */
export const MAX_LENGTH = 190;

/**
 * What the form begins with. An account in several organisations, or in none, begins without one: nothing moves unless a person
 * chooses.
 */
export function toFormValues(account: Account | undefined): AccountFormValues {
  const [place, ...others] = account?.memberships ?? [];
  const only = others.length === 0 ? place : undefined;
  return {
    login: account?.login ?? '',
    name: account?.name ?? '',
    email: account && account.email !== account.login ? account.email : '',
    orgId: only?.orgId ?? null,
    role: account ? (toAccountRole(only?.role) ?? null) : 'Viewer',
    passwordSource: account ? 'keep' : 'generate',
    password: '',
  };
}

/** What is wrong, field by field, in the reader's language. */
export function checkForm(
  values: AccountFormValues,
  account: Account | undefined
): Partial<Record<AccountField, string>> {
  const problems = account?.origin ? {} : profileProblems(values, account);
  const mayKeepPlace = account !== undefined && account.memberships.length !== 1;
  if (values.orgId === null && !(mayKeepPlace && values.role === null)) {
    problems.orgId = t('accounts.problem.org', 'Choose an enterprise.');
  }
  if (values.role === null && values.orgId !== null) {
    problems.role = t('accounts.problem.role', 'Choose a role.');
  }
  if (values.passwordSource === 'type') {
    const rules = passwordRules();
    const problem = passwordProblem(values.password, rules);
    if (problem) {
      problems.password = passwordProblemText(problem, rules);
    }
  }
  return problems;
}

function profileProblems(
  values: AccountFormValues,
  account: Account | undefined
): Partial<Record<AccountField, string>> {
  const problems: Partial<Record<AccountField, string>> = {};
  if (values.login.trim() === '') {
    problems.login = t('accounts.problem.login', 'Give a login.');
  }
  // Grafana ignores an empty name, so that one that is there cannot be taken away.
  if (values.name.trim() === '' && account?.name !== '') {
    problems.name = t('accounts.problem.name', 'Give a name.');
  }
  if (values.email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(values.email.trim())) {
    problems.email = t('accounts.problem.email', 'This is no e-mail address.');
  }
  return problems;
}

/** Logins and addresses are lower case in Grafana; those of an account that comes from elsewhere stay as they are. */
export function fill(values: AccountFormValues, account: Account | undefined, orgs: Org[]): FilledForm {
  const org = orgs.find(({ id }) => id === values.orgId);
  const profile = account?.origin
    ? account
    : {
        login: values.login.trim().toLowerCase(),
        name: values.name.trim(),
        email: values.email.trim().toLowerCase(),
      };
  const { login, name, email } = profile;
  return {
    login,
    name,
    email,
    ...(values.passwordSource !== 'keep' && {
      password: values.passwordSource === 'type' ? values.password : generatePassword(),
    }),
    ...(org && values.role && { place: { org, role: values.role } }),
  };
}

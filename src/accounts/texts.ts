import { t } from '@grafana/i18n';

import type { AccountOrigin, Protection } from './account';
import type { PasswordProblem, PasswordRules } from './form/password';
import type { RefusalCode } from './grafana/refusal';

/** A role of Grafana in the words of its own screens. */
export function roleText(role: string): string {
  switch (role) {
    case 'Viewer':
      return t('accounts.role.viewer', 'Viewer');
    case 'Editor':
      return t('accounts.role.editor', 'Editor');
    case 'Admin':
      return t('accounts.role.admin', 'Admin');
    case 'None':
      return t('accounts.role.none', 'No role');
    default:
      return role;
  }
}

/** Why an account is not changed on this page. */
export function protectionText(protection: Protection): string {
  switch (protection) {
    case 'self':
      return t('accounts.protection.self', 'Your own account');
    case 'serverAdmin':
      return t('accounts.protection.serverAdmin', 'Server admin');
    case 'mainOrg':
      return t('accounts.protection.mainOrg', 'Main organisation');
    case 'screen':
      return t('accounts.protection.screen', 'Office screen');
    case 'external':
      return t('accounts.protection.external', 'Set at each log-in');
  }
}

/** Which other system an account comes from, in its maker's words. */
export function originText({ name }: AccountOrigin): string {
  const shown = name === 'AzureAD' ? 'Microsoft Entra ID' : name;
  return shown === ''
    ? t('accounts.origin.unnamed', 'Comes from elsewhere')
    : t('accounts.origin.named', 'Comes from {{origin}}', { origin: shown, interpolation: { escapeValue: false } });
}

/** What is wrong with a value that Grafana would refuse, and what to do. */
export function refusalText(code: RefusalCode): string {
  switch (code) {
    case 'loginTaken':
      return t('accounts.refusal.loginTaken', 'Another account has this login already: choose another one.');
    case 'emailTaken':
      return t('accounts.refusal.emailTaken', 'Another account has this e-mail address already.');
    case 'orgNameTaken':
      return t(
        'accounts.refusal.orgNameTaken',
        'Grafana refuses: an organisation is named like this account’s address, or like its login if there is no address. Give another address.'
      );
    case 'passwordRefused':
      return t(
        'accounts.refusal.passwordRefused',
        'Grafana refuses this password: take a longer one, or a generated one.'
      );
    case 'emailPending':
      return t(
        'accounts.refusal.emailPending',
        'Grafana sent a message to the new address and changes it once that is confirmed. Until then, save without changing the address.'
      );
  }
}

export function passwordProblemText(problem: PasswordProblem, { minLength }: PasswordRules): string {
  return problem === 'tooShort'
    ? t('accounts.password.tooShort', 'At least {{minLength}} characters.', { minLength })
    : t('accounts.password.tooSimple', 'An upper-case letter, a lower-case letter, a digit and a sign are needed.');
}

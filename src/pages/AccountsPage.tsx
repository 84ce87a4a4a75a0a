import { t } from '@grafana/i18n';
import React from 'react';

import { AccountAdministration } from '../accounts/AccountAdministration';
import { ServerAdminsOnly } from '../accounts/ServerAdminsOnly';

/** "Comptes": the accounts of all enterprises, for admins of the Grafana server. */
export function AccountsPage() {
  const title = t('accounts.title', 'Accounts');
  return (
    <ServerAdminsOnly title={title}>
      <AccountAdministration title={title} />
    </ServerAdminsOnly>
  );
}

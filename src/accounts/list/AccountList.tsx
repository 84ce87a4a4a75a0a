import { t } from '@grafana/i18n';
import { EmptyState, LoadingPlaceholder, Pagination, Stack, Text } from '@grafana/ui';
import React from 'react';

import { FailureNotice } from '../../components/FailureNotice';
import type { Account, Org } from '../account';
import { AccountFilters } from './AccountFilters';
import { AccountsTable } from './AccountsTable';
import { ACCOUNTS_PER_PAGE } from './fetchAccounts';
import type { Accounts } from './useAccounts';

interface Props {
  accounts: Accounts;
  orgs: Org[];
  onEdit: (account: Account) => void;
  onDelete: (account: Account) => void;
}

/** Search, number of results, table and pages. What was read last stays while something else is looked for. */
export function AccountList({ accounts, orgs, onEdit, onDelete }: Props) {
  const { value, error, loading, reload, filter, setFilter, page, setPage } = accounts;
  return (
    <Stack direction="column" gap={2}>
      <AccountFilters filter={filter} orgs={orgs} onChange={setFilter} />
      {error && (
        <FailureNotice title={t('accounts.failed', 'The accounts could not be read')} error={error} onRetry={reload} />
      )}
      <div role="status" aria-live="polite">
        {value && !error && !loading && (
          <Text color="secondary">{t('accounts.results', 'Accounts found: {{total}}', { total: value.total })}</Text>
        )}
        {loading && <LoadingPlaceholder text={t('accounts.loading', 'Reading the accounts…')} />}
      </div>
      {value && !error && value.total > 0 && (
        <AccountsTable accounts={value.accounts} onEdit={onEdit} onDelete={onDelete} />
      )}
      {value && !error && !loading && value.total === 0 && (
        <EmptyState variant="not-found" message={t('accounts.none', 'No account is like this')} />
      )}
      <Pagination
        currentPage={page}
        numberOfPages={Math.ceil((value?.total ?? 0) / ACCOUNTS_PER_PAGE)}
        hideWhenSinglePage
        onNavigate={setPage}
      />
    </Stack>
  );
}

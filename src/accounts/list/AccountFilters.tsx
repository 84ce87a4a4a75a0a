import { t } from '@grafana/i18n';
import { Combobox, Stack } from '@grafana/ui';
import React, { useId } from 'react';

import { SearchInput } from '../../components/SearchInput';
import type { Org } from '../account';
import type { AccountFilter } from './fetchAccounts';

interface Props {
  filter: AccountFilter;
  orgs: Org[];
  onChange: (filter: AccountFilter) => void;
}

/** Search by identifier, by enterprise, or by both. */
export function AccountFilters({ filter, orgs, onChange }: Props) {
  const labelId = useId();
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <SearchInput
        label={t('accounts.filter.text', 'Search by login, name or e-mail')}
        placeholder={t('accounts.filter.text', 'Search by login, name or e-mail')}
        width={40}
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <span id={labelId} hidden>
        {t('accounts.filter.org', 'Enterprise')}
      </span>
      <Combobox
        aria-labelledby={labelId}
        placeholder={t('accounts.filter.anyOrg', 'All enterprises')}
        width={40}
        isClearable
        options={orgs.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.orgId ?? null}
        onChange={(chosen) => onChange({ ...filter, orgId: chosen?.value })}
      />
    </Stack>
  );
}

import { useCallback, useState } from 'react';

import { type Loaded, useLoad } from '../../api/useLoad';
import { type AccountFilter, type AccountPage, fetchAccounts } from './fetchAccounts';

/** The accounts a person looks at, and what they look for. */
export interface Accounts extends Loaded<AccountPage> {
  filter: AccountFilter;
  /** Begins again with the first page. */
  setFilter: (filter: AccountFilter) => void;
  /** The first is 1. */
  page: number;
  setPage: (page: number) => void;
}

export function useAccounts(): Accounts {
  const [{ filter, page }, setSearch] = useState({ filter: { text: '' } as AccountFilter, page: 1 });
  const loaded = useLoad(useCallback(() => fetchAccounts(filter, page), [filter, page]));
  const setFilter = useCallback((changed: AccountFilter) => setSearch({ filter: changed, page: 1 }), []);
  const setPage = useCallback((chosen: number) => setSearch((search) => ({ ...search, page: chosen })), []);
  return { ...loaded, filter, setFilter, page, setPage };
}

import { t } from '@grafana/i18n';
import { type Column, TextLink } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../components/table/DataTable';
import { siteHref } from '../sites/siteHref';
import type { CounterAlert } from './alerts';

/** More rows than a day has on a good network: the whole list is on one page up to here. */
const PAGE_SIZE = 100;

/** One line a counter; its code leads to its row among the counters. */
export function AlertTable({ alerts }: { alerts: CounterAlert[] }) {
  const columns = useMemo(
    (): Array<Column<CounterAlert>> => [
      { id: 'enterprise', header: t('alerts.column.enterprise', 'Enterprise'), sortType: 'string' },
      {
        id: 'code',
        header: t('alerts.column.code', 'Counter code'),
        sortType: 'alphanumeric',
        cell: ({ row: { original } }) => <TextLink href={siteHref(original)}>{original.code}</TextLink>,
      },
      { id: 'message', header: t('alerts.column.message', 'Alert') },
      { id: 'date', header: t('alerts.column.date', 'Date') },
    ],
    []
  );
  return (
    <DataTable
      columns={columns}
      data={alerts}
      pageSize={PAGE_SIZE}
      getRowId={({ enterprise, code }: CounterAlert) => JSON.stringify([enterprise, code])}
    />
  );
}

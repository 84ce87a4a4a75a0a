import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type Column, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../../components/table/DataTable';
import { localized } from '../../datasource/request/language';
import type { SourceStatus } from '../status';
import { formatAge } from './formatAge';
import { StateBadge } from './StateBadge';

function rowsText({ rowsRead, rowsAnnounced }: SourceStatus, language: string): string {
  const format = (count: number | null | undefined) =>
    typeof count === 'number' ? new Intl.NumberFormat(language).format(count) : '–';
  return `${format(rowsRead)} / ${format(rowsAnnounced)}`;
}

function columnsFor(language: string): Array<Column<SourceStatus>> {
  return [
    {
      id: 'source',
      header: t('status.column.source', 'Source'),
      cell: ({ row: { original } }) => (
        <Stack direction="column" gap={0}>
          <Text weight="medium">{original.source}</Text>
          {original.kind && original.kind !== original.source && (
            <Text variant="bodySmall" color="secondary">
              {original.kind}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      id: 'state',
      header: t('status.column.state', 'State'),
      cell: ({ row: { original } }) => <StateBadge state={original.state} />,
    },
    {
      id: 'readAt',
      header: t('status.column.readAt', 'Last reading'),
      cell: ({ row: { original } }) => (
        <Reading at={original.readAt} ageSeconds={original.ageSeconds} language={language} />
      ),
    },
    {
      id: 'reconciledAt',
      header: t('status.column.reconciledAt', 'Last reconcile'),
      cell: ({ row: { original } }) => (
        <Reading at={original.reconciledAt} ageSeconds={original.reconcileAgeSeconds} language={language} />
      ),
      visible: (sources) => sources.some((source) => source.reconciledAt),
    },
    {
      id: 'rowsRead',
      header: t('status.column.rows', 'Rows read / announced'),
      cell: ({ row: { original } }) => rowsText(original, language),
    },
    {
      id: 'keyExpiresAt',
      header: t('status.column.keyExpiresAt', 'Key expires'),
      cell: ({ row: { original } }) => (original.keyExpiresAt ? dateTimeFormat(original.keyExpiresAt) : '–'),
      visible: (sources) => sources.some((source) => source.keyExpiresAt),
    },
    {
      id: 'error',
      header: t('status.column.error', 'Error'),
      cell: ({ row: { original } }) =>
        original.error ? <Text color="error">{localized(original.errorText ?? undefined, original.error)}</Text> : null,
      visible: (sources) => sources.some((source) => source.error),
    },
  ];
}

interface ReadingProps {
  /** ISO instant. */
  at?: string | null;
  ageSeconds?: number | null;
  language: string;
}

function Reading({ at, ageSeconds, language }: ReadingProps) {
  if (!at) {
    return <>{t('status.neverRead', 'Never')}</>;
  }
  return (
    <Stack direction="column" gap={0}>
      <Text>{dateTimeFormat(at)}</Text>
      {typeof ageSeconds === 'number' && (
        <Text variant="bodySmall" color="secondary">
          {formatAge(ageSeconds, language)}
        </Text>
      )}
    </Stack>
  );
}

/** What each source last gave, when, and what went wrong since. */
export function SourcesTable({ sources }: { sources: SourceStatus[] }) {
  const language = t('language', 'en');
  const columns = useMemo(() => columnsFor(language), [language]);
  return <DataTable columns={columns} data={sources} getRowId={(source: SourceStatus) => source.source} />;
}

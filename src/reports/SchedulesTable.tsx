import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, type Column, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../components/table/DataTable';
import type { ReportSchedule } from './report';

interface Props {
  reports: ReportSchedule[];
  /** Shows the mail of a report, as it would be for the last due time. */
  onPreview: (report: ReportSchedule) => void;
}

/** One line a report of the rules. */
export function SchedulesTable({ reports, onPreview }: Props) {
  const columns = useMemo(() => columnsFor(onPreview), [onPreview]);
  return <DataTable columns={columns} data={reports} getRowId={({ name }: ReportSchedule) => name} />;
}

function columnsFor(onPreview: Props['onPreview']): Array<Column<ReportSchedule>> {
  return [
    {
      id: 'name',
      header: t('reports.column.report', 'Report'),
      cell: ({ row: { original } }) => (
        <TwoLines first={<Text weight="medium">{original.name}</Text>} second={kindText(original)} />
      ),
    },
    {
      id: 'recipients',
      header: t('reports.column.recipients', 'To'),
      cell: ({ row: { original } }) =>
        original.recipients?.join(', ') ?? t('reports.recipientsOfEnterprise', 'Those of each company'),
    },
    {
      id: 'next',
      header: t('reports.column.next', 'Next'),
      cell: ({ row: { original } }) => (
        <TwoLines
          first={<Text>{original.nextAt ? dateTimeFormat(original.nextAt) : '–'}</Text>}
          second={`${original.schedule} · ${original.timezone}`}
        />
      ),
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">{t('reports.column.actions', 'Actions')}</span>,
      disableGrow: true,
      cell: ({ row: { original } }) => (
        <Button
          size="sm"
          variant="secondary"
          icon="eye"
          aria-label={t('reports.previewNamed', 'Preview {{name}}', {
            name: original.name,
            interpolation: { escapeValue: false },
          })}
          onClick={() => onPreview(original)}
        >
          {t('reports.preview', 'Preview')}
        </Button>
      ),
    },
  ];
}

function TwoLines({ first, second }: { first: React.ReactNode; second: string }) {
  return (
    <Stack direction="column" gap={0}>
      {first}
      <Text variant="bodySmall" color="secondary">
        {second}
      </Text>
    </Stack>
  );
}

function kindText({ kind, enterprises }: ReportSchedule): string {
  if (kind === 'service') {
    return t('reports.kind.service', 'Service of the week');
  }
  return enterprises === null
    ? t('reports.kind.all', 'Shops of each company')
    : t('reports.kind.some', 'Shops of {{names}}', {
        names: enterprises.join(', '),
        interpolation: { escapeValue: false },
      });
}

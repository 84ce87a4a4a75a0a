import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, type Column, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../components/table/DataTable';
import { DeliveryBadge } from './DeliveryBadge';
import type { ReportDelivery } from './report';

interface Props {
  deliveries: ReportDelivery[];
  onPreview: (delivery: ReportDelivery) => void;
  onSend: (delivery: ReportDelivery) => void;
}

/** One line a mail: a report, an enterprise, a due time. */
export function DeliveriesTable({ deliveries, onPreview, onSend }: Props) {
  const french = t('language', 'en') === 'fr';
  const columns = useMemo(() => columnsFor({ french, onPreview, onSend }), [french, onPreview, onSend]);
  return <DataTable columns={columns} data={deliveries} getRowId={({ id }: ReportDelivery) => id} pageSize={25} />;
}

interface Context extends Pick<Props, 'onPreview' | 'onSend'> {
  french: boolean;
}

function columnsFor({ french, onPreview, onSend }: Context): Array<Column<ReportDelivery>> {
  return [
    {
      id: 'dueAt',
      header: t('reports.column.due', 'Due'),
      cell: ({ row: { original } }) => dateTimeFormat(original.dueAt),
    },
    {
      id: 'report',
      header: t('reports.column.report', 'Report'),
      cell: ({ row: { original } }) => [original.report, original.enterprise].filter(Boolean).join(' · '),
    },
    {
      id: 'state',
      header: t('reports.column.state', 'State'),
      cell: ({ row: { original } }) => <State delivery={original} french={french} />,
    },
    {
      id: 'recipients',
      header: t('reports.column.recipients', 'To'),
      cell: ({ row: { original } }) => <Recipients delivery={original} />,
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">{t('reports.column.actions', 'Actions')}</span>,
      disableGrow: true,
      cell: ({ row: { original } }) => <Actions delivery={original} onPreview={onPreview} onSend={onSend} />,
    },
  ];
}

function State({ delivery, french }: { delivery: ReportDelivery; french: boolean }) {
  const { state, finishedAt, nextAttemptAt, late, error, requestedBy } = delivery;
  const remarks = [
    finishedAt && dateTimeFormat(finishedAt),
    nextAttemptAt &&
      t('reports.nextAttempt', 'next attempt {{at}}', {
        at: dateTimeFormat(nextAttemptAt),
        interpolation: { escapeValue: false },
      }),
    late && t('reports.late', 'late'),
    requestedBy &&
      t('reports.askedBy', 'asked for by {{who}}', { who: requestedBy, interpolation: { escapeValue: false } }),
  ].filter(Boolean);
  return (
    <Stack direction="column" gap={0.5} alignItems="flex-start">
      <DeliveryBadge state={state} />
      {remarks.length > 0 && (
        <Text variant="bodySmall" color="secondary">
          {remarks.join(' · ')}
        </Text>
      )}
      {error && (
        <Text variant="bodySmall" color="error">
          {french ? error.fr : error.en}
        </Text>
      )}
    </Stack>
  );
}

/** Each address, with what the mail server said of those it did not take. */
function Recipients({ delivery: { recipients } }: { delivery: ReportDelivery }) {
  return (
    <Stack direction="column" gap={0}>
      {recipients.map(({ address, state, detail }) => (
        <React.Fragment key={address}>
          <Text color={state === 'accepted' ? undefined : 'error'}>{address}</Text>
          {state !== 'accepted' && detail && (
            <Text variant="bodySmall" color="secondary">
              {detail}
            </Text>
          )}
        </React.Fragment>
      ))}
    </Stack>
  );
}

function Actions({ delivery, onPreview, onSend }: Pick<Props, 'onPreview' | 'onSend'> & { delivery: ReportDelivery }) {
  const named = {
    name: [delivery.report, delivery.enterprise, dateTimeFormat(delivery.dueAt)].filter(Boolean).join(', '),
    interpolation: { escapeValue: false },
  };
  const underWay = delivery.state === 'sending' || delivery.state === 'pending';
  return (
    <Stack gap={1} justifyContent="flex-end">
      <Button
        size="sm"
        variant="secondary"
        icon="eye"
        aria-label={t('reports.previewNamed', 'Preview {{name}}', named)}
        onClick={() => onPreview(delivery)}
      >
        {t('reports.preview', 'Preview')}
      </Button>
      <Button
        size="sm"
        variant="secondary"
        icon="envelope"
        disabled={underWay}
        aria-label={t('reports.sendNamed', 'Send {{name}} again', named)}
        onClick={() => onSend(delivery)}
      >
        {t('reports.send', 'Send again')}
      </Button>
    </Stack>
  );
}

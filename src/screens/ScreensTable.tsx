import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, type Column, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../components/table/DataTable';
import { formatAge } from '../status/sources/formatAge';
import type { Screen } from './screen';
import { StateBadge } from './StateBadge';
import { pageText } from './texts';

interface Props {
  screens: Screen[];
  /** When they were read: what ages count from, in epoch milliseconds. */
  readAt: number;
  onRename: (screen: Screen) => void;
  onRevoke: (screen: Screen) => void;
}

/** One line a screen. */
export function ScreensTable({ screens, readAt, onRename, onRevoke }: Props) {
  const language = t('language', 'en');
  const columns = useMemo(
    () => columnsFor({ language, readAt, onRename, onRevoke }),
    [language, readAt, onRename, onRevoke]
  );
  return <DataTable columns={columns} data={screens} getRowId={(screen: Screen) => screen.id} />;
}

interface Context extends Omit<Props, 'screens'> {
  language: string;
}

function columnsFor({ language, readAt, onRename, onRevoke }: Context): Array<Column<Screen>> {
  return [
    {
      id: 'name',
      header: t('screens.column.name', 'Screen'),
      cell: ({ row: { original } }) => (
        <Stack direction="column" gap={0}>
          <Text weight="medium">{original.name}</Text>
          <Text variant="bodySmall" color="secondary">
            {original.login}
          </Text>
        </Stack>
      ),
    },
    {
      id: 'state',
      header: t('screens.column.state', 'State'),
      cell: ({ row: { original } }) => <StateBadge state={original.state} />,
    },
    {
      id: 'seen',
      header: t('screens.column.seen', 'Last seen'),
      cell: ({ row: { original } }) =>
        original.seen ? (
          <Instant at={original.seen.at} readAt={readAt} language={language} />
        ) : (
          t('screens.neverSeen', 'Never')
        ),
    },
    {
      id: 'page',
      header: t('screens.column.page', 'Shows'),
      cell: ({ row: { original } }) => (
        <Stack direction="column" gap={0}>
          <Text>{pageText(original.page)}</Text>
          {original.seen && (
            <Text variant="bodySmall" color="secondary">
              {`${original.seen.page} · ${original.seen.width}\u00a0×\u00a0${original.seen.height}`}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      id: 'data',
      header: t('screens.column.data', 'Last data'),
      cell: ({ row: { original } }) =>
        original.seen?.dataAt ? <Instant at={original.seen.dataAt} readAt={readAt} language={language} /> : '–',
    },
    {
      id: 'version',
      header: t('screens.column.version', 'Version'),
      cell: ({ row: { original } }) => original.seen?.version || '–',
    },
    {
      id: 'expiresAt',
      header: t('screens.column.expiresAt', 'Link until'),
      cell: ({ row: { original } }) =>
        dateTimeFormat(original.expiresAt, { format: t('screens.dayFormat', 'YYYY-MM-DD') }),
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">{t('screens.column.actions', 'Actions')}</span>,
      disableGrow: true,
      cell: ({ row: { original } }) => <Actions screen={original} onRename={onRename} onRevoke={onRevoke} />,
    },
  ];
}

function Instant({ at, readAt, language }: { at: string; readAt: number; language: string }) {
  return <span title={dateTimeFormat(at)}>{formatAge((readAt - Date.parse(at)) / 1000, language)}</span>;
}

function Actions({ screen, onRename, onRevoke }: Pick<Props, 'onRename' | 'onRevoke'> & { screen: Screen }) {
  if (screen.state === 'revoked') {
    return null;
  }
  const named = { name: screen.name, interpolation: { escapeValue: false } };
  return (
    <Stack gap={1} justifyContent="flex-end">
      <Button
        size="sm"
        variant="secondary"
        icon="pen"
        aria-label={t('screens.renameNamed', 'Rename {{name}}', named)}
        onClick={() => onRename(screen)}
      >
        {t('screens.rename', 'Rename')}
      </Button>
      <Button
        size="sm"
        variant="destructive"
        fill="outline"
        icon="ban"
        aria-label={t('screens.revokeNamed', 'Revoke {{name}}', named)}
        onClick={() => onRevoke(screen)}
      >
        {t('screens.revoke', 'Revoke')}
      </Button>
    </Stack>
  );
}

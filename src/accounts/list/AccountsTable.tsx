import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Badge, Button, type Column, LinkButton, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../../components/table/DataTable';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import { type Account, type Protection, protectionOf } from '../account';
import { originText, protectionText, roleText } from '../texts';

interface Props {
  accounts: Account[];
  onEdit: (account: Account) => void;
  onDelete: (account: Account) => void;
}

/** One line an account. An account in several organisations has a line in the cell for each. */
export function AccountsTable({ accounts, onEdit, onDelete }: Props) {
  const language = t('language', 'en');
  const columns = useMemo(() => columnsFor(language, onEdit, onDelete), [language, onEdit, onDelete]);
  return <DataTable columns={columns} data={accounts} getRowId={(account: Account) => String(account.id)} />;
}

function columnsFor(_: string, onEdit: Props['onEdit'], onDelete: Props['onDelete']): Array<Column<Account>> {
  return [
    {
      id: 'login',
      header: t('accounts.column.login', 'Login'),
      cell: ({ row: { original } }) => (
        <Stack gap={1} alignItems="center">
          <Text weight="medium">{original.login}</Text>
          {original.origin && <Badge color="purple" icon="signin" text={originText(original.origin)} />}
          {original.isDisabled && <Badge color="orange" icon="ban" text={t('accounts.disabled', 'Disabled')} />}
        </Stack>
      ),
    },
    { id: 'name', header: t('accounts.column.name', 'Name'), cell: ({ row: { original } }) => original.name || '–' },
    {
      id: 'email',
      header: t('accounts.column.email', 'E-mail'),
      cell: ({ row: { original } }) => (original.email === original.login ? '–' : original.email),
    },
    {
      id: 'org',
      header: t('accounts.column.org', 'Enterprise'),
      cell: ({ row: { original } }) => <Lines texts={original.memberships.map(({ orgName }) => orgName)} />,
    },
    {
      id: 'role',
      header: t('accounts.column.role', 'Role'),
      cell: ({ row: { original } }) => <Lines texts={original.memberships.map(({ role }) => roleText(role))} />,
    },
    {
      id: 'lastSeenAt',
      header: t('accounts.column.lastSeenAt', 'Last log-in'),
      cell: ({ row: { original } }) =>
        original.lastSeenAt ? dateTimeFormat(original.lastSeenAt) : t('accounts.neverSeen', 'Never'),
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">{t('accounts.column.actions', 'Actions')}</span>,
      disableGrow: true,
      cell: ({ row: { original } }) => <Actions account={original} onEdit={onEdit} onDelete={onDelete} />,
    },
  ];
}

/** Admins of the server are in all organisations: the first few say enough. */
const MAX_LINES = 3;

function Lines({ texts }: { texts: string[] }) {
  if (texts.length === 0) {
    return <>–</>;
  }
  const shown = texts.length > MAX_LINES ? texts.slice(0, MAX_LINES - 1) : texts;
  return (
    <Stack direction="column" gap={0}>
      {shown.map((text, index) => (
        <Text key={index}>{text}</Text>
      ))}
      {shown.length < texts.length && (
        <Text color="secondary">
          {t('accounts.more', 'and {{number}} more', { number: texts.length - shown.length })}
        </Text>
      )}
    </Stack>
  );
}

function Actions({ account, onEdit, onDelete }: Omit<Props, 'accounts'> & { account: Account }) {
  const protection = protectionOf(account);
  if (protection) {
    return <Protected account={account} protection={protection} />;
  }
  const named = { login: account.login, interpolation: { escapeValue: false } };
  return (
    <Stack gap={1} justifyContent="flex-end">
      <Button
        size="sm"
        variant="secondary"
        icon="pen"
        aria-label={t('accounts.editNamed', 'Change {{login}}', named)}
        onClick={() => onEdit(account)}
      >
        {t('accounts.edit', 'Change')}
      </Button>
      {/* The next log-in would make it again. */}
      {!account.origin && (
        <Button
          size="sm"
          variant="destructive"
          fill="outline"
          icon="trash-alt"
          aria-label={t('accounts.deleteNamed', 'Delete {{login}}', named)}
          onClick={() => onDelete(account)}
        >
          {t('accounts.delete', 'Delete')}
        </Button>
      )}
    </Stack>
  );
}

/** Why the account is not changed here, with the way to where it is. */
function Protected({ account, protection }: { account: Account; protection: Protection }) {
  const page = protection === 'self' ? '/profile' : `/admin/users/edit/${account.uid}`;
  if (protection === 'screen') {
    return (
      <Stack gap={1} alignItems="center" justifyContent="flex-end">
        <ProtectionBadge protection={protection} />
        <LinkButton
          size="sm"
          variant="secondary"
          fill="text"
          href={`${config.appSubUrl}${PLUGIN_BASE_URL}/${ROUTES.screens}`}
        >
          {t('accounts.openScreens', 'Open the screens')}
        </LinkButton>
      </Stack>
    );
  }
  return (
    <Stack gap={1} alignItems="center" justifyContent="flex-end">
      <ProtectionBadge protection={protection} />
      <LinkButton size="sm" variant="secondary" fill="text" href={`${config.appSubUrl}${page}`}>
        {t('accounts.openInGrafana', 'Open in Grafana')}
      </LinkButton>
    </Stack>
  );
}

function ProtectionBadge({ protection }: { protection: Protection }) {
  return <Badge color="blue" icon="lock" text={protectionText(protection)} className={css({ whiteSpace: 'nowrap' })} />;
}

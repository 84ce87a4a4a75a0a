import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { useLoad } from '../api/useLoad';
import { AppPage } from '../components/AppPage';
import { FailureNotice } from '../components/FailureNotice';
import { useFocusReturn } from '../components/useFocusReturn';
import type { Account } from './account';
import { AuditNotice } from './audit/AuditNotice';
import { useAuditRecorder } from './audit/useAuditRecorder';
import { DeleteDialog } from './DeleteDialog';
import { AccountDrawer } from './form/AccountDrawer';
import { fetchOrgs } from './grafana/grafanaUsers';
import { AccountList } from './list/AccountList';
import { useAccounts } from './list/useAccounts';

/** What was just done, to be said once. */
interface Done {
  login: string;
  deleted: boolean;
}

/** All accounts of the Grafana server: searched, added, changed, deleted, each change with its line in the audit. */
export function AccountAdministration({ title }: { title: string }) {
  const orgs = useLoad(fetchOrgs);
  const accounts = useAccounts();
  const recorder = useAuditRecorder();
  const [editing, setEditing] = useState<{ account: Account | undefined }>();
  const [deleting, setDeleting] = useState<Account>();
  const [done, setDone] = useState<Done>();
  const notices = useFocusReturn<HTMLDivElement>(editing !== undefined || deleting !== undefined);

  const edit = useCallback((account: Account | undefined) => {
    setDone(undefined);
    setEditing({ account });
  }, []);
  const askToDelete = useCallback((account: Account) => {
    setDone(undefined);
    setDeleting(account);
  }, []);
  const closeDrawer = (login?: string) => {
    setEditing(undefined);
    setDone(login === undefined ? undefined : { login, deleted: false });
  };
  const finishDeletion = ({ login }: Account) => {
    setDeleting(undefined);
    setDone({ login, deleted: true });
    // The last account of a page takes the page with it.
    if (accounts.value?.accounts.length === 1 && accounts.page > 1) {
      accounts.setPage(accounts.page - 1);
    } else {
      accounts.reload();
    }
  };
  const actions = (
    <Button icon="plus" disabled={!orgs.value} onClick={() => edit(undefined)}>
      {t('accounts.add', 'Add an account')}
    </Button>
  );
  return (
    <AppPage title={title} actions={actions}>
      <Stack direction="column" gap={2}>
        <div aria-live="polite" ref={notices} tabIndex={-1}>
          <Stack direction="column" gap={2}>
            <AuditNotice recorder={recorder} />
            {done && <DoneNotice {...done} onClose={() => setDone(undefined)} />}
            {orgs.error && (
              <FailureNotice
                title={t('accounts.orgsFailed', 'The enterprises could not be read')}
                error={orgs.error}
                onRetry={orgs.reload}
              />
            )}
          </Stack>
        </div>
        <AccountList accounts={accounts} orgs={orgs.value ?? []} onEdit={edit} onDelete={askToDelete} />
      </Stack>
      {editing && orgs.value && (
        <AccountDrawer
          account={editing.account}
          orgs={orgs.value}
          record={recorder.record}
          onChanged={accounts.reload}
          onClose={closeDrawer}
        />
      )}
      {deleting && (
        <DeleteDialog
          account={deleting}
          record={recorder.record}
          onDeleted={() => finishDeletion(deleting)}
          onCancel={() => setDeleting(undefined)}
        />
      )}
    </AppPage>
  );
}

function DoneNotice({ login, deleted, onClose }: Done & { onClose: () => void }) {
  const named = { login, interpolation: { escapeValue: false } };
  return (
    <Alert
      severity="success"
      bottomSpacing={0}
      onRemove={onClose}
      title={
        deleted
          ? t('accounts.deleted', 'Account {{login}} is deleted', named)
          : t('accounts.saved', 'Account {{login}} is saved', named)
      }
    />
  );
}

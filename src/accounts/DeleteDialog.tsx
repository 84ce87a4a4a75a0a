import { t } from '@grafana/i18n';
import { Alert, Button, Input, Modal, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { type RequestError, toRequestError } from '../api/requestError';
import { FormField } from '../components/FormField';
import { type Account, orgNames } from './account';
import type { AuditRecorder } from './audit/useAuditRecorder';
import { deleteAccount } from './grafana/deleteAccount';

interface Props {
  account: Account;
  record: AuditRecorder['record'];
  onDeleted: () => void;
  onCancel: () => void;
}

/** Deletes an account once its login has been typed. */
export function DeleteDialog({ account, record, onDeleted, onCancel }: Props) {
  const [typed, setTyped] = useState('');
  const [deleting, setDeleting] = useState(false);
  const [error, setError] = useState<RequestError>();
  const { login, name, memberships } = account;
  const confirmed = typed.trim() === login;

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!confirmed || deleting) {
      return;
    }
    setDeleting(true);
    try {
      await deleteAccount(account, record);
      onDeleted();
    } catch (failure) {
      setError(toRequestError(failure));
      setDeleting(false);
    }
  };

  const named = { login, interpolation: { escapeValue: false } };
  return (
    <Modal isOpen title={t('accounts.deleteTitle', 'Delete the account {{login}}?', named)} onDismiss={onCancel}>
      <form onSubmit={submit}>
        <Stack direction="column" gap={2}>
          {error && (
            <Alert severity="error" bottomSpacing={0} title={t('accounts.notDeleted', 'The account is not deleted')}>
              {error.message}
            </Alert>
          )}
          <p>{[name, orgNames(memberships)].filter(Boolean).join(' · ')}</p>
          <p>
            {t(
              'accounts.deleteBody',
              'This person can no longer log in, from now on. The account cannot be brought back.'
            )}
          </p>
          <FormField label={t('accounts.typeToDelete', 'Type “{{login}}” to delete it', named)}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
          </FormField>
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onCancel}>
            {t('accounts.cancel', 'Cancel')}
          </Button>
          <Button type="submit" variant="destructive" disabled={!confirmed || deleting}>
            {t('accounts.delete', 'Delete')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

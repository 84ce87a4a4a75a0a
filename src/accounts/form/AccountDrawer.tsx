import { t } from '@grafana/i18n';
import { Alert, Button, ConfirmModal, Drawer, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { useLoad } from '../../api/useLoad';
import { FailureNotice } from '../../components/FailureNotice';
import { type Account, type Org, protectionOf } from '../account';
import type { AuditRecorder } from '../audit/useAuditRecorder';
import { refreshAccount } from '../list/fetchAccounts';
import { protectionText } from '../texts';
import { AccountForm, type GeneratedPassword } from './AccountForm';
import { SavedPassword } from './SavedPassword';

interface Props {
  /** The account to change; absent: a new one. */
  account: Account | undefined;
  orgs: Org[];
  record: AuditRecorder['record'];
  /** Something changed, or may have. */
  onChanged: () => void;
  /** @param login - of the account that was saved; absent: closed without saving */
  onClose: (login?: string) => void;
}

/** Adds or changes an account beside the list. Neither what was typed nor a generated password is lost without a question. */
export function AccountDrawer({ account, orgs, record, onChanged, onClose }: Props) {
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const [saved, setSaved] = useState<GeneratedPassword>();
  const [generation, setGeneration] = useState(0);

  const finish = (login: string, generated: GeneratedPassword | undefined) => {
    onChanged();
    if (generated) {
      setDirty(false);
      setSaved(generated);
    } else {
      onClose(login);
    }
  };
  const close = () => (saved ? onClose(saved.login) : dirty ? setAsking(true) : onClose());
  const form = { orgs, record, onSaved: finish, onTried: onChanged, onCancel: close, onDirty: setDirty };
  return (
    <Drawer
      title={account ? t('accounts.editTitle', 'Change an account') : t('accounts.addTitle', 'Add an account')}
      subtitle={account?.login}
      size="sm"
      closeOnMaskClick={!saved}
      onClose={close}
    >
      {saved ? (
        <Stack direction="column" gap={2} alignItems="flex-start">
          <div role="status">
            <SavedPassword {...saved} />
          </div>
          <Button autoFocus onClick={close}>
            {t('accounts.passedOn', 'I have copied it')}
          </Button>
        </Stack>
      ) : account ? (
        <LoadedForm key={generation} {...form} row={account} onReload={() => setGeneration(generation + 1)} />
      ) : (
        <AccountForm {...form} account={undefined} onReload={() => undefined} />
      )}
      <ConfirmModal
        isOpen={asking}
        title={t('accounts.discardTitle', 'Close without saving?')}
        body={t('accounts.discardBody', 'What you typed, and a password not yet copied, will be lost.')}
        confirmText={t('accounts.discard', 'Close without saving')}
        dismissText={t('accounts.keepTyping', 'Go on')}
        onConfirm={() => onClose()}
        onDismiss={() => setAsking(false)}
      />
    </Drawer>
  );
}

type LoadedFormProps = Omit<React.ComponentProps<typeof AccountForm>, 'account'> & { row: Account };

/** Begins with the account as it is now, and follows what a save that failed half-way made of it. */
function LoadedForm({ row, onTried, ...form }: LoadedFormProps) {
  const { value, error, reload } = useLoad(useCallback(() => refreshAccount(row), [row]));
  if (!value) {
    return error ? (
      <FailureNotice title={t('accounts.oneFailed', 'The account could not be read')} error={error} onRetry={reload} />
    ) : (
      <LoadingPlaceholder text={t('accounts.loadingOne', 'Reading the account…')} />
    );
  }
  const protection = protectionOf(value);
  if (protection) {
    return (
      <Alert severity="warning" title={protectionText(protection)}>
        {protection === 'external'
          ? t(
              'accounts.externalExplanation',
              'Its enterprise and role come from where this person logs in, again at each log-in: change them there.'
            )
          : t('accounts.protectedExplanation', 'This account is changed in Grafana’s own administration only.')}
      </Alert>
    );
  }
  const tried = () => {
    reload();
    onTried();
  };
  return <AccountForm {...form} account={value} onTried={tried} />;
}

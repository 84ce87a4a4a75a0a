import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';

import { resolverResult } from '../../components/resolverResult';
import type { Account, Org } from '../account';
import type { AuditRecorder } from '../audit/useAuditRecorder';
import { refusalText } from '../texts';
import { AccountFields } from './AccountFields';
import { type AccountFormValues, checkForm, fill, toFormValues } from './formValues';
import { SavedPassword } from './SavedPassword';
import { SaveFailureNotice } from './SaveFailureNotice';
import { useSaveAccount } from './useSaveAccount';

/** A password that was generated and saved, to be shown once. */
export interface GeneratedPassword {
  login: string;
  password: string;
}

interface Props {
  /** The account to change, as it is now; absent: a new one. */
  account: Account | undefined;
  orgs: Org[];
  record: AuditRecorder['record'];
  /** All is saved. */
  onSaved: (login: string, generated: GeneratedPassword | undefined) => void;
  /** Something may have changed without all being saved. */
  onTried: () => void;
  /** Reads the account again. */
  onReload: () => void;
  onCancel: () => void;
  /** Called with whether closing would lose something. */
  onDirty: (dirty: boolean) => void;
}

/** The form of an account. Whatever fails, what was typed stays. */
export function AccountForm({ account, orgs, record, onSaved, onTried, onReload, onCancel, onDirty }: Props) {
  const { save, saving, failure } = useSaveAccount(record);
  const [generated, setGenerated] = useState<GeneratedPassword>();
  const form = useForm<AccountFormValues>({
    defaultValues: toFormValues(account),
    resolver: (values) => resolverResult(values, checkForm(values, account)),
  });
  const { isDirty } = form.formState;
  const mayLose = isDirty || generated !== undefined;
  useEffect(() => onDirty(mayLose), [mayLose, onDirty]);

  const submit = form.handleSubmit(async (values) => {
    const filled = fill(values, account, orgs);
    const outcome = await save(filled, account);
    const saved = outcome.done.some((part) => part === 'password' || part === 'created');
    const shown =
      saved && values.passwordSource === 'generate' && filled.password !== undefined
        ? { login: filled.login, password: filled.password }
        : undefined;
    if (!outcome.failure) {
      onSaved(filled.login, shown ?? generated);
      return;
    }
    if (shown) {
      setGenerated(shown);
    }
    if (saved) {
      form.setValue('passwordSource', 'keep');
      form.setValue('password', '');
    }
    if (outcome.failure.kind === 'refused') {
      const { field, code } = outcome.failure.refusal;
      form.setError(field, { message: refusalText(code) }, { shouldFocus: true });
    }
    onTried();
  });

  return (
    <form noValidate onSubmit={submit} aria-busy={saving}>
      <Stack direction="column" gap={3}>
        <div aria-live="polite">
          <Stack direction="column" gap={2}>
            {failure && <SaveFailureNotice failure={failure} onReload={onReload} />}
            {generated && <SavedPassword {...generated} />}
          </Stack>
        </div>
        <AccountFields form={form} account={account} orgs={orgs} />
        <Stack gap={1}>
          <Button type="submit" disabled={saving || !isDirty || failure?.kind === 'changedMeanwhile'}>
            {saving ? t('accounts.saving', 'Saving…') : t('accounts.save', 'Save')}
          </Button>
          <Button type="button" variant="secondary" fill="outline" disabled={saving} onClick={onCancel}>
            {t('accounts.cancel', 'Cancel')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}

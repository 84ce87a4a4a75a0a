import { t } from '@grafana/i18n';
import { Alert, ClipboardButton, Field, Input, Stack } from '@grafana/ui';
import React, { useId } from 'react';

/** A generated password, for the only time: nobody can read it afterwards. */
export function SavedPassword({ login, password }: { login: string; password: string }) {
  const id = useId();
  return (
    <Alert
      severity="success"
      bottomSpacing={0}
      title={t('accounts.password.generated', 'The password of {{login}} is shown this once', {
        login,
        interpolation: { escapeValue: false },
      })}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        {t('accounts.password.passOn', 'Copy it and pass it on by a safe way: it is stored nowhere.')}
        <Field noMargin label={t('accounts.password.label', 'Password')} htmlFor={id}>
          <Input
            id={id}
            readOnly
            width={40}
            value={password}
            onFocus={(event) => event.currentTarget.select()}
            addonAfter={
              <ClipboardButton icon="copy" variant="secondary" getText={() => password}>
                {t('accounts.password.copy', 'Copy')}
              </ClipboardButton>
            }
          />
        </Field>
      </Stack>
    </Alert>
  );
}

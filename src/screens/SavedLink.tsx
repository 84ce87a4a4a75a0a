import { t } from '@grafana/i18n';
import { Alert, ClipboardButton, Field, Input, Stack } from '@grafana/ui';
import React, { useId } from 'react';

/** A link, for the only time: nobody can read it afterwards. */
export function SavedLink({ name, link }: { name: string; link: string }) {
  const id = useId();
  return (
    <Alert
      severity="success"
      bottomSpacing={0}
      title={t('screens.link.made', 'The link of {{name}} is shown this once', {
        name,
        interpolation: { escapeValue: false },
      })}
    >
      <Stack direction="column" gap={1}>
        {t(
          'screens.link.passOn',
          'Make it the start page of that screen’s browser. Anyone who has it sees the board without a password: revoke the screen if it gets lost.'
        )}
        <Field noMargin label={t('screens.link.label', 'Link')} htmlFor={id}>
          <Input
            id={id}
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
            addonAfter={
              <ClipboardButton icon="copy" variant="secondary" getText={() => link}>
                {t('screens.link.copy', 'Copy')}
              </ClipboardButton>
            }
          />
        </Field>
      </Stack>
    </Alert>
  );
}

import { t } from '@grafana/i18n';
import { Input, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';

import { FormField } from '../../components/FormField';
import type { AccountFormValues, PasswordSource } from './formValues';
import { type PasswordRules, passwordRules } from './password';

interface Props {
  form: UseFormReturn<AccountFormValues>;
  /** Whether there is a password that may stay. */
  mayKeep: boolean;
}

/** Keep, generate or type a password. */
export function PasswordFields({ form, mayKeep }: Props) {
  const options: Array<{ value: PasswordSource; label: string }> = [
    ...(mayKeep ? [{ value: 'keep' as const, label: t('accounts.password.keep', 'Keep') }] : []),
    { value: 'generate', label: t('accounts.password.generate', 'Generate') },
    { value: 'type', label: t('accounts.password.type', 'Type') },
  ];
  return (
    <Stack direction="column" gap={1}>
      <Controller
        control={form.control}
        name="passwordSource"
        render={({ field: { value, onChange } }) => (
          <FormField label={t('accounts.password.label', 'Password')}>
            {(control) => (
              <RadioButtonGroup
                id={control.id}
                aria-labelledby={control['aria-labelledby']}
                options={options}
                value={value}
                onChange={onChange}
              />
            )}
          </FormField>
        )}
      />
      {form.watch('passwordSource') === 'type' && (
        <FormField
          label={t('accounts.password.typed', 'New password')}
          description={rulesText(passwordRules())}
          problem={form.formState.errors.password?.message}
          required
        >
          {(control) => (
            <Input {...control} {...form.register('password')} type="password" autoComplete="new-password" />
          )}
        </FormField>
      )}
    </Stack>
  );
}

function rulesText({ minLength, fourKinds }: PasswordRules): string {
  return fourKinds
    ? t(
        'accounts.password.strongRules',
        'At least {{minLength}} characters, with an upper-case letter, a lower-case letter, a digit and a sign.',
        { minLength }
      )
    : t('accounts.password.rules', 'At least {{minLength}} characters.', { minLength });
}

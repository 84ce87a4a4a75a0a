import { t } from '@grafana/i18n';
import { Alert, Combobox, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';

import { FormField } from '../../components/FormField';
import { type Account, ACCOUNT_ROLES, MAIN_ORG_ID, type Org, orgNames } from '../account';
import { originText, roleText } from '../texts';
import { type AccountFormValues, MAX_LENGTH } from './formValues';
import { PasswordFields } from './PasswordFields';

interface Props {
  form: UseFormReturn<AccountFormValues>;
  /** The account as it is; absent for a new one. */
  account: Account | undefined;
  orgs: Org[];
}

/** The fields of an account; of one that comes from elsewhere, those that its next log-in leaves alone. */
export function AccountFields({ form, account, orgs }: Props) {
  return (
    <Stack direction="column" gap={2}>
      {account?.origin ? (
        <Alert severity="info" bottomSpacing={0} title={originText(account.origin)}>
          {t(
            'accounts.originExplanation',
            'Login, name, e-mail and password are changed there. Enterprise and role are given here.'
          )}
        </Alert>
      ) : (
        <ProfileFields form={form} />
      )}
      <PlaceFields form={form} account={account} orgs={orgs} />
      {!account?.origin && <PasswordFields form={form} mayKeep={account !== undefined} />}
    </Stack>
  );
}

function ProfileFields({ form }: Pick<Props, 'form'>) {
  const { register } = form;
  const problemOf = (field: keyof AccountFormValues) => form.formState.errors[field]?.message;
  return (
    <>
      <FormField label={t('accounts.column.login', 'Login')} problem={problemOf('login')} required>
        {(control) => <Input {...control} {...register('login')} maxLength={MAX_LENGTH} autoComplete="off" />}
      </FormField>
      <FormField label={t('accounts.column.name', 'Name')} problem={problemOf('name')} required>
        {(control) => <Input {...control} {...register('name')} maxLength={MAX_LENGTH} autoComplete="off" />}
      </FormField>
      <FormField
        label={t('accounts.column.email', 'E-mail')}
        description={t('accounts.emailHelp', 'May stay empty, e.g. for an office screen.')}
        problem={problemOf('email')}
      >
        {(control) => (
          <Input {...control} {...register('email')} type="email" maxLength={MAX_LENGTH} autoComplete="off" />
        )}
      </FormField>
    </>
  );
}

function PlaceFields({ form, account, orgs }: Props) {
  const { control: formControl } = form;
  const problemOf = (field: keyof AccountFormValues) => form.formState.errors[field]?.message;
  return (
    <>
      <Controller
        control={formControl}
        name="orgId"
        render={({ field: { value, onChange, onBlur } }) => (
          <FormField
            label={t('accounts.column.org', 'Enterprise')}
            description={placeText(account)}
            problem={problemOf('orgId')}
            required
          >
            {(control) => (
              <Combobox
                id={control.id}
                aria-labelledby={control['aria-labelledby']}
                invalid={control['aria-invalid']}
                options={orgs
                  .filter(({ id }) => id !== MAIN_ORG_ID)
                  .map(({ id, name }) => ({ value: id, label: name }))}
                value={value}
                onBlur={onBlur}
                onChange={(chosen) => onChange(chosen.value)}
              />
            )}
          </FormField>
        )}
      />
      <Controller
        control={formControl}
        name="role"
        render={({ field: { value, onChange } }) => (
          <FormField
            label={t('accounts.column.role', 'Role')}
            description={t('accounts.roleHelp', 'A viewer looks; an editor may also make their own dashboards.')}
            problem={problemOf('role')}
            required
          >
            {(control) => (
              <RadioButtonGroup
                id={control.id}
                aria-labelledby={control['aria-labelledby']}
                invalid={control['aria-invalid']}
                options={ACCOUNT_ROLES.map((role) => ({ value: role, label: roleText(role) }))}
                value={value ?? undefined}
                onChange={onChange}
              />
            )}
          </FormField>
        )}
      />
    </>
  );
}

/** What becomes of an account that is not in exactly one organisation, as a failed move may leave it. */
function placeText(account: Account | undefined): string | undefined {
  if (!account || account.memberships.length === 1) {
    return undefined;
  }
  return account.memberships.length === 0
    ? t('accounts.inNoOrg', 'In no enterprise now: nothing opens when this person logs in.')
    : t('accounts.inSeveralOrgs', 'Now in {{orgs}}. With a choice, only that one stays.', {
        orgs: orgNames(account.memberships),
        interpolation: { escapeValue: false },
      });
}

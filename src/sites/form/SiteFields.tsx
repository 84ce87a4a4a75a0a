import { t } from '@grafana/i18n';
import { Checkbox, Combobox, Field, Input, Stack, TextArea } from '@grafana/ui';
import React from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';

import { FormField } from '../../components/FormField';
import type { Site } from '../site';
import { fieldTitles } from './fieldTitles';
import type { SiteField, SiteValues } from './formValues';

/** Widths of the columns in the counters database, in characters. */
const MAX_LENGTH = 50;
const REASON_MAX_LENGTH = 255;

interface Props {
  form: UseFormReturn<SiteValues>;
  /** The site as it is; absent for a new one. */
  site: Site | undefined;
  enterprises: string[];
}

/** The fields of a site; which site it is can be chosen only for a new one. */
export function SiteFields({ form, site, enterprises }: Props) {
  const titles = fieldTitles();
  const problemOf = (field: SiteField) => form.formState.errors[field]?.message;
  const textField = (field: 'code' | 'ip' | 'country' | 'city', required = false) => (
    <FormField label={titles[field]} problem={problemOf(field)} required={required}>
      {(control) => <Input {...control} {...form.register(field)} maxLength={MAX_LENGTH} autoComplete="off" />}
    </FormField>
  );
  const timeField = (field: 'open' | 'close') => (
    <FormField label={titles[field]} problem={problemOf(field)}>
      {(control) => <Input {...control} {...form.register(field)} placeholder="09:30" autoComplete="off" width={12} />}
    </FormField>
  );
  const checkbox = (field: 'overnight' | 'operational') => {
    const problem = problemOf(field);
    return (
      <Field noMargin invalid={problem !== undefined} error={problem}>
        <Checkbox label={titles[field]} {...form.register(field)} />
      </Field>
    );
  };
  const choice = (field: 'enterprise' | 'timezone', options: string[], description?: string) => (
    <FormField
      label={titles[field]}
      description={description}
      problem={problemOf(field)}
      required={field === 'enterprise'}
    >
      {(control) => (
        <Controller
          control={form.control}
          name={field}
          render={({ field: { value, onChange, onBlur } }) => (
            <Combobox
              id={control.id}
              aria-labelledby={control['aria-labelledby']}
              invalid={control['aria-invalid']}
              options={options.map((option) => ({ value: option, label: option }))}
              value={value || null}
              createCustomValue
              isClearable
              onBlur={onBlur}
              onChange={(chosen) => onChange(chosen?.value ?? '')}
            />
          )}
        />
      )}
    </FormField>
  );
  return (
    <Stack direction="column" gap={2}>
      {site === undefined && choice('enterprise', enterprises)}
      {site === undefined && textField('code', true)}
      {textField('ip')}
      {textField('country')}
      {textField('city')}
      <Stack gap={2} wrap="wrap">
        {timeField('open')}
        {timeField('close')}
      </Stack>
      {checkbox('overnight')}
      {choice('timezone', Intl.supportedValuesOf('timeZone'), zoneDescription(site))}
      {checkbox('operational')}
      <FormField
        label={titles.reason}
        description={t('sites.field.reasonHelp', 'Required when the counter is not operational.')}
        problem={problemOf('reason')}
      >
        {(control) => <TextArea {...control} {...form.register('reason')} rows={2} maxLength={REASON_MAX_LENGTH} />}
      </FormField>
    </Stack>
  );
}

/** Which time zone counts when the one written means nothing. */
function zoneDescription(site: Site | undefined): string | undefined {
  return site?.zoneProblem
    ? t('sites.field.zoneProblem', 'Not a known time zone: {{zone}} is used.', {
        zone: site.zone,
        interpolation: { escapeValue: false },
      })
    : undefined;
}

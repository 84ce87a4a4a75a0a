import type { StandardEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, Input } from '@grafana/ui';
import React from 'react';

import { parseHours } from './hours';

/** Hours as a text that says at once when it is none. */
export function HoursEditor({ value, onChange, id }: StandardEditorProps<string>) {
  const isValid = parseHours(value) !== undefined;
  return (
    <Field
      noMargin
      invalid={!isValid}
      error={t('editor.soundHoursInvalid', 'Write hours as 08:00-19:00, several with commas')}
    >
      <Input
        id={id}
        value={value}
        placeholder="08:00-19:00"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

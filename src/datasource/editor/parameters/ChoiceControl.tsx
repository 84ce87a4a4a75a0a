import { t } from '@grafana/i18n';
import { Combobox, type ComboboxOption, MultiCombobox } from '@grafana/ui';
import React from 'react';

import type { ControlProps } from './controlProps';

interface Props extends ControlProps {
  options: Array<ComboboxOption<string>>;
  /** The dashboard's variables, offered below the options. */
  variables: string[];
  loading?: boolean;
  /** Whether a value may be typed that is not offered. */
  free: boolean;
}

function toTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => item !== undefined && item !== '').map(String);
}

/** One value, or several, out of a list. A stored value that is not on the list stays visible. */
export function ChoiceControl({ parameter, value, onChange, options, variables, free, ...control }: Props) {
  const offered = [
    ...options,
    ...variables.map((variable) => ({
      value: variable,
      label: variable,
      description: t('parameter.variable', 'Dashboard variable'),
    })),
  ];
  const texts = toTexts(value);

  if (parameter.multiple) {
    return (
      <MultiCombobox
        {...control}
        options={offered}
        value={texts}
        createCustomValue={free}
        isClearable
        width={40}
        onChange={(chosen) => onChange(chosen.length > 0 ? chosen.map((option) => option.value) : undefined)}
      />
    );
  }
  return (
    <Combobox
      {...control}
      options={offered}
      value={texts[0] ?? null}
      createCustomValue={free}
      isClearable
      width={28}
      onChange={(chosen) => onChange(chosen?.value)}
    />
  );
}

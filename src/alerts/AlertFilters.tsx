import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Combobox, Field, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { FormField } from '../components/FormField';
import { SearchInput } from '../components/SearchInput';
import { type AlertKind, type AlertSearch, isOfToday } from './alerts';
import { DayInput } from './DayInput';

interface Props {
  search: AlertSearch;
  /** The day shown, `YYYY-MM-DD`; absent as long as it is not known. */
  day: string | undefined;
  enterprises: string[];
  onChange: (change: Partial<AlertSearch>) => void;
}

/** More kinds than a phone has room for beside each other. */
const wrapping = css({ flexWrap: 'wrap' });

/** Which alerts are listed: of which day, of what kind, of whom. */
export function AlertFilters({ search, day, enterprises, onChange }: Props) {
  const kinds: Array<{ value: AlertKind; label: string }> = [
    { value: 'zero', label: t('alerts.kind.zero', 'Zero entries') },
    { value: 'no_data', label: t('alerts.kind.noData', 'No data') },
    { value: 'drop', label: t('alerts.kind.drop', 'Sharp drop') },
    { value: 'silent_today', label: t('alerts.kind.silentToday', 'Silent today') },
  ];
  return (
    <Stack gap={2} wrap="wrap" alignItems="flex-end">
      {!isOfToday(search.kind) && <DayInput day={day} onChange={(chosen) => onChange({ day: chosen })} />}
      <Field noMargin label={t('alerts.kindLabel', 'Kind')}>
        <RadioButtonGroup
          aria-label={t('alerts.kindLabel', 'Kind')}
          className={wrapping}
          options={kinds}
          value={search.kind}
          onChange={(kind) => onChange({ kind })}
        />
      </Field>
      <FormField label={t('alerts.enterprise', 'Enterprise')}>
        {(control) => (
          <Combobox
            id={control.id}
            aria-labelledby={control['aria-labelledby']}
            width={28}
            options={enterprises.map((name) => ({ value: name, label: name }))}
            value={search.enterprise ?? null}
            placeholder={t('alerts.all', 'All')}
            isClearable
            onChange={(chosen: { value: string } | null) => onChange({ enterprise: chosen?.value })}
          />
        )}
      </FormField>
      <SearchInput
        label={t('alerts.search', 'Search in the alerts')}
        placeholder={t('alerts.search', 'Search in the alerts')}
        width={32}
        value={search.text}
        onChange={(text) => onChange({ text })}
      />
    </Stack>
  );
}

import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import React from 'react';

import type { DatasetDescription } from '../catalogue';
import { localized } from '../request/language';
import { LabelledField } from './LabelledField';

interface Props {
  datasets: DatasetDescription[];
  /** Name of the chosen dataset; one that is not in the list stays visible. */
  value: string;
  onChange: (dataset: string) => void;
}

/** Chooses a dataset, by title or by technical name. */
export function DatasetPicker({ datasets, value, onChange }: Props) {
  const chosen = datasets.find((dataset) => dataset.name === value);
  return (
    <LabelledField label={t('datasetPicker.label', 'Dataset')} description={localized(chosen?.description)}>
      {(control) => (
        <Combobox
          {...control}
          options={datasets.map((dataset) => ({
            value: dataset.name,
            // The search looks at labels only: the technical name must be part of it.
            label: `${localized(dataset.title, dataset.name)} (${dataset.name})`,
            description: localized(dataset.description),
          }))}
          value={value || null}
          placeholder={t('datasetPicker.placeholder', 'Choose a dataset')}
          width={60}
          onChange={(option) => onChange(option.value)}
        />
      )}
    </LabelledField>
  );
}

import React, { useId } from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Field } from '@grafana/ui';
import type { DatasetDescription } from '../catalogue';
import { localized } from '../language';

interface Props {
  datasets: DatasetDescription[];
  /** Name of the chosen dataset; one that is not in the list stays visible. */
  value: string;
  onChange: (dataset: string) => void;
}

/** Chooses a dataset, by title or by technical name. */
export function DatasetPicker({ datasets, value, onChange }: Props) {
  const id = useId();
  const chosen = datasets.find((dataset) => dataset.name === value);
  return (
    <Field
      noMargin
      label={t('datasetPicker.label', 'Dataset')}
      description={chosen && localized(chosen.description)}
      htmlFor={id}
    >
      <Combobox
        id={id}
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
    </Field>
  );
}

import type { QueryEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Stack } from '@grafana/ui';
import React from 'react';

import { localized } from '../request/language';
import type { DatasetSource, VigieOptions, VigieQuery, VigieVariableQuery } from '../types';
import { LabelledField } from './LabelledField';
import { QueryForm } from './QueryForm';
import { useCatalogue } from './useCatalogue';

type Props = QueryEditorProps<DatasetSource, VigieQuery, VigieOptions, VigieVariableQuery>;

/** The editor of a dashboard variable: a dataset, and the columns of its values and labels. */
export function VariableQueryEditor({ datasource, query, onChange }: Props) {
  const catalogue = useCatalogue(datasource);
  const dataset = catalogue.value?.find(({ name }) => name === query.dataset);
  const columns = (dataset?.columns ?? []).map((column) => ({
    value: column.name,
    label: `${localized(column.title, column.name)} (${column.name})`,
  }));

  const change = (changed: VigieVariableQuery) => {
    const sameDataset = changed.dataset === query.dataset;
    onChange(sameDataset ? changed : { ...changed, valueColumn: undefined, textColumn: undefined });
  };

  return (
    <Stack direction="column" gap={2}>
      <QueryForm datasource={datasource} catalogue={catalogue} query={query} onChange={change} />
      {dataset && (
        <Stack wrap="wrap" gap={2}>
          <LabelledField
            label={t('variableEditor.value', 'Value')}
            description={t('variableEditor.valueHelp', 'What queries receive; the first column unless chosen')}
          >
            {(control) => (
              <Combobox
                {...control}
                options={columns}
                value={query.valueColumn ?? null}
                placeholder={dataset.columns[0]?.name}
                isClearable
                width={36}
                onChange={(option) => change({ ...query, valueColumn: option?.value })}
              />
            )}
          </LabelledField>
          <LabelledField
            label={t('variableEditor.text', 'Label')}
            description={t('variableEditor.textHelp', 'What the list shows; the value unless chosen')}
          >
            {(control) => (
              <Combobox
                {...control}
                options={columns}
                value={query.textColumn ?? null}
                isClearable
                width={36}
                onChange={(option) => change({ ...query, textColumn: option?.value })}
              />
            )}
          </LabelledField>
        </Stack>
      )}
    </Stack>
  );
}

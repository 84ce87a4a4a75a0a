import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import type { Loaded } from '../../api/useLoad';
import type { DatasetDescription } from '../catalogue';
import type { DatasetSource, VigieQuery } from '../types';
import { ColumnList } from './ColumnList';
import { DatasetPicker } from './DatasetPicker';
import { ParameterField } from './parameters/ParameterField';
import { UnknownParameters } from './UnknownParameters';

interface Props<Q extends VigieQuery> {
  datasource: DatasetSource;
  catalogue: Loaded<DatasetDescription[]>;
  query: Q;
  onChange: (query: Q) => void;
}

/** The parameters with one value set, or removed when it is `undefined`. */
function withParameter(params: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const { [name]: _, ...others } = params;
  return value === undefined ? others : { ...others, [name]: value };
}

/** Dataset and parameters: what panels, alert rules and variables ask in the same way. */
export function QueryForm<Q extends VigieQuery>({ datasource, catalogue, query, onChange }: Props<Q>) {
  const { value: datasets, error, loading, reload } = catalogue;

  if (error) {
    return (
      <Alert severity="error" title={t('queryForm.failed', 'The list of datasets could not be read')}>
        <Stack direction="column" gap={1} alignItems="flex-start">
          {error.message}
          {query.dataset && <code>{datasource.getQueryDisplayText(query)}</code>}
          <Button size="sm" variant="secondary" icon="sync" disabled={loading} onClick={reload}>
            {t('queryForm.retry', 'Try again')}
          </Button>
        </Stack>
      </Alert>
    );
  }
  if (!datasets) {
    return <LoadingPlaceholder text={t('queryForm.loading', 'Reading the list of datasets…')} />;
  }
  if (datasets.length === 0 && !query.dataset) {
    return (
      <Alert severity="info" title={t('queryForm.empty', 'No dataset is open to this data source')}>
        {t(
          'queryForm.emptyExplanation',
          'The token’s scopes decide what it may query: see the data source’s settings.'
        )}
      </Alert>
    );
  }

  const params = query.params ?? {};
  const dataset = datasets.find(({ name }) => name === query.dataset);
  const setParameter = (name: string, value: unknown) =>
    onChange({ ...query, params: withParameter(params, name, value) });

  const chooseDataset = (name: string) => {
    const known = datasets.find((candidate) => candidate.name === name)?.parameters ?? [];
    const kept = Object.entries(params).filter(([param]) => known.some((parameter) => parameter.name === param));
    onChange({ ...query, dataset: name, params: Object.fromEntries(kept) });
  };

  return (
    <Stack direction="column" gap={2}>
      <DatasetPicker datasets={datasets} value={query.dataset ?? ''} onChange={chooseDataset} />
      {query.dataset && !dataset && <UnknownDataset query={query} datasource={datasource} />}
      {dataset && (
        <>
          <Stack wrap="wrap" gap={2} alignItems="flex-start">
            {dataset.parameters.map((parameter) => (
              <ParameterField
                key={`${dataset.name}.${parameter.name}`}
                datasource={datasource}
                parameter={parameter}
                value={params[parameter.name]}
                onChange={(value) => setParameter(parameter.name, value)}
              />
            ))}
          </Stack>
          <UnknownParameters
            params={Object.entries(params).filter(([name]) => !dataset.parameters.some((known) => known.name === name))}
            onRemove={(name) => setParameter(name, undefined)}
          />
          <ColumnList columns={dataset.columns} />
        </>
      )}
    </Stack>
  );
}

function UnknownDataset({ query, datasource }: { query: VigieQuery; datasource: DatasetSource }) {
  return (
    <Alert
      severity="warning"
      title={t('queryForm.unknownDataset', 'Dataset “{{name}}” is not in the list', {
        name: query.dataset,
        interpolation: { escapeValue: false },
      })}
    >
      {t(
        'queryForm.unknownDatasetExplanation',
        'Either this backend does not have it, or the token has no right to it. The query is kept as it is:'
      )}
      <pre>{datasource.getQueryDisplayText(query)}</pre>
    </Alert>
  );
}

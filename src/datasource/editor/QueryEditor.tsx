import type { QueryEditorProps } from '@grafana/data';
import React from 'react';

import type { DatasetSource, VigieOptions, VigieQuery } from '../types';
import { QueryForm } from './QueryForm';
import { useCatalogue } from './useCatalogue';

type Props = QueryEditorProps<DatasetSource, VigieQuery, VigieOptions>;

/** The query editor of panels, alert rules and Explore, driven by the backend's catalogue. */
export function QueryEditor({ datasource, query, onChange, onRunQuery }: Props) {
  const catalogue = useCatalogue(datasource);
  return (
    <QueryForm
      datasource={datasource}
      catalogue={catalogue}
      query={query}
      onChange={(changed) => {
        onChange(changed);
        onRunQuery();
      }}
    />
  );
}

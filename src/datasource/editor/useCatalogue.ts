import { useCallback } from 'react';

import { type Loaded, useLoad } from '../../api/useLoad';
import type { DatasetDescription } from '../catalogue';
import type { DatasetSource } from '../types';

/** The datasets this data source's token may query. */
export function useCatalogue(datasource: DatasetSource): Loaded<DatasetDescription[]> {
  return useLoad(useCallback(() => datasource.getDatasets(), [datasource]));
}

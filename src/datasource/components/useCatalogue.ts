import { useCallback } from 'react';
import { useLoad, type Loaded } from '../../shared/useLoad';
import type { DatasetDescription } from '../catalogue';
import type { VigieDataSource } from '../datasource';

/** The datasets this data source's token may query. */
export function useCatalogue(datasource: VigieDataSource): Loaded<DatasetDescription[]> {
  return useLoad(useCallback(() => datasource.getDatasets(), [datasource]));
}

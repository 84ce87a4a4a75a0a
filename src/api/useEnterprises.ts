import { useCallback } from 'react';

import { fetchRows } from './datasetRows';
import { useLoad } from './useLoad';

/** The names of the enterprises this organisation may see; empty as long as they are not known. */
export function useEnterprises(): string[] {
  const { value } = useLoad(useCallback(() => fetchRows<{ enterprise: string }>('counters.enterprises'), []));
  return value?.rows.map(({ enterprise }) => enterprise) ?? [];
}

import { getBackendSrv } from '@grafana/runtime';

import type { Job, JobRun, Jobs } from '../../api/contract';
import { RESOURCES_URL } from '../../constants';

export type { Job, JobRun };

/** What is done at a time of day, with the last runs; the data source allows it to administrators of the organisation. */
export function fetchJobs(): Promise<Jobs> {
  return getBackendSrv().get<Jobs>(`${RESOURCES_URL}/jobs`, undefined, undefined, { showErrorAlert: false });
}

import { getBackendSrv } from '@grafana/runtime';

import type { Check, DoctorReport } from '../../api/contract';
import { RESOURCES_URL } from '../../constants';

/** How a part is; the worst first. */
export const CHECK_STATES = ['failed', 'warning', 'ok'] as const satisfies ReadonlyArray<Check['state']>;
export type CheckState = Check['state'];

export type { Check };
export type Examination = Pick<DoctorReport, 'checkedAt' | 'checks'>;

/** Has every part of the installation examined; the data source allows it to administrators of the organisation. */
export function fetchExamination(): Promise<Examination> {
  return getBackendSrv().get<Examination>(`${RESOURCES_URL}/doctor`, undefined, undefined, { showErrorAlert: false });
}

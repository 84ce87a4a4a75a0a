import { getBackendSrv } from '@grafana/runtime';

import type * as contract from '../api/contract';
import { RESOURCES_URL } from '../constants';

/** One connected source. A backend of another version may leave out all but its name and state. */
export type SourceStatus = Pick<contract.SourceStatus, 'source' | 'state'> & Partial<contract.SourceStatus>;
export type SourceState = contract.SourceStatus['state'];

/** Something in the data that a person should look at. */
export type Finding = Pick<contract.Finding, 'code'> &
  Partial<Omit<contract.Finding, 'text'>> & { text?: Partial<contract.LocalizedText> };

/** The answer to `GET /v1/status`. A backend of another version may leave parts out. */
export type BackendStatus = Partial<Omit<contract.Status, 'sources' | 'findings' | 'clock' | 'token'>> & {
  clock?: Partial<contract.Status['clock']>;
  token?: Partial<contract.Status['token']>;
  sources?: SourceStatus[];
  findings?: Finding[];
};

/** The part of the answer to `POST /v1/sync` that is shown. */
export type ReadingReport = Partial<Pick<contract.SyncReport, 'leader'>>;

/** Has the sources read now; the data source allows it to administrators of the organisation. Resolves when it is done. */
export function readNow(): Promise<ReadingReport> {
  return getBackendSrv().post<ReadingReport>(`${RESOURCES_URL}/sync`, {}, { showErrorAlert: false });
}

/** Asks the backend how it is, through the data source: the browser talks to Grafana only. */
export function fetchStatus(): Promise<BackendStatus> {
  return getBackendSrv().get<BackendStatus>(`${RESOURCES_URL}/status`, undefined, undefined, {
    showErrorAlert: false,
  });
}

import { getBackendSrv } from '@grafana/runtime';

import { RESOURCES_URL } from '../constants';
import type { LocalizedText } from '../text/localizedText';

/** How a source is doing: `late` and `down` are older than the rules allow, `reading` is the first full reading. */
export type SourceState = 'ok' | 'late' | 'down' | 'reading';

/** One connected source, e.g. an Atera account. */
export interface SourceStatus {
  source: string;
  kind?: string;
  state: SourceState;
  /** ISO instant of the last successful reading. */
  readAt?: string | null;
  ageSeconds?: number | null;
  /** ISO instant of the last reconcile, which is when deletions and merges are noticed. */
  reconciledAt?: string | null;
  reconcileAgeSeconds?: number | null;
  rowsRead?: number | null;
  /** How many rows the source said it has. */
  rowsAnnounced?: number | null;
  /** A sentence; null when all is well. */
  error?: string | null;
  /** ISO instant or date at which the source's key stops working. */
  keyExpiresAt?: string | null;
}

/** Something in the data that a person should look at, e.g. a status that no rule maps. */
export interface Finding {
  code: string;
  /** `info`, `warning` or `error`. */
  severity?: string;
  /** What it is about, e.g. the unmapped status. */
  value?: string | null;
  text?: Partial<LocalizedText>;
}

/** The backend's answer to `GET /v1/status`. An older or newer backend may leave parts out. */
export interface BackendStatus {
  version?: string;
  /** The backend's "now", ISO. */
  now?: string;
  clock?: { fixed?: boolean };
  /** IANA name that texts without a time zone of their own use. */
  timezone?: string;
  token?: { name?: string; scopes?: string[] };
  sources?: SourceStatus[];
  findings?: Finding[];
}

/** The backend's answer to `POST /v1/sync`: the part of it that a person is told. */
export interface ReadingReport {
  /** False when another backend on the same store does the readings. */
  leader?: boolean;
}

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

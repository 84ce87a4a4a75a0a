import { getBackendSrv } from '@grafana/runtime';

import type { ReportedAction } from '../../api/contract';
import { RESOURCES_URL } from '../../constants';

/** What is recorded of an account: never a password. */
export type AuditState = NonNullable<ReportedAction['before']>;

/** One line of the audit. The backend adds who and when. */
export type AuditLine = Required<ReportedAction>;

/** The audit keeps texts of this length, without control characters: whatever Grafana let in must not make it refuse the line. */
const MAX_TEXT = 200;

function recordable<T>(value: T): T | string {
  return typeof value === 'string' ? value.replace(/\p{Cc}/gu, ' ').slice(0, MAX_TEXT) : value;
}

function recordableState(state: AuditState | null): AuditState | null {
  return state && Object.fromEntries(Object.entries(state).map(([name, value]) => [name, recordable(value)]));
}

/** Writes a line of the audit, through the data source of the main organisation. */
export function writeAuditLine({ action, target, before, after }: AuditLine): Promise<unknown> {
  const line: AuditLine = {
    action,
    target: {
      ...target,
      login: recordable(target.login),
      ...(target.org !== undefined && { org: recordable(target.org) }),
    },
    before: recordableState(before),
    after: recordableState(after),
  };
  return getBackendSrv().post(`${RESOURCES_URL}/audit`, line, { showErrorAlert: false, showSuccessAlert: false });
}

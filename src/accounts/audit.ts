import { getBackendSrv } from '@grafana/runtime';
import { RESOURCES_URL } from '../constants';

/** What is recorded of an account: never a password. */
export type AuditState = Record<string, string | number | boolean | null>;

/** One line of the audit. The backend adds who and when. */
export interface AuditLine {
  action: 'account.create' | 'account.update' | 'account.move' | 'account.delete';
  /** `org` is the enterprise's organisation by name. */
  target: { login: string; org?: string; userId?: number };
  before: AuditState | null;
  after: AuditState | null;
}

/** Writes a line of the audit, through the data source of the main organisation. */
export function writeAuditLine(line: AuditLine): Promise<unknown> {
  return getBackendSrv().post(`${RESOURCES_URL}/audit`, line, {
    showErrorAlert: false,
    showSuccessAlert: false,
  });
}

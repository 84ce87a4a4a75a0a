import { getBackendSrv } from '@grafana/runtime';

import { RESOURCES_URL } from '../constants';
import type { LocalizedText } from '../text/localizedText';

/** How a part is; the worst first. */
export const CHECK_STATES = ['failed', 'warning', 'ok'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** What was found of one part of the installation, e.g. the store, a token that expires soon, the rules file. */
export interface Check {
  part: string;
  state: CheckState;
  text: LocalizedText;
  /** What to do. */
  advice?: LocalizedText;
}

export interface Examination {
  /** ISO instant. */
  checkedAt: string;
  checks: Check[];
}

/** Has every part of the installation examined; the data source allows it to administrators of the organisation. */
export function fetchExamination(): Promise<Examination> {
  return getBackendSrv().get<Examination>(`${RESOURCES_URL}/doctor`, undefined, undefined, { showErrorAlert: false });
}

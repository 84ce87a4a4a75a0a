import type { LocalizedText } from '../domain/tickets/labels.ts';
import { AlertingNotReadyError } from './alerting/alerting-api.ts';
import type { Change, Difference, Making, Stage } from './plan/change.ts';

/** What was planned for an organisation, or made of it. */
export interface OrgReport {
  org: string;
  /** All that is to do, or all that was done. */
  changes: Difference[];
  notes: LocalizedText[];
  problems: LocalizedText[];
  /** What broke off the rest. */
  failure?: unknown;
  /** Grafana has not prepared the organisation's alerting yet. */
  alertingNotReady: boolean;
}

/** Nothing yet. */
export function emptyReport(org: string): OrgReport {
  return { org, changes: [], notes: [], problems: [], alertingNotReady: false };
}

/**
 * Goes through the stages of one organisation. A failure ends them and stands in the report, so that the others go on.
 * @param state what is there; with each change that makes something, the next one gets what it returned
 * @param apply whether to make the changes, or only to list them
 * @returns the state as it is in the end
 */
export async function run<State>(
  report: OrgReport,
  state: State,
  stages: readonly Stage<State>[],
  apply: boolean
): Promise<State> {
  let made = state;
  try {
    for (const stage of stages) {
      const { changes, notes, problems = [] } = await stage(made);
      report.notes.push(...notes);
      report.problems.push(...problems);
      for (const change of changes) {
        if (apply) {
          made = await carryOut(change, made);
        }
        report.changes.push(change);
      }
    }
  } catch (error) {
    if (error instanceof AlertingNotReadyError) {
      report.alertingNotReady = true;
    } else {
      report.failure = error;
    }
  }
  return made;
}

async function carryOut<State>(change: Change | Making<State>, state: State): Promise<State> {
  if ('make' in change) {
    return change.make(state);
  }
  await change.apply();
  return state;
}

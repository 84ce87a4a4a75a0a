import { AlertingNotReadyError } from './alerting/alerting-api.ts';
import type { Change, Plan } from './plan/change.ts';

/** What was planned for an organisation, or made of it. */
export interface OrgReport {
  org: string;
  /** All that is to do, or all that was done. */
  changes: Change[];
  notes: string[];
  problems: string[];
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
 * Goes through the stages of one organisation. A failure ends them and is told in the report, so that the others go on.
 * @param apply whether to make the changes, or only to list them
 */
export async function run(report: OrgReport, stages: AsyncIterable<Plan>, apply: boolean): Promise<OrgReport> {
  try {
    for await (const { changes, notes, problems = [] } of stages) {
      report.notes.push(...notes);
      report.problems.push(...problems);
      for (const change of changes) {
        if (apply) {
          await change.apply();
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
  return report;
}

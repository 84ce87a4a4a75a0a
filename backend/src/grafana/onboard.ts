import { setTimeout as sleep } from 'node:timers/promises';

import { GrafanaError } from './api/client.ts';
import type { BoundOrg, Onboarding } from './plan/bound-org.ts';
import { planMessages } from './plan/org-plan.ts';
import type { KnownBinding } from './plan/recognise.ts';
import { planRemoval } from './plan/removal.ts';
import { type OrgWork, planServer, type ServerWork, type Wishes } from './plan/server-plan.ts';
import { emptyReport, type OrgReport, run } from './run.ts';
import { sideBySide } from './side-by-side.ts';

export interface OnboardingOptions {
  /** Whether to make the changes, or only to list them. */
  apply: boolean;
  /** Whether what is no longer wanted goes, asked once it is known; absent: it stays. */
  prune?: (unwanted: readonly KnownBinding[]) => Promise<boolean>;
  /** Longest wait for the alerting of new organisations, in milliseconds. */
  waitMs: number;
  /** How often an organisation is tried in which Grafana itself fails. */
  attempts: number;
}

export interface OnboardingResult {
  /** The main organisation, then the screens', the boards', the enterprises', and those that are no longer wanted. */
  reports: OrgReport[];
  /** Organisations that Vigie made and nobody wants any more. */
  unwanted: KnownBinding[];
  problems: string[];
  /** The organisations that are bound now. */
  bound: BoundOrg[];
}

/** Compares a Grafana server with what should be and, if asked to, makes it so. */
export async function onboard(
  onboarding: Onboarding,
  wishes: Wishes,
  { apply, prune, waitMs, attempts }: OnboardingOptions
): Promise<OnboardingResult> {
  let work = await planServer(onboarding, wishes);
  // Before anything is done: who says no to this question has time to think about the rest.
  const removes = prune !== undefined && work.unwanted.length > 0 && (await prune(work.unwanted));
  let reports = await runAll(work, apply);
  for (let attempt = 2; attempt <= attempts && apply && reports.some(brokeInGrafana); attempt += 1) {
    work = await planServer({ ...onboarding, tokens: await onboarding.registry.listTokens() }, wishes);
    const again = await runAll(work, apply);
    again.forEach((report, index) => report.changes.unshift(...(reports[index]?.changes ?? [])));
    reports = again;
  }
  const late = work.orgs.flatMap(({ bound }, index) => {
    const report = reports[index];
    return report?.alertingNotReady && bound ? [{ report, bound }] : [];
  });
  await finishAlerting(onboarding, late, apply ? waitMs : 0);
  return {
    reports: [...reports, ...(removes ? await removeUnwanted(onboarding, work, apply) : [])],
    unwanted: work.unwanted,
    problems: work.problems,
    bound: work.orgs.flatMap(({ bound }) => bound ?? []),
  };
}

/** All organisations: the main one first, the others a few at a time. */
async function runAll({ orgs: [main, ...others] }: ServerWork, apply: boolean): Promise<OrgReport[]> {
  const go = ({ org, stages }: OrgWork): Promise<OrgReport> => run(emptyReport(org), stages(), apply);
  return [...(main ? [await go(main)] : []), ...(await sideBySide(others, go))];
}

/** What is left of organisations that nobody wants. */
function removeUnwanted(onboarding: Onboarding, { unwanted }: ServerWork, apply: boolean): Promise<OrgReport[]> {
  return sideBySide(unwanted, (each) => run(emptyReport(each.binding.orgName), planRemoval(onboarding, each), apply));
}

/**
 * A Grafana on SQLite answers 500 to a write while its own work holds the database. What was planned before may be half
 * done, so that the whole is planned anew; who is complete by then has nothing to do.
 */
function brokeInGrafana({ failure }: OrgReport): boolean {
  return failure instanceof GrafanaError && failure.status === 500;
}

interface Late {
  report: OrgReport;
  bound: BoundOrg;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Grafana prepares the alerting of new organisations all at once, up to a minute later: one wait is for all of them. */
async function finishAlerting(onboarding: Onboarding, late: readonly Late[], waitMs: number): Promise<void> {
  const end = performance.now() + waitMs;
  let waiting = late;
  for (let pause = FIRST_PAUSE_MS; waiting.length > 0; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const left = end - performance.now();
    if (left <= 0) {
      break;
    }
    await sleep(Math.min(pause, left));
    await sideBySide(waiting, async ({ report, bound }) => {
      report.alertingNotReady = false;
      await run(report, planMessages(onboarding, bound), true);
    });
    waiting = waiting.filter(({ report }) => report.alertingNotReady);
  }
  for (const { report } of waiting) {
    report.problems.push(
      'Grafana has not prepared the alerting of this organisation yet, which takes up to a minute: run this again.'
    );
  }
}

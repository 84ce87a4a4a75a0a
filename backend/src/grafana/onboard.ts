import { setTimeout as sleep } from 'node:timers/promises';

import type { LocalizedText } from '../domain/tickets/labels.ts';
import { GrafanaError } from './api/client.ts';
import type { BoundOrg, Onboarding } from './plan/bound-org.ts';
import { messagesStage } from './plan/org-plan.ts';
import type { KnownBinding } from './plan/recognise.ts';
import { removalStages } from './plan/removal.ts';
import { planServer, type ServerWork, type Wishes } from './plan/server-plan.ts';
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
  problems: LocalizedText[];
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
  let outcomes = await runAll(work, apply);
  for (let attempt = 2; attempt <= attempts && apply && outcomes.some(brokeInGrafana); attempt += 1) {
    work = await planServer({ ...onboarding, tokens: await onboarding.registry.listTokens() }, wishes);
    const again = await runAll(work, apply);
    again.forEach(({ report }, index) => report.changes.unshift(...(outcomes[index]?.report.changes ?? [])));
    outcomes = again;
  }
  const late = outcomes.flatMap(({ report, bound }) => (report.alertingNotReady && bound ? { report, bound } : []));
  await finishAlerting(onboarding, late, apply ? waitMs : 0);
  return {
    reports: [
      ...outcomes.map(({ report }) => report),
      ...(removes ? await removeUnwanted(onboarding, work, apply) : []),
    ],
    unwanted: work.unwanted,
    problems: work.problems,
    bound: outcomes.flatMap(({ bound }) => bound ?? []),
  };
}

/** All organisations: the main one first, the others a few at a time. */
async function runAll({ main, orgs }: ServerWork, apply: boolean): Promise<Outcome[]> {
  const first = { report: emptyReport(main.org) };
  await run(first.report, undefined, main.stages, apply);
  const others = await sideBySide(orgs, async (work): Promise<Outcome> => {
    const report = emptyReport(work.org);
    if ('problems' in work) {
      return { report: { ...report, problems: work.problems } };
    }
    return { report, bound: await run(report, work.bound, work.stages, apply) };
  });
  return [first, ...others];
}

/** What became of an organisation. */
interface Outcome {
  report: OrgReport;
  /** As it is in the end; absent for the main one, and where something stands in the way. */
  bound?: BoundOrg;
}

/** What is left of organisations that nobody wants. */
function removeUnwanted(onboarding: Onboarding, { unwanted }: ServerWork, apply: boolean): Promise<OrgReport[]> {
  return sideBySide(unwanted, async (each) => {
    const report = emptyReport(each.binding.orgName);
    await run(report, undefined, removalStages(onboarding, each), apply);
    return report;
  });
}

/**
 * A Grafana on SQLite answers 500 to a write while its own work holds the database. What was planned before may be half
 * done, so that the whole is planned again; who is complete by then has nothing to do.
 */
function brokeInGrafana({ report: { failure } }: Outcome): boolean {
  return failure instanceof GrafanaError && failure.status === 500;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Grafana prepares the alerting of new organisations all at once, up to a minute later: one wait is for all of them. */
async function finishAlerting(
  onboarding: Onboarding,
  late: readonly Required<Outcome>[],
  waitMs: number
): Promise<void> {
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
      await run(report, bound, [messagesStage(onboarding)], true);
    });
    waiting = waiting.filter(({ report }) => report.alertingNotReady);
  }
  for (const { report } of waiting) {
    report.problems.push({
      fr: 'Grafana n’a pas encore préparé les alertes de cette organisation, ce qui prend jusqu’à une minute : recommencez.',
      en: 'Grafana has not prepared the alerting of this organisation yet, which takes up to a minute: run this again.',
    });
  }
}

import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { SYSTEM_ACCESS } from '../domain/access/system-access.ts';
import type { ReportRule } from '../domain/rules/reports-rules.ts';
import { occurrencesOf } from '../schedule/cron.ts';
import { type DueTimes, MAKE_UP_MS, type Scheduled } from '../schedule/due-times.ts';
import type { Leading } from '../schedule/leader.ts';
import { type DueReport, noteDue } from '../store/reports/deliveries.ts';
import { timezoneOf } from './addressees.ts';
import { asking } from './ask.ts';
import { DELIVERY_TEXTS } from './delivery-texts.ts';

/** A report and when it is due. */
export interface ScheduledReport extends Scheduled {
  rule: ReportRule;
}

export function scheduledReports(rules: DatasetServices['rules']): ScheduledReport[] {
  return rules.reports.map((rule) => {
    const schedule = { expression: rule.schedule, timezone: timezoneOf(rules, rule) };
    return { name: `report/${rule.name}`, rule, schedule, occurrences: occurrencesOf(schedule) };
  });
}

/**
 * Writes the due times that have come into the ledger: one row for each enterprise, in one transaction with the note that they are
 * there. A second attempt, after a crash or by another leader, finds them.
 */
export async function noteDueTimes(
  scheduled: ScheduledReport,
  leading: Leading,
  dueTimes: DueTimes,
  { services, catalogue }: { services: DatasetServices; catalogue: Catalogue }
): Promise<void> {
  const now = services.clock.now();
  const came = await dueTimes.since(scheduled, leading, now);
  if (came === undefined) {
    return;
  }
  const { rule } = scheduled;
  const enterprises = await enterprisesOf(rule, services, catalogue, leading.signal);
  const rows = came.times.flatMap((dueAt): DueReport[] =>
    enterprises.map((enterprise) => ({ report: rule.name, kind: rule.kind, enterprise, dueAt }))
  );
  const limit = now.getTime() - MAKE_UP_MS;
  const [recent, tooOld] = [
    rows.filter(({ dueAt }) => dueAt.getTime() >= limit),
    rows.filter(({ dueAt }) => dueAt.getTime() < limit),
  ];
  await leading.db.transaction().execute(async (transaction) => {
    await noteDue(transaction, recent);
    await noteDue(transaction, tooOld, DELIVERY_TEXTS.missed);
    await came.done(transaction);
  });
}

/** Of whom there is a report; one without a name for a service report. */
export async function enterprisesOf(
  { kind, enterprises }: Pick<ReportRule, 'kind' | 'enterprises'>,
  services: DatasetServices,
  catalogue: Catalogue,
  signal: AbortSignal
): Promise<string[]> {
  if (kind === 'service') {
    return [''];
  }
  if (enterprises !== '*') {
    return [...new Set(enterprises)];
  }
  const ask = asking(services, catalogue, SYSTEM_ACCESS, { timezone: services.rules.grafana.timezone, signal });
  const rows = await ask({ dataset: 'counters.enterprises' });
  return rows.map((row) => String(row['enterprise']));
}

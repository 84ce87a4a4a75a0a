import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { createCountersSource } from '../../../src/counters/connection/source.ts';
import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import type { Clock } from '../../../src/domain/clock/clock.ts';
import type { ReportRule } from '../../../src/domain/rules/reports-rules.ts';
import { DEFAULT_RULES, type Rules } from '../../../src/domain/rules/rules.ts';
import { parseSmtpUrl } from '../../../src/reports/mail/smtp-address.ts';
import { createReports, type Reports, type ReportsOptions } from '../../../src/reports/reports.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import { logCapture } from '../server/server.ts';
import type { Closing } from '../store/store.ts';

/** A clock that a test sets. */
export function settableClock(iso: string): Clock & { set(iso: string): void } {
  let now = new Date(iso);
  return { now: () => now, fixed: false, set: (later) => (now = new Date(later)) };
}

export const MONTHLY: ReportRule = {
  name: 'monthly',
  kind: 'enterprise',
  enterprises: '*',
  schedule: '0 7 1 * *',
  timezone: 'Europe/Paris',
  language: null,
  recipients: ['board@agitel.example'],
  formats: ['html', 'pdf', 'csv'],
};

export interface TestReports {
  reports: Reports;
  log: ReturnType<typeof logCapture>;
  /** Once through all that the leader does. */
  work: () => Promise<void>;
}

export interface TestReportsOptions {
  store: Store;
  clock: Clock;
  counters?: CountersDatabase;
  rules?: Partial<Rules>;
  /** Of the mail server; absent: none is named. */
  smtpPort?: number;
  parts?: Pick<ReportsOptions, 'renderer' | 'retriesMs'>;
}

/** Reports over a store and counters, sent by a leader whom nobody contests. */
export async function withReports(
  t: Closing,
  { store, clock, counters, rules: changes, smtpPort, parts }: TestReportsOptions
): Promise<TestReports> {
  const log = logCapture();
  const rules = { ...DEFAULT_RULES, ...changes };
  const source = counters && createCountersSource(counters, rules.counters, { clock, logger: log.logger });
  const reports = createReports({
    services: {
      db: store.db,
      rules,
      clock,
      ...(source === undefined ? {} : { counters: source }),
      ateraAppUrl: 'https://app.atera.example',
    },
    catalogue: await loadCatalogue(),
    logger: log.logger,
    smtp:
      smtpPort === undefined
        ? undefined
        : {
            server: parseSmtpUrl(`smtp://127.0.0.1:${smtpPort}`),
            sender: { name: 'Vigie', address: 'vigie@agitel.example' },
          },
    ...parts,
  });
  if (parts?.renderer === undefined) {
    t.after(() => reports.close());
  }
  const { signal } = new AbortController();
  return {
    reports,
    log,
    async work() {
      for (const each of reports.work) {
        await each.run({ db: store.db, signal }, signal);
      }
    },
  };
}

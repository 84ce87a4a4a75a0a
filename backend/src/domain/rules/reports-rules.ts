import type { Locale } from './locale.ts';

/** What a report is about: the shops of one enterprise over a month, or the tickets of everybody over a week. */
export const REPORT_KINDS = ['enterprise', 'service'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** How a report comes: as the text of the mail, and attached to it. */
export const REPORT_FORMATS = ['html', 'pdf', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** One line of `reports`. */
export interface ReportRule {
  /** Unique; names the report in the ledger and on the command line. */
  name: string;
  kind: ReportKind;
  /** Exact names, each of which gets a report of its own; `*`: all that the counters database has. Kind `enterprise` only. */
  enterprises: '*' | string[];
  /** Cron expression of five fields. */
  schedule: string;
  /** Of the schedule and of the days reported on, an IANA name; null: that of `grafana`. */
  timezone: string | null;
  /** Null: that of the enterprise's tenant, else that of `grafana`. */
  language: Locale | null;
  /** E-mail addresses; null: those of the enterprise's tenant. */
  recipients: string[] | null;
  formats: ReportFormat[];
}

import type { Locale } from '../domain/rules/locale.ts';
import type { ReportRule } from '../domain/rules/reports-rules.ts';
import type { Rules } from '../domain/rules/rules.ts';

/** Who gets a report, and how it speaks. */
export interface Addressee {
  recipients: readonly string[];
  language: Locale;
}

/** @param enterprise - empty for a service report */
export function addresseeOf(
  { grafana }: Pick<Rules, 'grafana'>,
  { recipients, language }: Pick<ReportRule, 'recipients' | 'language'>,
  enterprise: string
): Addressee {
  const tenants = grafana.tenants === 'auto' ? [] : grafana.tenants;
  const tenant = tenants.find((each) => each.enterprise === enterprise);
  return {
    recipients: [...new Set(recipients ?? tenant?.recipients ?? [])],
    language: language ?? tenant?.language ?? grafana.language,
  };
}

/** The time zone of a report's schedule and of the days it looks back on. */
export function timezoneOf({ grafana }: Pick<Rules, 'grafana'>, { timezone }: Pick<ReportRule, 'timezone'>): string {
  return timezone ?? grafana.timezone;
}

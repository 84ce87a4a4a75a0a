import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { counterAlertsPage } from './counter-alerts.ts';
import { counters } from './counters.ts';
import { countersAdmin } from './counters-admin.ts';
import type { Texts } from './texts/texts.ts';

/** All pages of the visitor counters. A tenant's organisation has the first only. */
export function counterPages(texts: Texts): Dashboard[] {
  return [counters, countersAdmin, counterAlertsPage].map((page) => page(texts));
}

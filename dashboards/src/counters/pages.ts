import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { countersAdmin } from './admin.ts';
import { counterAlertsPage } from './alerts.ts';
import { counters } from './counters.ts';

/** All pages of the visitor counters. A tenant's organisation has the first only. */
export function counterPages(language: Language): Dashboard[] {
  return [counters, countersAdmin, counterAlertsPage].map((page) => page(language));
}

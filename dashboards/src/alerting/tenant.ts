import type { GeneratedAlerting } from '../../../backend/src/grafana/alerting/generated.ts';
import { COUNTERS_PAGE } from '../counters/addresses.ts';
import type { AlertKind } from '../counters/panels/sites/alerts.ts';
import { TODAY_SITES } from '../counters/panels/today.ts';
import { messageTemplates } from './message.ts';
import { EMAIL_UID, emailSettings, GROUPING, TEMPLATE } from './notifications.ts';
import { counterRules, COUNTERS_MINUTES } from './rules.ts';
import type { AlertingTexts } from './texts.ts';

/** The panel of the page of the counters nearest to an alert: how entries went, else the list of the shops. */
const PANELS: Record<AlertKind, string> = {
  zero: 'sites',
  no_data: 'sites',
  drop: 'entries',
  silent_today: TODAY_SITES,
};

/** The alerting of an enterprise's organisation, for Grafana's HTTP API; the addresses come with the enterprise. */
export function tenantAlerting(texts: AlertingTexts): GeneratedAlerting {
  const page = { uid: COUNTERS_PAGE, label: texts.message.seeCounters };
  return {
    template: { name: TEMPLATE, template: messageTemplates(texts, page) },
    contactPoint: {
      uid: EMAIL_UID,
      name: texts.contactPoints.email,
      type: 'email',
      disableResolveMessage: false,
      settings: emailSettings(''),
    },
    policies: { receiver: texts.contactPoints.email, ...GROUPING },
    ruleGroup: {
      title: texts.groups.counters,
      interval: COUNTERS_MINUTES * 60,
      rules: counterRules(texts, (kind) => ({ dashboard: COUNTERS_PAGE, panel: PANELS[kind] })),
    },
  };
}

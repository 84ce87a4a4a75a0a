import type { GeneratedAlerting } from '../../../backend/src/grafana/alerting/generated.ts';
import { countersPanel } from '../counters.ts';
import { messageTemplates } from './message.ts';
import { EMAIL_UID, emailSettings, GROUPING, TEMPLATE } from './notifications.ts';
import { COUNTERS_MINUTES, type CounterAlert, counterRules } from './rules.ts';
import type { AlertingTexts } from './texts.ts';

/** What the page of the counters shows nearest to an alert: how entries went, else the list of the shops. */
const PANELS: Record<CounterAlert, 'sites' | 'entries'> = { zero: 'sites', no_data: 'sites', drop: 'entries' };

/** The alerting of an enterprise's organisation, for Grafana's HTTP API; the addresses come with the enterprise. */
export function tenantAlerting(texts: AlertingTexts): GeneratedAlerting {
  const page = { uid: countersPanel('sites').dashboard, label: texts.message.seeCounters };
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
      rules: counterRules(texts, (kind) => countersPanel(PANELS[kind])),
    },
  };
}

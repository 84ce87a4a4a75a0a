import { alertsPanel } from '../counter-alerts.ts';
import { rule, type RuleOptions, type RuleQuery } from './rule.ts';
import type { AlertingTexts, RuleTexts } from './texts.ts';

/**
 * Grafana finds the folder of provisioned rules by its title, before it makes that of the dashboards: with the same title
 * there would be two.
 */
const FOLDER = 'Vigie · alertes';

/** Groups of rules as Grafana's file provisioning reads them. */
export function ruleGroups({ groups, rules }: AlertingTexts): object[] {
  return [
    group(groups.counters, '5m', [
      counterRule('zero', 'vigie-counter-zero', rules.zero),
      counterRule('no_data', 'vigie-counter-no-data', rules.noData),
      counterRule('drop', 'vigie-counter-drop', rules.drop),
    ]),
    group(groups.board, '1m', [
      boardRule('vigie-ticket-unanswered', rules.unanswered, ['tickets.alarms', { alarm: 'critical_unanswered' }]),
      boardRule('vigie-tickets-overdue', rules.overdue, ['tickets.alarms', { alarm: 'overdue' }]),
      boardRule('vigie-source-late', rules.sourceLate, ['system.alarms', {}]),
    ]),
  ];
}

function group(name: string, interval: string, rules: RuleOptions[]): object {
  return { orgId: 1, name, folder: FOLDER, interval, rules: rules.map(rule) };
}

type CounterAlert = 'zero' | 'no_data' | 'drop';

/**
 * One instance a site. The day in its sentence comes from a query of its own: as a label it would make a new instance every
 * morning, and announce as resolved a counter that is still at zero.
 */
function counterRule(kind: CounterAlert, uid: string, texts: RuleTexts): RuleOptions {
  const states = (refId: string, value: string): RuleQuery => ({
    refId,
    dataset: 'counters.alert_states',
    params: { kind, value },
  });
  const forSentence = kind === 'drop' ? [states('day', 'day'), states('drop', 'drop_percent')] : [states('day', 'day')];
  return {
    uid,
    texts,
    queries: [states('A', 'firing'), ...forSentence],
    // The day judged is over, and the grace hours with it: there is nothing to wait for.
    pendingFor: '0s',
    panel: alertsPanel(kind),
  };
}

function boardRule(uid: string, texts: RuleTexts, [dataset, params]: [string, RuleQuery['params']]): RuleOptions {
  return {
    uid,
    texts,
    queries: [{ refId: 'A', dataset, params }],
    pendingFor: '2m',
    panel: alertsPanel('firing'),
  };
}

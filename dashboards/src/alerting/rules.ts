import type { AlertRule } from '../../../backend/src/grafana/alerting/generated.ts';
import { ALERTS_PAGE } from '../counters/addresses.ts';
import { ALERT_PANELS, type AlertKind } from '../counters/panels/sites/alerts.ts';
import { OPERATION_FIGURES, OPERATION_PAGE } from '../operation/addresses.ts';
import { type PanelPlace, rule, type RuleQuery } from './rule.ts';
import type { AlertingTexts, RuleTexts } from './texts.ts';

/** Minutes between two evaluations of the counters' rules: their days are judged once, entries arrive all day. */
export const COUNTERS_MINUTES = 5;

/** Half of what a query may wait before it is refused (`counters.maxWaitSeconds`). */
const QUEUE_WAIT_SECONDS = 4;
/** From here on the backend sheds work. */
const EVENT_LOOP_SECONDS = 2;

/** Groups of rules as Grafana's file provisioning reads them. */
export function ruleGroups(texts: AlertingTexts): object[] {
  const { groups, rules } = texts;
  const group = (name: string, interval: string, members: AlertRule[]): object => ({
    orgId: 1,
    name,
    folder: texts.folder,
    interval,
    rules: members,
  });
  return [
    group(groups.counters, `${COUNTERS_MINUTES}m`, counterRules(texts, onAlertsPage)),
    group(groups.board, '1m', [
      alarmRule('vigie-ticket-unanswered', rules.unanswered, ['tickets.alarms', { alarm: 'critical_unanswered' }]),
      alarmRule('vigie-tickets-overdue', rules.overdue, ['tickets.alarms', { alarm: 'overdue' }]),
      alarmRule('vigie-source-late', rules.sourceLate, ['system.alarms', {}]),
      alarmRule('vigie-screen-silent', rules.screenSilent, ['system.screen_alarms', {}]),
    ]),
    group(groups.operation, '1m', [
      operationRule('vigie-no-leader', rules.noLeader, { alarm: ['no_leader'] }),
      operationRule('vigie-store-silent', rules.storeSilent, { alarm: ['store_silent'] }),
      operationRule('vigie-counters-unreachable', rules.countersUnreachable, { alarm: ['counters_unreachable'] }),
      operationRule('vigie-queries-refused', rules.refused, { alarm: ['refused'] }),
      operationRule('vigie-queue-wait', rules.queueWait, { alarm: ['queue_wait'], limit_s: QUEUE_WAIT_SECONDS }),
      operationRule('vigie-event-loop', rules.eventLoop, { alarm: ['event_loop'], limit_s: EVENT_LOOP_SECONDS }),
      alarmRule('vigie-job-failed', rules.jobFailed, ['system.job_alarms', {}]),
    ]),
  ];
}

function onAlertsPage(shows: keyof typeof ALERT_PANELS): PanelPlace {
  return { dashboard: ALERTS_PAGE, panel: ALERT_PANELS[shows] };
}

/**
 * The rules of the counters, the same in every organisation.
 *
 * @param placeOf - where each leads to: a page the organisation has
 */
export function counterRules({ rules }: AlertingTexts, placeOf: (kind: AlertKind) => PanelPlace): AlertRule[] {
  return [
    counterRule('zero', 'vigie-counter-zero', rules.zero, placeOf),
    counterRule('no_data', 'vigie-counter-no-data', rules.noData, placeOf),
    counterRule('drop', 'vigie-counter-drop', rules.drop, placeOf),
    counterRule('silent_today', 'vigie-counter-silent-today', rules.silentToday, placeOf),
  ];
}

/**
 * One instance a site. The day or the hour in its sentence comes from a query of its own: as a label it would make a new instance every
 * morning, and announce as resolved a counter that is still at zero.
 */
function counterRule(
  kind: AlertKind,
  uid: string,
  texts: RuleTexts,
  placeOf: (kind: AlertKind) => PanelPlace
): AlertRule {
  const states = (refId: string, value: string): RuleQuery => ({
    refId,
    dataset: 'counters.alert_states',
    params: { kind, value },
  });
  const forSentence: Record<AlertKind, RuleQuery[]> = {
    zero: [states('day', 'day')],
    no_data: [states('day', 'day')],
    drop: [states('day', 'day'), states('drop', 'drop_percent')],
    silent_today: [states('since', 'since_hour')],
  };
  return rule({
    uid,
    texts,
    queries: [states('A', 'firing'), ...forSentence[kind]],
    // The day or the hours judged are over, and their grace with them: there is nothing to wait for.
    pendingFor: '0s',
    shownBy: placeOf(kind),
  });
}

function operationRule(uid: string, texts: RuleTexts, params: RuleQuery['params']): AlertRule {
  return rule({
    uid,
    texts,
    queries: [{ refId: 'A', dataset: 'system.operation_alarms', params }],
    pendingFor: '2m',
    shownBy: { dashboard: OPERATION_PAGE, panel: OPERATION_FIGURES },
  });
}

/** A rule that leads to the list of all that fires. */
function alarmRule(uid: string, texts: RuleTexts, [dataset, params]: [string, RuleQuery['params']]): AlertRule {
  return rule({
    uid,
    texts,
    queries: [{ refId: 'A', dataset, params }],
    pendingFor: '2m',
    shownBy: onAlertsPage('firing'),
  });
}

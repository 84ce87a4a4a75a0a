import type { ListedRule, StoredRule } from '../alerting-api.ts';
import type { AlertQuery, AlertRule } from '../generated.ts';
import { formatDuration, parseDuration } from './durations.ts';
import { type Kind, provenanceOf, type Resource } from './resources.ts';

export const ALERT_RULES: Kind = { group: 'rules.alerting.grafana.app', kind: 'AlertRule', plural: 'alertrules' };

/** The annotation that says in which folder a rule stands. */
export const FOLDER = 'grafana.app/folder';

/** Data source of expressions, which this API leaves out. */
const EXPRESSION = '__expr__';

/** Source: Grafana 12.4, `apps/alerting/rules/kinds/v0alpha1`. */
export interface RuleSpec {
  title: string;
  paused?: boolean;
  trigger: { interval: string };
  annotations?: Record<string, string>;
  for?: string;
  noDataState: string;
  execErrState: string;
  panelRef?: { dashboardUID: string; panelID: number };
  notificationSettings?: { receiver: string };
  expressions: Record<string, Expression>;
}

interface Expression {
  datasourceUID?: string;
  relativeTimeRange?: { from: string; to: string };
  model: object;
  /** Of the one whose result decides. */
  source?: boolean;
}

/** A rule in the form of this API, which knows no groups: each rule has its own interval. */
export function toRuleSpec(rule: AlertRule, intervalSeconds: number): RuleSpec {
  const { __dashboardUid__: dashboardUID, __panelId__: panel } = rule.annotations;
  return {
    title: rule.title,
    trigger: { interval: formatDuration(intervalSeconds) },
    annotations: rule.annotations,
    ...(parseDuration(rule.for) > 0 && { for: rule.for }),
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    ...(dashboardUID !== undefined && panel !== undefined && { panelRef: { dashboardUID, panelID: Number(panel) } }),
    expressions: Object.fromEntries(
      rule.data.map((query) => [query.refId, toExpression(query, query.refId === rule.condition)])
    ),
  };
}

function toExpression(
  { datasourceUid, relativeTimeRange: { from, to }, model }: AlertQuery,
  source: boolean
): Expression {
  return {
    ...(datasourceUid !== EXPRESSION && { datasourceUID: datasourceUid }),
    ...((from > 0 || to > 0) && { relativeTimeRange: { from: formatDuration(from), to: formatDuration(to) } }),
    model,
    ...(source && { source }),
  };
}

/** @param order - the refIds in the order in which they are to come: this API keeps none */
export function fromRule(resource: Resource<RuleSpec>, order: readonly string[]): StoredRule {
  const { metadata, spec } = resource;
  const refIds = Object.keys(spec.expressions).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return {
    uid: metadata.name,
    title: spec.title,
    condition: refIds.find((refId) => spec.expressions[refId]?.source) ?? '',
    noDataState: spec.noDataState,
    execErrState: spec.execErrState,
    for: formatDuration(parseDuration(spec.for ?? '0s')),
    annotations: spec.annotations ?? {},
    data: refIds.map((refId) => fromExpression(refId, spec.expressions[refId]!)),
    isPaused: spec.paused === true,
    ...provenanceOf(resource),
  };
}

function fromExpression(refId: string, { datasourceUID, relativeTimeRange, model }: Expression): AlertQuery {
  const { from = '0s', to = '0s' } = relativeTimeRange ?? {};
  return {
    refId,
    relativeTimeRange: { from: parseDuration(from), to: parseDuration(to) },
    datasourceUid: datasourceUID ?? EXPRESSION,
    model,
  };
}

/** A rule as the list of all rules tells it. */
export function listedRule({ metadata, spec }: Resource<RuleSpec>): ListedRule {
  return {
    uid: metadata.name,
    title: spec.title,
    folderUID: metadata.annotations?.[FOLDER] ?? '',
    notification_settings: spec.notificationSettings ?? null,
  };
}

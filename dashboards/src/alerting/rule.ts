import type { AlertQuery, AlertRule } from '../../../backend/src/grafana/alerting/generated.ts';
import { type QueryParams, VIGIE } from '../elements/query.ts';
import { panelId } from '../page/panel.ts';
import type { RuleTexts } from './texts.ts';

/** Grafana's own data source of expressions. */
const EXPRESSION = { type: '__expr__', uid: '__expr__' };

/** Seconds a query looks back. The datasets of alert rules know their own day; Grafana wants a range all the same. */
const RANGE = { from: 86_400, to: 0 };

/** A query of a rule. Its table has string columns, which become labels, and exactly one number column (ADR 4). */
export interface RuleQuery {
  /** Name by which the annotations know its value: `$values.<refId>`. */
  refId: string;
  dataset: string;
  params: QueryParams;
}

export interface RuleOptions {
  uid: string;
  texts: RuleTexts;
  /**
   * The first is the one that is judged: an instance fires while its value is above 0. The others are there for the
   * annotations; their rows have the same labels.
   */
  queries: [RuleQuery, ...RuleQuery[]];
  /** How long the value must stay above 0, e.g. `5m`. */
  pendingFor: string;
  shownBy: PanelPlace;
}

/** Page and panel, by its name, that show what a rule is about. */
export interface PanelPlace {
  dashboard: string;
  panel: string;
}

/** A rule as Grafana's file provisioning and its HTTP API both read it: one alert instance for each row of the judged query. */
export function rule({ uid, texts, queries, pendingFor, shownBy }: RuleOptions): AlertRule {
  return {
    uid,
    title: texts.title,
    condition: CONDITION,
    // A failing source neither raises nor ends an alert: the datasets give one explicit row for each thing judged.
    noDataState: 'KeepLast',
    execErrState: 'KeepLast',
    for: pendingFor,
    annotations: {
      summary: texts.summary,
      description: texts.description,
      // The HTTP API knows the panel by these annotations only; files may say it either way.
      __dashboardUid__: shownBy.dashboard,
      __panelId__: String(panelId(shownBy.panel)),
    },
    data: [...queries.map(datasetQuery), aboveZero(queries[0].refId)],
  };
}

const CONDITION = 'firing';

function datasetQuery({ refId, dataset, params }: RuleQuery): AlertQuery {
  return {
    refId,
    relativeTimeRange: RANGE,
    datasourceUid: VIGIE.uid,
    model: { refId, datasource: VIGIE, dataset, params },
  };
}

function aboveZero(refId: string): AlertQuery {
  return {
    refId: CONDITION,
    relativeTimeRange: RANGE,
    datasourceUid: EXPRESSION.uid,
    model: {
      refId: CONDITION,
      datasource: EXPRESSION,
      type: 'threshold',
      expression: refId,
      conditions: [{ evaluator: { type: 'gt', params: [0] } }],
    },
  };
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { GrafanaRules } from '../../domain/rules/rules.ts';
import { fileOf } from '../../installation.ts';

/** An alert rule in the form of Grafana's HTTP API, without what says where it stands. */
export interface AlertRule {
  uid: string;
  title: string;
  condition: string;
  noDataState: string;
  execErrState: string;
  for: string;
  annotations: Record<string, string>;
  data: AlertQuery[];
}

/** A query of a rule; `model` is the data source's own. */
export interface AlertQuery {
  refId: string;
  relativeTimeRange: { from: number; to: number };
  datasourceUid: string;
  model: object;
}

export interface RuleGroup {
  title: string;
  /** Seconds between two evaluations. */
  interval: number;
  rules: AlertRule[];
}

export interface MessageTemplate {
  name: string;
  template: string;
}

export interface EmailContactPoint {
  uid: string;
  name: string;
  type: 'email';
  disableResolveMessage: boolean;
  settings: {
    /** Separated by `;`. */
    addresses: string;
    subject: string;
    message: string;
  };
}

/** The root of an organisation's notification policies. */
export interface PolicyTree {
  receiver: string;
  group_by?: string[];
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  routes?: PolicyRoute[];
}

/** A policy below the root, as far as Vigie reads those of others. */
export interface PolicyRoute {
  receiver?: string;
  routes?: PolicyRoute[];
}

/** What `dashboards/src/alerting` generates for the organisation of an enterprise, in one language. */
export interface GeneratedAlerting {
  template: MessageTemplate;
  /** Without addresses: they come with the enterprise. */
  contactPoint: EmailContactPoint;
  policies: PolicyTree;
  ruleGroup: RuleGroup;
}

const FOLDER = fileOf('dashboards', 'generated', 'alerting');

/** Reads `dashboards/generated/alerting/<language>.json`. */
export async function readGeneratedAlerting(language: GrafanaRules['language']): Promise<GeneratedAlerting> {
  return JSON.parse(await readFile(path.join(FOLDER, `${language}.json`), 'utf8')) as GeneratedAlerting;
}

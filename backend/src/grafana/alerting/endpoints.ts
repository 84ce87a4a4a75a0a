import { GrafanaError, type GrafanaClient } from '../client.ts';
import type { AlertRule, EmailContactPoint, MessageTemplate, PolicyTree, RuleGroup } from './generated.ts';

/*
 * Grafana's provisioning API. What is written through it gets the provenance `api`: the screens show it but do not let
 * people edit it, and a later request of the same kind may change it. That suits both sides. Nobody's work in the screens
 * can be lost to the next `apply`, since nobody can work on these objects there; and whatever has another provenance is
 * somebody's own, or of another program, and is left alone. (`X-Disable-Provenance` would make ours look handmade.) A rule
 * that a person adds can name its own contact point, so that the locked policies are in nobody's way.
 * Source: Grafana 12.2, `pkg/services/ngalert/api/api_provisioning.go` and `provisioning/validation`.
 */

const API = '/api/v1/provisioning';

export const PATHS = {
  policies: `${API}/policies`,
  contactPoints: `${API}/contact-points`,
  contactPoint: (uid: string) => `${API}/contact-points/${uid}`,
  template: (name: string) => `${API}/templates/${name}`,
  rules: `${API}/alert-rules`,
  rule: (uid: string) => `${API}/alert-rules/${uid}`,
  ruleGroup: (folderUid: string, title: string) =>
    `${API}/folder/${folderUid}/rule-groups/${encodeURIComponent(title)}`,
};

/** Who wrote something: `api` when a program did, absent when a person did. */
interface Stored {
  provenance?: string;
}

export type StoredTemplate = MessageTemplate & Stored & { version: string };
export type StoredContactPoint = EmailContactPoint & Stored;
export type StoredPolicies = PolicyTree & Stored;
export type StoredRule = AlertRule & Stored & { isPaused: boolean; notification_settings: { receiver: string } | null };
export type StoredRuleGroup = Omit<RuleGroup, 'rules'> & { rules: StoredRule[] };

/** An organisation as the changes name it. */
export interface Org {
  id: number;
  name: string;
}

/** Whether something that stands under one of Vigie's names was written by Vigie. */
export function isOurs({ provenance }: Stored): boolean {
  return provenance === 'api';
}

/** Grafana gives a new organisation its Alertmanager with the next look at its list, a minute later at most. */
export class AlertingNotReadyError extends GrafanaError {
  override readonly name = 'AlertingNotReadyError';

  constructor(org: Org) {
    super(`Grafana has no Alertmanager for the organisation "${org.name}" yet: try again in a minute.`);
  }
}

/** @returns undefined while the organisation has no Alertmanager; the other endpoints answer 500 then */
export function findPolicies(client: GrafanaClient, org: Org): Promise<StoredPolicies | undefined> {
  return client.find<StoredPolicies>(PATHS.policies, { orgId: org.id });
}

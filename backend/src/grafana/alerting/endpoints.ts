import { type GrafanaClient, GrafanaError } from '../client.ts';
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
  /** What the Alertmanager runs with, which follows what is stored. */
  status: '/api/alertmanager/grafana/api/v2/status',
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

/**
 * Grafana looks at its organisations and their policies from time to time only, each minute by itself
 * (`alertmanager_config_poll_interval`): what is missing comes by waiting.
 */
export class AlertingNotReadyError extends GrafanaError {
  override readonly name = 'AlertingNotReadyError';
}

/**
 * What the organisation is to have.
 *
 * @throws {AlertingNotReadyError} while it has no Alertmanager
 */
export async function readPolicies(client: GrafanaClient, org: Org): Promise<StoredPolicies> {
  const policies = await findPolicies(client, org);
  if (policies === undefined) {
    throw new AlertingNotReadyError(`Grafana has no Alertmanager for "${org.name}" yet: try again in a minute.`);
  }
  return policies;
}

/** @returns undefined while the organisation has no Alertmanager; the other endpoints answer 500 then */
export function findPolicies(client: GrafanaClient, org: Org): Promise<StoredPolicies | undefined> {
  return client.find<StoredPolicies>(PATHS.policies, { orgId: org.id });
}

/** The contact point of a new organisation that writes to an address of Grafana's own example; Grafana 13 has `empty`. */
export const EXAMPLE_RECEIVER = 'grafana-default-email';

/**
 * Makes sure that Grafana does not act on the policies of a new organisation any more: with those it writes to its example.
 *
 * @throws {AlertingNotReadyError} while it does
 */
export async function assertNotExample(client: GrafanaClient, org: Org): Promise<void> {
  const status = await client.find<{ config: { route: PolicyTree } }>(PATHS.status, { orgId: org.id });
  if (status?.config.route.receiver === EXAMPLE_RECEIVER) {
    throw new AlertingNotReadyError(
      `Grafana does not act on the policies of "${org.name}" yet: try again in a minute.`
    );
  }
}

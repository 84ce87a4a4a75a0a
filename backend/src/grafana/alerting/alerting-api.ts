import { type GrafanaClient, GrafanaError } from '../api/client.ts';
import type { AlertRule, EmailContactPoint, MessageTemplate, PolicyTree, RuleGroup } from './generated.ts';

/** Who wrote something: `api` when a program did, absent when a person did. */
interface Stored {
  provenance?: string;
}

/** `version` is of what was read: a change that somebody made meanwhile is refused instead of lost. */
export type StoredTemplate = MessageTemplate & Stored & { version: string };
export type StoredContactPoint = EmailContactPoint & Stored;
export type StoredPolicies = PolicyTree & Stored;
export type StoredRule = AlertRule & Stored & { isPaused: boolean };
export type StoredRuleGroup = Omit<RuleGroup, 'rules'> & { rules: StoredRule[] };

/** A rule as the list of all rules tells it. */
export interface ListedRule {
  uid: string;
  title: string;
  folderUID: string;
  /** Where it sends its alerts by itself, past the policies. */
  notification_settings?: { receiver: string } | null;
}

/** An organisation as the changes name it. */
export interface Org {
  id: number;
  name: string;
}

/**
 * The alerting of a Grafana server, whichever of Grafana's interfaces leads to it (`choose-api.ts`).
 *
 * What is written through it gets the provenance `api`: the screens show it but do not let people edit it, and a later request of the
 * same kind may change it. That suits both sides. Nobody's work in the screens can be lost to the next `apply`, since nobody can work
 * on these objects there; and whatever has another provenance is somebody's own, or of another program, and is left alone. A rule that
 * a person adds can name its own contact point, so that the locked policies are in nobody's way.
 *
 * All of them reject with a {@link GrafanaError} for what Grafana refuses.
 */
export interface AlertingApi {
  /** @returns undefined while the organisation has no Alertmanager; reading anything else of its messages fails then */
  findPolicies(org: Org): Promise<StoredPolicies | undefined>;
  writePolicies(org: Org, tree: PolicyTree): Promise<void>;
  /** Makes them those of a new organisation. */
  resetPolicies(org: Org): Promise<void>;

  listContactPoints(org: Org): Promise<StoredContactPoint[]>;
  /** @param actual - what is there; absent: nothing yet */
  writeContactPoint(org: Org, wanted: EmailContactPoint, actual: StoredContactPoint | undefined): Promise<void>;
  removeContactPoint(org: Org, uid: string): Promise<void>;

  findTemplate(org: Org, name: string): Promise<StoredTemplate | undefined>;
  writeTemplate(org: Org, wanted: MessageTemplate, actual: StoredTemplate | undefined): Promise<void>;
  removeTemplate(org: Org, name: string): Promise<void>;

  /** The rules of a folder that are evaluated together with those of `wanted`, if there are any. */
  findRuleGroup(org: Org, folderUid: string, wanted: RuleGroup): Promise<StoredRuleGroup | undefined>;
  writeRuleGroup(org: Org, folderUid: string, wanted: RuleGroup): Promise<void>;

  listRules(org: Org): Promise<ListedRule[]>;
  removeRule(org: Org, uid: string): Promise<void>;
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
export async function readPolicies(api: AlertingApi, org: Org): Promise<StoredPolicies> {
  const policies = await api.findPolicies(org);
  if (policies === undefined) {
    throw new AlertingNotReadyError({
      fr: `Grafana n’a pas encore d’Alertmanager pour « ${org.name} » : réessayez dans une minute.`,
      en: `Grafana has no Alertmanager for "${org.name}" yet: try again in a minute.`,
    });
  }
  return policies;
}

/** The contact point of a new organisation that writes to an address of Grafana's own example; Grafana 13 has `empty`. */
export const EXAMPLE_RECEIVER = 'grafana-default-email';

/** What the Alertmanager runs with, which follows what is stored. */
const STATUS = '/api/alertmanager/grafana/api/v2/status';

/**
 * Makes sure that Grafana does not act on the policies of a new organisation any more: with those it writes to its example.
 *
 * @throws {AlertingNotReadyError} while it does
 */
export async function assertNotExample(client: GrafanaClient, org: Org): Promise<void> {
  const status = await client.find<{ config: { route: PolicyTree } }>(STATUS, { orgId: org.id });
  if (status?.config.route.receiver === EXAMPLE_RECEIVER) {
    throw new AlertingNotReadyError({
      fr: `Grafana n’applique pas encore les règles d’envoi de « ${org.name} » : réessayez dans une minute.`,
      en: `Grafana does not act on the policies of "${org.name}" yet: try again in a minute.`,
    });
  }
}

import type { GrafanaRules } from '../../config/rules.ts';
import type { Change, Plan } from '../change.ts';
import type { GrafanaClient } from '../client.ts';
import { planContactPoint } from './contact-point.ts';
import { assertInForce, type Org, readPolicies } from './endpoints.ts';
import { type EmailContactPoint, readGeneratedAlerting } from './generated.ts';
import { planPolicies } from './policies.ts';
import { planRuleGroup } from './rule-group.ts';
import { planTemplate } from './template.ts';

/** The alerting of an enterprise's organisation, in the words of the rules file. */
export interface OrgAlerting {
  language: GrafanaRules['language'];
  /** The folder of the rules, which has to be there when the changes are applied. */
  folderUid: string;
  /** E-mail addresses; none keeps the alerts on the screens. */
  recipients: readonly string[];
}

/**
 * Compares the alert rules, message texts, contact point and notification policies of an organisation with what should be
 * there. The changes are in the order in which they have to be applied.
 *
 * @returns changes of which the first rules refuse to be applied with an {@link AlertingNotReadyError} until Grafana acts on
 *   the policies: plan and apply again then
 * @throws {AlertingNotReadyError} in an organisation that was made less than a minute ago
 */
export async function planAlerting(client: GrafanaClient, org: Org, wanted: OrgAlerting): Promise<Plan> {
  const stored = await readPolicies(client, org);
  const generated = await readGeneratedAlerting(wanted.language);
  const messages = await Promise.all([
    planTemplate(client, org, generated.template),
    planContactPoint(client, org, addressed(generated.contactPoint, wanted.recipients)),
  ]);
  const obstacles = messages.flatMap(({ problems = [] }) => problems);
  if (obstacles.length > 0) {
    // Rules without the way of their messages would be worse than none: they would look as if somebody was told.
    return { changes: [], notes: [], problems: obstacles };
  }
  const policies = planPolicies(client, org, stored, generated.policies);
  const rules = await planRuleGroup(client, org, wanted.folderUid, generated.ruleGroup);
  const ready =
    policies.notes.length > 0 ? () => Promise.resolve() : () => assertInForce(client, org, generated.policies.receiver);
  const plans = [...messages, policies, { ...rules, changes: rules.changes.map((change) => onceReady(change, ready)) }];
  return {
    changes: plans.flatMap(({ changes }) => changes),
    notes: plans.flatMap(({ notes }) => notes),
    problems: plans.flatMap(({ problems = [] }) => problems),
  };
}

/** Rules that exist keep on firing anyway: it is the first that have to wait. */
function onceReady(change: Change, ready: () => Promise<void>): Change {
  return change.action === 'create' ? { ...change, apply: () => ready().then(() => change.apply()) } : change;
}

/**
 * Grafana accepts no contact point without an address, but one that holds nothing except the sign between addresses: it then
 * writes to nobody, without an error.
 */
function addressed(point: EmailContactPoint, recipients: readonly string[]): EmailContactPoint {
  return { ...point, settings: { ...point.settings, addresses: recipients.join(';') || ';' } };
}

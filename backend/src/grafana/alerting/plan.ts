import type { GrafanaRules } from '../../config/rules.ts';
import type { Plan } from '../change.ts';
import type { GrafanaClient } from '../client.ts';
import { planContactPoint } from './contact-point.ts';
import { AlertingNotReadyError, findPolicies, type Org } from './endpoints.ts';
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
 * there. The changes are in the order in which they have to be applied: a rule that fires before its policies are there
 * would write to the address of Grafana's own example.
 *
 * @throws {AlertingNotReadyError} in an organisation that was made less than a minute ago
 */
export async function planAlerting(client: GrafanaClient, org: Org, wanted: OrgAlerting): Promise<Plan> {
  const policies = await findPolicies(client, org);
  if (policies === undefined) {
    throw new AlertingNotReadyError(org);
  }
  const generated = await readGeneratedAlerting(wanted.language);
  const messages = await Promise.all([
    planTemplate(client, org, generated.template),
    planContactPoint(client, org, addressed(generated.contactPoint, wanted.recipients)),
  ]);
  const obstacles = messages.flatMap(({ notes }) => notes);
  if (obstacles.length > 0) {
    // Rules without the way of their messages would be worse than none: they would look as if somebody was told.
    return { changes: [], notes: obstacles };
  }
  const plans = [
    ...messages,
    planPolicies(client, org, policies, generated.policies),
    await planRuleGroup(client, org, wanted.folderUid, generated.ruleGroup),
  ];
  return { changes: plans.flatMap(({ changes }) => changes), notes: plans.flatMap(({ notes }) => notes) };
}

/**
 * Grafana accepts no contact point without an address, but one that holds nothing except the sign between addresses: it then
 * writes to nobody, without an error.
 */
function addressed(point: EmailContactPoint, recipients: readonly string[]): EmailContactPoint {
  return { ...point, settings: { ...point.settings, addresses: recipients.join(';') || ';' } };
}

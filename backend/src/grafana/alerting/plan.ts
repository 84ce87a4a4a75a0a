import type { GrafanaRules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Change, Plan } from '../plan/change.ts';
import { assertNotExample, type Org, readPolicies } from './alerting-api.ts';
import { alertingApiOf } from './choose-api.ts';
import { planContactPoint } from './contact-point.ts';
import { type EmailContactPoint, readGeneratedAlerting } from './generated.ts';
import { ownerOf, planPolicies } from './policies.ts';
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
  const api = await alertingApiOf(client);
  const stored = await readPolicies(api, org);
  const generated = await readGeneratedAlerting(wanted.language);
  const messages = await Promise.all([
    planTemplate(api, org, generated.template),
    planContactPoint(api, org, addressed(generated.contactPoint, wanted.recipients)),
  ]);
  const changes = messages.flatMap((plan) => plan.changes);
  const problems = messages.flatMap((plan) => plan.problems ?? []);
  // Rules without the way of their messages would be worse than none: they would look as if somebody was notified.
  if (problems.length > 0) {
    return { changes: [], notes: [], problems };
  }
  const owner = ownerOf(stored, generated.policies);
  if (owner === 'others, without a way') {
    return { changes, notes: [], problems: [wayMissing(org, generated.policies.receiver)] };
  }
  const rules = await planRuleGroup(api, org, wanted.folderUid, generated.ruleGroup);
  if (owner === 'others') {
    return { ...rules, changes: [...changes, ...rules.changes] };
  }
  const policies = planPolicies(api, org, stored, generated.policies);
  const ready = () => assertNotExample(client, org);
  return { ...rules, changes: [...changes, ...policies, ...rules.changes.map((change) => onceReady(change, ready))] };
}

function wayMissing({ name }: Org, contactPoint: string): LocalizedText {
  return {
    fr: `Les règles d’envoi de « ${name} » sont l’œuvre de quelqu’un et restent : menez-y les alertes du dossier Vigie au point de contact « ${contactPoint} », puis recommencez pour les règles d’alerte.`,
    en: `The notification policies of "${name}" are somebody's own and stay: lead the alerts of the folder Vigie to the contact point "${contactPoint}" in them, then run this again for the alert rules.`,
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

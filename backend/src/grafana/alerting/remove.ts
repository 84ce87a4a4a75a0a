import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { GrafanaClient } from '../api/client.ts';
import { asNamed, type Change, type Plan } from '../plan/change.ts';
import type { ObjectName } from '../plan/objects.ts';
import { type AlertingApi, isOurs, type Org } from './alerting-api.ts';
import { alertingApiOf } from './choose-api.ts';
import { type GeneratedAlerting, readGeneratedAlerting } from './generated.ts';
import { isOurTree, leadsTo } from './policies.ts';
import { MESSAGE_TEXTS } from './template.ts';

type Remove = (object: ObjectName, detail: LocalizedText, basis: unknown, apply: Change['apply']) => Change;

/**
 * What takes the alerting that `planAlerting` made out of an organisation again, in the order in which Grafana allows it.
 * The policies become those of a new organisation. What a person made stays, and the contact point with it as long as
 * somebody's policies or rules name it.
 */
export async function removeAlerting(client: GrafanaClient, org: Org): Promise<Plan> {
  const api = await alertingApiOf(client);
  // Uids and names do not depend on the language.
  const { ruleGroup, contactPoint, template } = await readGeneratedAlerting('fr-FR');
  const rules = await api.listRules(org);
  const uids = new Set(ruleGroup.rules.map(({ uid }) => uid));
  const [ours, others] = [rules.filter(({ uid }) => uids.has(uid)), rules.filter(({ uid }) => !uids.has(uid))];
  const remove: Remove = (object, detail, basis, apply) => ({
    action: 'remove',
    object,
    org: org.name,
    detail,
    basis,
    apply,
  });
  const changes = ours.map((rule) =>
    remove(`alert rule ${rule.uid}`, asNamed(rule.title), rule, () => api.removeRule(org, rule.uid))
  );
  const policies = await api.findPolicies(org);
  if (policies === undefined) {
    return { changes, notes: [] };
  }
  if (isOurTree(policies, contactPoint.name)) {
    changes.push(
      remove(
        'notification policies',
        { fr: 'de nouveau celles d’une organisation neuve', en: 'back to those of a new organisation' },
        policies,
        () => api.resetPolicies(org)
      )
    );
  } else if (leadsTo(policies, contactPoint.name)) {
    return { changes, notes: [stays(org, contactPoint.name, 'policies')] };
  }
  if (others.some(({ notification_settings: settings }) => settings?.receiver === contactPoint.name)) {
    return { changes, notes: [stays(org, contactPoint.name, 'rules')] };
  }
  return {
    changes: [...changes, ...(await messageChanges(api, org, { contactPoint, template }, remove))],
    notes: [],
  };
}

async function messageChanges(
  api: AlertingApi,
  org: Org,
  { contactPoint, template }: Pick<GeneratedAlerting, 'contactPoint' | 'template'>,
  remove: Remove
): Promise<Change[]> {
  const points = await api.listContactPoints(org);
  const stored = await api.findTemplate(org, template.name);
  return [
    ...points
      .filter((each) => each.uid === contactPoint.uid && isOurs(each))
      .map((point) =>
        remove(`contact point ${point.name}`, asNamed(point.settings.addresses), point, () =>
          api.removeContactPoint(org, point.uid)
        )
      ),
    ...(stored && isOurs(stored)
      ? [
          remove(`notification template ${stored.name}`, MESSAGE_TEXTS, stored, () =>
            api.removeTemplate(org, stored.name)
          ),
        ]
      : []),
  ];
}

function stays({ name }: Org, contactPoint: string, user: 'policies' | 'rules'): LocalizedText {
  const users = { policies: 'les règles d’envoi', rules: 'des règles d’alerte' };
  return {
    fr: `Le point de contact « ${contactPoint} » de « ${name} » reste : ${users[user]} de quelqu’un le nomment.`,
    en: `The contact point "${contactPoint}" of "${name}" stays: somebody's own notification ${user} name it.`,
  };
}

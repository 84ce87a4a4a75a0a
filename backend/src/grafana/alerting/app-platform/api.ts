import { type GrafanaClient, GrafanaError } from '../../api/client.ts';
import type { AlertingApi, Org, StoredRuleGroup } from '../alerting-api.ts';
import type { RuleGroup } from '../generated.ts';
import { parseDuration } from './durations.ts';
import {
  DEFAULT_TREE,
  fromReceiver,
  fromRoutingTree,
  fromTemplateGroup,
  RECEIVERS,
  type ReceiverSpec,
  ROUTING_TREES,
  type RoutingTreeSpec,
  TEMPLATE_GROUPS,
  type TemplateGroupSpec,
  toReceiverSpec,
  toRoutingTreeSpec,
} from './notifications.ts';
import { type Collection, openCollection } from './resources.ts';
import { ALERT_RULES, FOLDER, fromRule, listedRule, type RuleSpec, toRuleSpec } from './rules.ts';

/**
 * Grafana's app platform, which takes the place of the provisioning API in 14. Who wrote something is an annotation here; Grafana
 * names contact points and templates itself, after their titles; and there are no groups of rules: those that a rule was made in
 * stay a label of it. Source: Grafana 12.4, `pkg/registry/apps/alerting` and `apps/alerting`; grafana/grafana #121995 and #129430.
 */
export function createAppPlatformApi(client: GrafanaClient): AlertingApi {
  const rules = (org: Org): Promise<Collection<RuleSpec>> => openCollection(client, org.id, ALERT_RULES);
  const receivers = (org: Org): Promise<Collection<ReceiverSpec>> => openCollection(client, org.id, RECEIVERS);
  const trees = (org: Org): Promise<Collection<RoutingTreeSpec>> => openCollection(client, org.id, ROUTING_TREES);
  const templates = (org: Org): Promise<Collection<TemplateGroupSpec>> =>
    openCollection(client, org.id, TEMPLATE_GROUPS);

  return {
    async findPolicies(org) {
      try {
        const tree = await (await trees(org)).find(DEFAULT_TREE);
        return tree && fromRoutingTree(tree);
      } catch (error) {
        if (isWithoutAlertmanager(error)) {
          return undefined;
        }
        throw error;
      }
    },
    async writePolicies(org, tree) {
      const collection = await trees(org);
      const actual = await collection.find(DEFAULT_TREE);
      await collection.write(toRoutingTreeSpec(tree), { actual, name: DEFAULT_TREE });
    },
    resetPolicies: async (org) => (await trees(org)).remove(DEFAULT_TREE),

    listContactPoints: async (org) => (await (await receivers(org)).list()).flatMap(fromReceiver),
    async writeContactPoint(org, wanted) {
      const collection = await receivers(org);
      const actual = await receiverOf(collection, wanted.uid);
      await collection.write(toReceiverSpec(wanted, actual?.spec), { actual });
    },
    async removeContactPoint(org, uid) {
      const collection = await receivers(org);
      const actual = await receiverOf(collection, uid);
      await (actual && collection.remove(actual.metadata.name));
    },

    async findTemplate(org, name) {
      const found = await templateOf(await templates(org), name);
      return found && fromTemplateGroup(found);
    },
    async writeTemplate(org, { name, template }, read) {
      const collection = await templates(org);
      const actual = read && (await templateOf(collection, name));
      const versioned = actual && { ...actual, metadata: { ...actual.metadata, resourceVersion: read.version } };
      await collection.write({ title: name, content: template, kind: 'grafana' }, { actual: versioned });
    },
    async removeTemplate(org, name) {
      const collection = await templates(org);
      const actual = await templateOf(collection, name);
      await (actual && collection.remove(actual.metadata.name));
    },

    findRuleGroup: async (org, folderUid, wanted) => findRules(await rules(org), folderUid, wanted),
    async writeRuleGroup(org, folderUid, { interval, rules: wanted }) {
      const collection = await rules(org);
      for (const rule of wanted) {
        const actual = await collection.find(rule.uid);
        const annotations = { [FOLDER]: folderUid };
        await collection.write(toRuleSpec(rule, interval), { actual, name: rule.uid, annotations });
      }
    },
    listRules: async (org) => (await (await rules(org)).list()).map(listedRule),
    removeRule: async (org, uid) => (await rules(org)).remove(uid),
  };
}

/** Those of the wanted rules that stand in the folder, with the interval of all of them or one that differs. */
async function findRules(
  collection: Collection<RuleSpec>,
  folderUid: string,
  { title, interval, rules }: RuleGroup
): Promise<StoredRuleGroup | undefined> {
  const found = await Promise.all(
    rules.map(async ({ uid, data }) => {
      const resource = await collection.find(uid);
      const order = data.map(({ refId }) => refId);
      return resource?.metadata.annotations?.[FOLDER] === folderUid ? [{ resource, order }] : [];
    })
  );
  const present = found.flat();
  if (present.length === 0) {
    return undefined;
  }
  const intervals = present.map(({ resource }) => parseDuration(resource.spec.trigger.interval));
  return {
    title,
    interval: intervals.find((seconds) => seconds !== interval) ?? interval,
    rules: present.map(({ resource, order }) => fromRule(resource, order)),
  };
}

async function receiverOf(collection: Collection<ReceiverSpec>, uid: string) {
  return (await collection.list()).find(({ spec }) => spec.integrations.some((integration) => integration.uid === uid));
}

async function templateOf(collection: Collection<TemplateGroupSpec>, name: string) {
  return (await collection.list()).find(({ spec }) => spec.title === name && spec.kind === 'grafana');
}

/** Grafana answers 500 in an organisation that its Alertmanager has not seen yet. */
function isWithoutAlertmanager(error: unknown): boolean {
  return error instanceof GrafanaError && error.status === 500 && /no alertmanager configuration/i.test(error.message);
}

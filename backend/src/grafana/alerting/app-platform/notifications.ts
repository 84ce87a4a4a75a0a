import type { StoredContactPoint, StoredPolicies, StoredTemplate } from '../alerting-api.ts';
import type { EmailContactPoint, PolicyRoute, PolicyTree } from '../generated.ts';
import { type Kind, provenanceOf, type Resource } from './resources.ts';

const GROUP = 'notifications.alerting.grafana.app';

export const RECEIVERS: Kind = { group: GROUP, kind: 'Receiver', plural: 'receivers' };
export const ROUTING_TREES: Kind = { group: GROUP, kind: 'RoutingTree', plural: 'routingtrees' };
export const TEMPLATE_GROUPS: Kind = { group: GROUP, kind: 'TemplateGroup', plural: 'templategroups' };

/** Name of the policies that an organisation has without doing anything for it; deleting them makes them new. */
export const DEFAULT_TREE = 'user-defined';

/** Source of these forms: Grafana 12.4, `apps/alerting/notifications/kinds/v0alpha1`. */
export interface ReceiverSpec {
  title: string;
  integrations: Integration[];
}

/** A contact point in the provisioning API's words; a receiver may have several, which all get an alert. */
interface Integration {
  uid?: string;
  type: string;
  /** Of the form of its settings. */
  version: string;
  disableResolveMessage?: boolean;
  settings: object;
}

export interface RoutingTreeSpec {
  defaults: Omit<PolicyTree, 'routes'>;
  routes: PolicyRoute[];
}

export interface TemplateGroupSpec {
  title: string;
  content: string;
  kind: 'grafana' | 'mimir';
}

export function toReceiverSpec(
  { uid, name, type, disableResolveMessage, settings }: EmailContactPoint,
  actual: ReceiverSpec | undefined
): ReceiverSpec {
  const ours = { uid, type, version: 'v1', disableResolveMessage, settings };
  const others = actual?.integrations.filter((integration) => integration.uid !== uid) ?? [];
  return { title: name, integrations: [ours, ...others] };
}

export function fromReceiver(resource: Resource<ReceiverSpec>): StoredContactPoint[] {
  const { title, integrations } = resource.spec;
  return integrations.map(({ uid = '', type, disableResolveMessage = false, settings }) => ({
    uid,
    name: title,
    type: type as StoredContactPoint['type'],
    disableResolveMessage,
    settings: settings as StoredContactPoint['settings'],
    ...provenanceOf(resource),
  }));
}

/** The root of the policies. Policies below it stay: Vigie has none, and a person's are not lost to ours. */
export function toRoutingTreeSpec({ routes, ...defaults }: PolicyTree): RoutingTreeSpec {
  return { defaults, routes: routes ?? [] };
}

export function fromRoutingTree(resource: Resource<RoutingTreeSpec>): StoredPolicies {
  const { defaults, routes } = resource.spec;
  return { ...defaults, ...(routes.length > 0 && { routes }), ...provenanceOf(resource) };
}

export function fromTemplateGroup(resource: Resource<TemplateGroupSpec>): StoredTemplate {
  const { title, content } = resource.spec;
  const version = resource.metadata.resourceVersion ?? '';
  return { name: title, template: content, version, ...provenanceOf(resource) };
}

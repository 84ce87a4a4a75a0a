import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type {
  ReceiverSpec,
  RoutingTreeSpec,
  TemplateGroupSpec,
} from '../../../src/grafana/alerting/app-platform/notifications.ts';
import type { Resource } from '../../../src/grafana/alerting/app-platform/resources.ts';
import type { RuleSpec } from '../../../src/grafana/alerting/app-platform/rules.ts';
import { grafanasDuration } from './grafana-duration.ts';
import { orgOf } from './grafana-notifications.ts';
import { namespaceOf } from './grafana-playlists.ts';

const RULES = 'rules.alerting.grafana.app';
const NOTIFICATIONS = 'notifications.alerting.grafana.app';
const GROUP_LABEL = 'grafana.com/group';
const FOLDER = 'grafana.app/folder';

type Rule = Resource<RuleSpec>;
type Receiver = Resource<ReceiverSpec>;
type Tree = Resource<RoutingTreeSpec>;
type Template = Resource<TemplateGroupSpec>;

/** What one organisation has. */
export interface Alerting {
  rules: Map<string, Rule>;
  receivers: Map<string, Receiver>;
  templates: Map<string, Template>;
  policies: Tree;
}

interface Address {
  Params: { version: string; namespace: string; name: string };
}

/**
 * Alerting of Grafana's app platform, after the sources of 12.4: `pkg/registry/apps/alerting` (conversions, names, versions),
 * `apps/alerting/rules/pkg/app` (what is refused of rules) and `apps/alerting/…/kinds` (forms, of which no other property is
 * accepted). As in 13, the annotation of the provenance is kept for messages too (grafana/grafana #129430).
 */
export class FakeAppPlatform {
  /** What `GET /api/frontend/settings` says. */
  version = '14.0.0';
  /** The versions of the API groups. */
  readonly groups: Record<string, string> = { [RULES]: 'v0alpha1', [NOTIFICATIONS]: 'v1beta1' };
  /** Requests of the provisioning API, which this Grafana does not have. */
  readonly strays: string[] = [];
  readonly #orgs = new Map<number, Alerting>();
  #writes = 0;

  /** Gives an organisation its Alertmanager. */
  ready(orgId: number): Alerting {
    const org: Alerting = {
      rules: new Map(),
      receivers: new Map(),
      templates: new Map(),
      policies: this.#factoryTree(),
    };
    this.#orgs.set(orgId, org);
    this.#keep(org.receivers, {
      metadata: { name: uidOf('empty') },
      spec: { title: 'empty', integrations: [] },
    });
    return org;
  }

  of(orgId: number): Alerting {
    const org = this.#orgs.get(orgId);
    if (org === undefined) {
      throw new Error(`organisation ${orgId} has no Alertmanager`);
    }
    return org;
  }

  route(app: FastifyInstance): void {
    app.get('/api/frontend/settings', async (request) => ({
      buildInfo: { version: this.version },
      namespace: namespaceOf(orgOf(request)),
    }));
    app.get<{ Params: { group: string } }>('/apis/:group', async ({ params }, reply) => {
      const version = this.groups[params.group];
      return version === undefined ? notFound(reply) : { preferredVersion: { version } };
    });
    app.get('/api/alertmanager/grafana/api/v2/status', async (request, reply) => {
      const org = this.#orgs.get(orgOf(request));
      return org ? { config: { route: org.policies.spec.defaults } } : notFound(reply);
    });
    app.all('/api/v1/provisioning/*', async ({ url }, reply) => {
      this.strays.push(url);
      return notFound(reply);
    });
    this.#routeRules(app);
    this.#routeReceivers(app);
    this.#routeTemplates(app);
    this.#routePolicies(app);
  }

  #routeRules(app: FastifyInstance): void {
    const list = pathOf(RULES, 'alertrules');
    // Rules need no Alertmanager.
    const rulesOf = (request: FastifyRequest): Map<string, Rule> =>
      this.#orgs.get(orgOf(request))?.rules ?? new Map<string, Rule>();
    app.get<Address>(list, async (request) => ({ items: [...rulesOf(request).values()], metadata: {} }));
    app.get<Address>(
      `${list}/:name`,
      async (request, reply) => rulesOf(request).get(request.params.name) ?? notFound(reply)
    );
    app.post<Address & { Body: Rule }>(list, async (request, reply) => {
      const { body } = request;
      if (body.metadata.labels?.[GROUP_LABEL] !== undefined) {
        return reply.code(403).send({ message: 'cannot set group when creating a new rule' });
      }
      return refusalOf(reply, body) ?? this.#keep(rulesOf(request), mutated(body));
    });
    app.put<Address & { Body: Rule }>(`${list}/:name`, async (request, reply) => {
      const stored = rulesOf(request).get(request.params.name);
      if (stored === undefined) {
        return notFound(reply);
      }
      const [before, after] = [stored, request.body].map(({ metadata }) => metadata.labels?.[GROUP_LABEL]);
      if (after !== undefined && before === undefined) {
        return reply.code(403).send({ message: 'cannot set group when updating un-grouped rule' });
      }
      return (
        refusalOf(reply, request.body) ??
        conflictOf(reply, stored, request.body) ??
        this.#keep(rulesOf(request), mutated(request.body))
      );
    });
    app.delete<Address>(`${list}/:name`, async (request, reply) =>
      rulesOf(request).delete(request.params.name) ? { status: 'Success' } : notFound(reply)
    );
  }

  #routeReceivers(app: FastifyInstance): void {
    const list = pathOf(NOTIFICATIONS, 'receivers');
    this.#routeNamed(
      app,
      list,
      (org) => org.receivers,
      ({ spec: { title } }) => uidOf(title)
    );
    app.delete<Address>(`${list}/:name`, async (request, reply) => {
      const org = this.of(orgOf(request));
      const receiver = org.receivers.get(request.params.name);
      const title = receiver?.spec.title;
      const routes = [org.policies.spec.defaults, ...org.policies.spec.routes];
      const rules = [...org.rules.values()].map(({ spec }) => spec.notificationSettings);
      if ([...routes, ...rules].some((user) => user !== undefined && user.receiver === title)) {
        return reply.code(409).send({ message: 'Receiver is used by notification policies or alert rules' });
      }
      org.receivers.delete(request.params.name);
      return { status: 'Success' };
    });
  }

  #routeTemplates(app: FastifyInstance): void {
    const list = pathOf(NOTIFICATIONS, 'templategroups');
    this.#routeNamed(
      app,
      list,
      (org) => org.templates,
      ({ spec: { kind, title } }) => uidOf(`${kind}|${title}`)
    );
    app.delete<Address>(`${list}/:name`, async (request) => {
      this.of(orgOf(request)).templates.delete(request.params.name);
      return { status: 'Success' };
    });
  }

  /** List, creation and change of what Grafana names after its title. */
  #routeNamed<Item extends Receiver | Template>(
    app: FastifyInstance,
    list: string,
    itemsOf: (org: Alerting) => Map<string, Item>,
    nameOf: (item: Item) => string
  ): void {
    app.get<Address>(list, async (request, reply) => {
      const org = this.#orgs.get(orgOf(request));
      return org ? { items: [...itemsOf(org).values()], metadata: {} } : configMissing(reply);
    });
    app.post<Address>(list, async (request, reply) => {
      const item = request.body as Item;
      const items = itemsOf(this.of(orgOf(request)));
      if (item.metadata.name) {
        return reply.code(400).send({ message: "object's metadata.name should be empty" });
      }
      const name = nameOf(item);
      return items.has(name)
        ? reply.code(409).send({ message: 'already exists' })
        : this.#keep(items, { ...item, metadata: { ...item.metadata, name } });
    });
    app.put<Address>(`${list}/:name`, async (request, reply) => {
      const items = itemsOf(this.of(orgOf(request)));
      const stored = items.get(request.params.name);
      const item = request.body as Item;
      return stored === undefined ? notFound(reply) : (conflictOf(reply, stored, item) ?? this.#keep(items, item));
    });
  }

  #routePolicies(app: FastifyInstance): void {
    const tree = `${pathOf(NOTIFICATIONS, 'routingtrees')}/user-defined`;
    app.get<Address>(tree, async (request, reply) => this.#orgs.get(orgOf(request))?.policies ?? configMissing(reply));
    app.put<Address & { Body: Tree }>(tree, async (request, reply) => {
      const org = this.of(orgOf(request));
      const { body } = request;
      const titles = [...org.receivers.values()].map(({ spec }) => spec.title);
      const unknown = [body.spec.defaults, ...body.spec.routes].find(({ receiver = '' }) => !titles.includes(receiver));
      if (unknown !== undefined) {
        return reply.code(400).send({ message: `receiver '${unknown.receiver}' does not exist` });
      }
      const conflict = conflictOf(reply, org.policies, body);
      if (conflict !== undefined) {
        return conflict;
      }
      org.policies = { ...body, metadata: { ...body.metadata, resourceVersion: this.#nextVersion() } };
      return org.policies;
    });
    app.delete<Address>(tree, async (request) => {
      this.of(orgOf(request)).policies = this.#factoryTree();
      return { status: 'Success' };
    });
  }

  #factoryTree(): Tree {
    return {
      metadata: {
        name: 'user-defined',
        resourceVersion: this.#nextVersion(),
        annotations: { 'grafana.com/provenance': 'none' },
      },
      spec: { defaults: { receiver: 'empty', group_by: ['grafana_folder', 'alertname'] }, routes: [] },
    };
  }

  #keep<Item extends Resource<unknown>>(items: Map<string, Item>, item: Item): Item {
    const kept = { ...item, metadata: { ...item.metadata, resourceVersion: this.#nextVersion() } };
    items.set(kept.metadata.name, kept);
    return kept;
  }

  #nextVersion(): string {
    this.#writes += 1;
    return String(this.#writes);
  }
}

/** How Grafana names contact points and templates. */
function uidOf(title: string): string {
  return Buffer.from(title).toString('base64url');
}

function pathOf(group: string, plural: string): string {
  return `/apis/${group}/:version/namespaces/:namespace/${plural}`;
}

/** Grafana writes durations in the largest units, gives ranges back as Go does, and puts the folder beside the labels. */
function mutated(rule: Rule): Rule {
  const { metadata, spec } = rule;
  const folder = metadata.annotations?.[FOLDER] ?? '';
  return {
    metadata: { ...metadata, labels: { ...metadata.labels, [FOLDER]: folder } },
    spec: {
      ...spec,
      trigger: { interval: grafanasDuration(spec.trigger.interval) },
      ...(spec.for !== undefined && { for: grafanasDuration(spec.for) }),
      expressions: Object.fromEntries(
        Object.entries(spec.expressions)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([refId, { relativeTimeRange, model, ...rest }]) => [
            refId,
            {
              ...rest,
              ...(relativeTimeRange && {
                relativeTimeRange: { from: goDuration(relativeTimeRange.from), to: goDuration(relativeTimeRange.to) },
              }),
              model: { ...model, intervalMs: 1000, maxDataPoints: 43_200 },
            },
          ])
      ),
    },
  };
}

/** `1d` as Go writes it: `24h0m0s`. */
function goDuration(text: string): string {
  const [, count = '0', unit = 's'] = /^(\d+)([dhms])/.exec(text) ?? [];
  return unit === 'd' ? `${Number(count) * 24}h0m0s` : text;
}

const KNOWN = new Set(
  ['title', 'paused', 'trigger', 'labels', 'annotations', 'for', 'keepFiringFor', 'missingSeriesEvalsToResolve'].concat(
    ['noDataState', 'execErrState', 'notificationSettings', 'panelRef', 'expressions']
  )
);

/** What Grafana's validation says against a rule. */
function refusalOf(reply: FastifyReply, { metadata, spec }: Rule): FastifyReply | undefined {
  const stranger = Object.keys(spec).find((name) => !KNOWN.has(name));
  if (stranger !== undefined) {
    return reply.code(422).send({ message: `spec.${stranger}: Forbidden` });
  }
  if (!metadata.annotations?.[FOLDER]) {
    return reply.code(403).send({ message: 'folder is required' });
  }
  if (Object.values(spec.expressions).filter(({ source }) => source === true).length !== 1) {
    return reply.code(500).send({ message: 'no query marked as source' });
  }
  return undefined;
}

function conflictOf(
  reply: FastifyReply,
  { metadata: { resourceVersion } }: Resource<unknown>,
  wanted: Resource<unknown>
): FastifyReply | undefined {
  return wanted.metadata.resourceVersion === resourceVersion
    ? undefined
    : reply.code(409).send({ message: 'the object has been modified' });
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ message: 'not found', code: 404 });
}

/** Of an organisation that the Alertmanager has not seen yet. */
function configMissing(reply: FastifyReply): FastifyReply {
  return reply.code(500).send({ message: 'No alertmanager configuration present in this organization', code: 500 });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { StoredContactPoint, StoredPolicies, StoredTemplate } from '../../../src/grafana/alerting/alerting-api.ts';
import type { PolicyRoute } from '../../../src/grafana/alerting/generated.ts';
import { grafanasDuration } from './grafana-duration.ts';

const API = '/api/v1/provisioning';
const DURATIONS = ['group_wait', 'group_interval', 'repeat_interval'] as const;

/** What Grafana knows of one organisation's messages. */
interface Notifications {
  policies: StoredPolicies;
  /** The policies Grafana acts on, which follow the stored ones. */
  inForce: StoredPolicies;
  contactPoints: StoredContactPoint[];
  templates: Map<string, StoredTemplate>;
}

/**
 * Contact points, policies and templates of Grafana 12.2's provisioning API, with the answers that Grafana gave to these
 * requests, refusals included.
 */
export class FakeNotifications {
  /** Whether Grafana acts on policies at once; a real one does with its next look at them. */
  prompt = true;
  /** Where the policies of a new organisation lead; `empty` in Grafana 13. */
  factoryReceiver = 'grafana-default-email';
  readonly #orgs = new Map<number, Notifications>();

  /** Gives an organisation its Alertmanager, as Grafana does within a minute after it was made. */
  ready(orgId: number): void {
    this.#orgs.set(orgId, {
      policies: this.#factoryPolicies(),
      inForce: this.#factoryPolicies(),
      contactPoints: [
        {
          uid: '',
          name: 'email receiver',
          type: 'email',
          disableResolveMessage: false,
          settings: { addresses: '<example@email.com>' } as StoredContactPoint['settings'],
        },
      ],
      templates: new Map(),
    });
  }

  /** Grafana's look at the policies of an organisation. */
  look(orgId: number): void {
    const org = this.#orgs.get(orgId);
    if (org) {
      org.inForce = org.policies;
    }
  }

  route(app: FastifyInstance): void {
    app.get('/api/alertmanager/grafana/api/v2/status', async (request, reply) => {
      const missing = { message: 'Alertmanager does not exist for this organization' };
      const route = this.#of(request)?.inForce;
      return route ? { config: { route } } : reply.code(404).send(missing);
    });
    this.#routePolicies(app);
    this.#routeContactPoints(app);
    this.#routeTemplates(app);
  }

  #routePolicies(app: FastifyInstance): void {
    app.get(`${API}/policies`, async (request, reply) => this.#of(request)?.policies ?? noConfiguration(reply));
    app.put<{ Body: StoredPolicies }>(`${API}/policies`, async (request, reply) => {
      const org = this.#of(request);
      if (!org) {
        return noConfiguration(reply);
      }
      if (org.policies.provenance === 'api' && provenanceOf(request) === undefined) {
        return reply.code(403).send({ messageId: 'alerting.notifications.invalidProvenance', message: 'Resource …' });
      }
      const known = [this.factoryReceiver, ...org.contactPoints.map(({ name }) => name)];
      const unknown = receiversOf(request.body).find((name) => !known.includes(name));
      if (unknown !== undefined) {
        const message = `Invalid format of the submitted route: receiver '${unknown}' does not exist.`;
        return reply.code(400).send({ messageId: 'alerting.notifications.routes.invalidFormat', message });
      }
      org.policies = { ...withGrafanasDurations(request.body), ...stamp(request) };
      if (this.prompt) {
        this.look(orgOf(request));
      }
      return reply.code(202).send({ message: 'policies updated' });
    });
    app.delete(`${API}/policies`, async (request, reply) => {
      const org = this.#of(request);
      if (!org) {
        return noConfiguration(reply);
      }
      org.policies = this.#factoryPolicies();
      return reply.code(202).send(org.policies);
    });
  }

  #routeContactPoints(app: FastifyInstance): void {
    app.get(`${API}/contact-points`, async (request, reply) => {
      const points = this.#of(request)?.contactPoints;
      return points ?? reply.code(500).send({ message: 'No alertmanager configuration present in this organization' });
    });
    app.post<{ Body: StoredContactPoint }>(`${API}/contact-points`, async (request, reply) => {
      const org = this.#of(request);
      if (!org) {
        return internalError(reply);
      }
      if (org.contactPoints.some(({ uid }) => uid === request.body.uid)) {
        return reply
          .code(409)
          .send({ message: `Receiver configuration with UID '${request.body.uid}' already exists` });
      }
      if (request.body.settings.addresses === '') {
        return noAddress(reply);
      }
      org.contactPoints.push({ ...request.body, ...stamp(request) });
      return reply.code(202).send(request.body);
    });
    app.put<{ Params: { uid: string }; Body: StoredContactPoint }>(
      `${API}/contact-points/:uid`,
      async (request, reply) => {
        const points = this.#of(request)?.contactPoints ?? [];
        const index = points.findIndex(({ uid }) => uid === request.params.uid);
        const stored = points[index];
        if (!stored) {
          return reply.code(404).send({ message: 'object not found' });
        }
        if (request.body.settings.addresses === '') {
          return noAddress(reply);
        }
        if (stored.provenance !== undefined && stored.provenance !== provenanceOf(request)) {
          return reply.code(500).send({ message: `cannot change provenance from '${stored.provenance}'` });
        }
        points[index] = { ...request.body, uid: request.params.uid, ...stamp(request) };
        return reply.code(202).send({ message: 'contactpoint updated' });
      }
    );
    app.delete<{ Params: { uid: string } }>(`${API}/contact-points/:uid`, async (request, reply) => {
      const org = this.#of(request);
      const gone = org?.contactPoints.find(({ uid }) => uid === request.params.uid);
      if (org && gone && receiversOf(org.policies).includes(gone.name)) {
        return reply.code(409).send({ message: 'Contact point is currently referenced by a notification policy.' });
      }
      if (org) {
        org.contactPoints = org.contactPoints.filter((point) => point !== gone);
      }
      return reply.code(202).send({ message: 'contactpoint deleted' });
    });
  }

  #routeTemplates(app: FastifyInstance): void {
    const path = `${API}/templates/:name`;
    app.get<{ Params: { name: string } }>(path, async (request, reply) => {
      const org = this.#of(request);
      const missing = { messageId: 'alerting.notifications.templates.notFound', message: 'NotFound' };
      return org ? (org.templates.get(request.params.name) ?? reply.code(404).send(missing)) : internalError(reply);
    });
    app.put<{ Params: { name: string }; Body: { template: string; version?: string } }>(
      path,
      async (request, reply) => {
        const templates = this.#of(request)?.templates;
        if (!templates) {
          return internalError(reply);
        }
        const { name } = request.params;
        const { template, version } = request.body;
        const stored = templates.get(name);
        if (version !== undefined && version !== stored?.version) {
          return reply.code(stored ? 409 : 404).send({ message: stored ? 'Conflict' : 'NotFound' });
        }
        const next = { name, template, version: `${template.length}-${template.slice(0, 40)}`, ...stamp(request) };
        templates.set(name, next);
        return reply.code(202).send(next);
      }
    );
    app.delete<{ Params: { name: string } }>(path, async (request, reply) => {
      this.#of(request)?.templates.delete(request.params.name);
      return reply.code(204).send();
    });
  }

  #factoryPolicies(): StoredPolicies {
    return { receiver: this.factoryReceiver, group_by: ['grafana_folder', 'alertname'] };
  }

  #of(request: FastifyRequest): Notifications | undefined {
    return this.#orgs.get(orgOf(request));
  }
}

/** The organisation a request is about. */
export function orgOf({ headers }: FastifyRequest): number {
  return Number(headers['x-grafana-org-id'] ?? 1);
}

/** What a request leaves behind: who wrote, in Grafana's words. */
export function provenanceOf({ headers }: FastifyRequest): 'api' | undefined {
  return 'x-disable-provenance' in headers ? undefined : 'api';
}

function stamp(request: FastifyRequest): { provenance?: string } {
  const provenance = provenanceOf(request);
  return provenance ? { provenance } : {};
}

function receiversOf({ receiver, routes = [] }: PolicyRoute): string[] {
  return [...(receiver ? [receiver] : []), ...routes.flatMap(receiversOf)];
}

/** Grafana keeps durations as numbers and writes them in the largest units, as Prometheus does: `24h` comes back as `1d`. */
function withGrafanasDurations(policies: StoredPolicies): StoredPolicies {
  const written = DURATIONS.flatMap((name) => {
    const value = policies[name];
    return value === undefined ? [] : [[name, grafanasDuration(value)]];
  });
  return { ...policies, ...Object.fromEntries(written) } as StoredPolicies;
}

function noConfiguration(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ message: 'could not find an Alertmanager configuration' });
}

function internalError(reply: FastifyReply): FastifyReply {
  return reply.code(500).send({ message: 'Internal Server Error' });
}

function noAddress(reply: FastifyReply): FastifyReply {
  return reply.code(400).send({ message: 'invalid object specification: could not find addresses in settings' });
}

import type { AddressInfo } from 'node:net';

import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

import { type CliResult, runCommand } from '../server/cli.ts';
import type { Closing } from '../store/store.ts';
import { routeAccounts } from './grafana-accounts.ts';
import { FakeAlertRules } from './grafana-alert-rules.ts';
import { routeContent } from './grafana-content-routes.ts';
import { FakeNotifications } from './grafana-notifications.ts';
import type { FakeOrg } from './grafana-org.ts';
import { FakeOrgs } from './grafana-org-routes.ts';
import { routePlaylists } from './grafana-playlists.ts';

const PASSWORD = 'password-of-the-server-admin';

const FORBIDDEN = {
  message: 'You’ll need additional permissions to perform this action. Permissions needed: settings:read',
};

export interface FakeGrafanaOptions {
  /** Uids of the dashboards of organisation 1. */
  dashboards: string[];
  /** Of organisation 1; default as Grafana names it without automatic assignment. */
  orgName?: string;
}

/** How a request that writes goes wrong: refused, cut before Grafana did it, or cut before its answer arrived. */
export type Fault = 'refused' | 'cut' | 'unanswered';

/** A small Grafana 12.2 with everything that `vigie grafana` uses, written after Grafana's sources. */
export class FakeGrafana {
  url = '';
  readonly orgs = new FakeOrgs();
  readonly notifications = new FakeNotifications();
  readonly alertRules = new FakeAlertRules();
  /** Its `root_url`; unset, as here, Grafana says this. */
  rootUrl = 'http://localhost:3000/';
  /** Requests that change something. */
  writes = 0;
  /** Called for each request before it is answered. */
  onRequest: (request: { method: string; url: string }) => void = () => undefined;
  /** Asked before each request that writes. */
  fault: (request: Pick<FastifyRequest, 'method' | 'url' | 'headers'>) => Fault | undefined = () => undefined;
  /** `messageId` of the answer to a link of an unknown account: by it a Grafana that trusts Vigie's key is distinguished from others. */
  linkAnswer = 'user.sync.signup-disabled';
  /** What the page of log-ins holds, by `GET /api/v1/sso-settings`; undefined: the user may not read it. */
  signOnSettings: { provider: string; settings: Record<string, unknown> }[] | undefined = [];
  /** `GET /api/admin/settings`; undefined: the user may not read them. */
  fileSettings: Record<string, Record<string, string>> | undefined = {};
  /** Whether a new organisation has its alerting at once; a real one takes up to a minute. */
  promptAlerting = true;
  readonly #prepared = new Set<number>();
  readonly #app: FastifyInstance = Fastify();

  static async start(
    t: Closing,
    { dashboards, orgName = 'admin@localhost' }: FakeGrafanaOptions
  ): Promise<FakeGrafana> {
    const grafana = new FakeGrafana();
    grafana.#provision(orgName, dashboards);
    grafana.#route();
    await grafana.#app.listen({ port: 0, host: '127.0.0.1' });
    grafana.url = `http://127.0.0.1:${(grafana.#app.server.address() as AddressInfo).port}`;
    t.after(() => grafana.close());
    return grafana;
  }

  /** Organisation 1 as file provisioning fills it. */
  #provision(orgName: string, dashboards: readonly string[]): void {
    const main = this.orgs.add(orgName);
    main.preferences = { theme: 'dark' };
    main.folders.set('vigie', 'Vigie');
    dashboards.forEach((uid) => main.addDashboard(uid, 'vigie'));
    main.dataSources.set('vigie', {
      uid: 'vigie',
      name: 'Vigie',
      type: 'agitel-vigie-datasource',
      access: 'proxy',
      url: '',
      isDefault: true,
      jsonData: { backendUrl: 'http://backend.example:8787' },
      secrets: { token: 'bootstrap' },
      version: 1,
      readOnly: true,
    });
  }

  /** Organisation 1. */
  get main(): FakeOrg {
    const [main] = this.orgs.all();
    if (main === undefined) {
      throw new Error('a Grafana always has organisation 1');
    }
    return main;
  }

  /** How `GRAFANA_…` name this server. */
  get settings(): { url: string; user: string; password: string } {
    return { url: this.url, user: 'admin', password: PASSWORD };
  }

  close(): Promise<void> {
    return this.#app.close();
  }

  /** Runs `vigie grafana …` on this server. */
  command(name: string, variables: Record<string, string> = {}, flags: string[] = []): Promise<CliResult> {
    return this.vigie(['grafana', name, ...flags], variables);
  }

  /** Runs any `vigie` command that works on this server. */
  vigie(args: string[], variables: Record<string, string> = {}): Promise<CliResult> {
    return runCommand(args, { GRAFANA_URL: this.url, GRAFANA_ADMIN_PASSWORD: PASSWORD, ...variables });
  }

  #route(): void {
    const app = this.#app;
    const expected = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
    app.addHook('onRequest', async (request, reply) => {
      if (request.url.startsWith('/elsewhere')) {
        return reply.redirect('/login');
      }
      if (request.headers['x-jwt-assertion'] !== undefined) {
        // An account that exists is none of its business here: links are opened in a real Grafana.
        return reply.code(401).send({ message: 'Unauthorized', messageId: this.linkAnswer });
      }
      if (request.headers.authorization !== expected) {
        return reply.code(401).send({ message: 'Invalid username or password' });
      }
    });
    app.get('/api/v1/sso-settings', async (_, reply) => this.signOnSettings ?? reply.code(403).send(FORBIDDEN));
    app.get('/api/admin/settings', async (_, reply) => this.fileSettings ?? reply.code(403).send(FORBIDDEN));
    app.addHook('preHandler', async (request, reply) => {
      this.onRequest(request);
      if (this.promptAlerting) {
        this.prepareAlerting();
      }
      if (request.method === 'GET') {
        return;
      }
      this.writes += 1;
      const fault = this.fault(request);
      if (fault === 'refused') {
        return reply.code(500).send({ message: 'Internal server error' });
      }
      if (fault === 'cut') {
        request.raw.socket.destroy();
        return reply.hijack();
      }
      if (fault === 'unanswered') {
        reply.header('x-cut', '1');
      }
    });
    app.addHook('onSend', async (request, reply) => {
      if (reply.hasHeader('x-cut')) {
        request.raw.socket.destroy();
      }
    });
    app.get('/api/health', async () => ({ database: 'ok', version: '12.2.0' }));
    this.orgs.route(app);
    routeAccounts(app, this.orgs);
    routeContent(app, this.orgs);
    routePlaylists(app, this.orgs, () => this.rootUrl);
    this.notifications.route(app);
    this.alertRules.route(app);
  }

  /** What Grafana does every minute. */
  prepareAlerting(): void {
    for (const { id } of this.orgs.all().filter((org) => !this.#prepared.has(org.id))) {
      this.#prepared.add(id);
      this.notifications.ready(id);
    }
  }
}

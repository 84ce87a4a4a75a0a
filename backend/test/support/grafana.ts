import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

import Fastify, { type FastifyInstance } from 'fastify';

import type { PlaylistSpec } from '../../src/grafana/playlist.ts';
import { type CliResult, runCommand } from './cli.ts';

const PASSWORD = 'password-of-the-server-admin';
const PLAYLISTS = '/apis/playlist.grafana.app/v0alpha1/namespaces/default/playlists';

interface Playlist {
  metadata: { name: string; resourceVersion: string };
  spec: PlaylistSpec;
}

export interface FakeGrafanaOptions {
  /** Uids of the dashboards it holds. */
  dashboards: string[];
  /** Of organisation 1; default as Grafana names it without automatic assignment. */
  orgName?: string;
}

/** The few endpoints of Grafana 12.2 that `vigie grafana` uses, with the answers that Grafana gave to them. */
export class FakeGrafana {
  url = '';
  orgName: string;
  preferences: Record<string, unknown> = { theme: 'dark' };
  readonly playlists = new Map<string, Playlist>();
  /** Requests that change something. */
  writes = 0;
  readonly #app: FastifyInstance = Fastify();

  private constructor({ orgName = 'admin@localhost' }: FakeGrafanaOptions) {
    this.orgName = orgName;
  }

  static async start(t: TestContext, options: FakeGrafanaOptions): Promise<FakeGrafana> {
    const grafana = new FakeGrafana(options);
    grafana.#route(options.dashboards);
    await grafana.#app.listen({ port: 0, host: '127.0.0.1' });
    grafana.url = `http://127.0.0.1:${(grafana.#app.server.address() as AddressInfo).port}`;
    t.after(() => grafana.close());
    return grafana;
  }

  close(): Promise<void> {
    return this.#app.close();
  }

  /** Runs `vigie grafana …` on this server. */
  command(name: string, variables: Record<string, string> = {}, flags: string[] = []): Promise<CliResult> {
    const env = { GRAFANA_URL: this.url, GRAFANA_ADMIN_PASSWORD: PASSWORD, ...variables };
    return runCommand(['grafana', name, ...flags], env);
  }

  #route(dashboards: readonly string[]): void {
    const app = this.#app;
    const expected = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
    app.addHook('onRequest', async (request, reply) => {
      if (request.url.startsWith('/elsewhere')) {
        return reply.redirect('/login');
      }
      if (request.headers.authorization !== expected) {
        return reply.code(401).send({ message: 'Invalid username or password' });
      }
      this.writes += request.method === 'GET' ? 0 : 1;
    });
    app.get('/api/health', async () => ({ database: 'ok', version: '12.2.0' }));
    app.get('/api/user', async () => ({ login: 'admin', email: 'admin@localhost' }));
    app.get('/api/orgs/1', async () => ({ id: 1, name: this.orgName }));
    app.put<{ Body: { name: string } }>('/api/orgs/1', async ({ body }) => {
      this.orgName = body.name;
      return { message: 'Organization updated' };
    });
    app.get('/api/org/preferences', async () => this.preferences);
    app.patch<{ Body: Record<string, unknown> }>('/api/org/preferences', async ({ body }) => {
      this.preferences = { ...this.preferences, ...body };
      return { message: 'Preferences updated' };
    });
    app.get<{ Params: { uid: string } }>('/api/dashboards/uid/:uid', async ({ params }, reply) =>
      dashboards.includes(params.uid) ? { dashboard: {} } : reply.code(404).send({ message: 'Dashboard not found' })
    );
    app.get('/api/frontend/settings', async () => ({ namespace: 'default' }));
    app.get('/apis/playlist.grafana.app', async () => ({ preferredVersion: { version: 'v0alpha1' } }));
    app.get<{ Params: { name: string } }>(
      `${PLAYLISTS}/:name`,
      async ({ params }, reply) =>
        this.playlists.get(params.name) ?? reply.code(404).send({ message: 'not found', code: 404 })
    );
    app.post<{ Body: Playlist }>(PLAYLISTS, async ({ body }) => this.#store(body));
    app.put<{ Body: Playlist }>(`${PLAYLISTS}/:name`, async ({ body }, reply) => {
      const known = this.playlists.get(body.metadata.name);
      return known?.metadata.resourceVersion === body.metadata.resourceVersion
        ? this.#store(body)
        : reply.code(409).send({ message: 'the object has been modified' });
    });
  }

  #store({ metadata, spec }: Playlist): Playlist {
    const stored = { metadata: { ...metadata, resourceVersion: String(this.writes) }, spec };
    this.playlists.set(metadata.name, stored);
    return stored;
  }
}

import type { FastifyInstance, FastifyReply } from 'fastify';

import type { FakePlaylist } from './grafana-org.ts';
import type { FakeOrgs } from './grafana-org-routes.ts';

const GROUP = '/apis/playlist.grafana.app';
const LIST = `${GROUP}/v0alpha1/namespaces/:namespace/playlists`;

interface Address {
  Params: { namespace: string; name: string };
}

/** Playlists of Grafana 12.2's app API, after `pkg/registry/apps/playlist`: an organisation is a namespace there. */
export function routePlaylists(app: FastifyInstance, orgs: FakeOrgs, rootUrl: () => string): void {
  let version = 0;
  const playlistsOf = (namespace: string): Map<string, FakePlaylist> | undefined =>
    orgs.all().find(({ id }) => namespaceOf(id) === namespace)?.playlists;
  const store = (namespace: string, { metadata, spec }: FakePlaylist): FakePlaylist => {
    version += 1;
    const stored = { metadata: { ...metadata, resourceVersion: String(version) }, spec };
    playlistsOf(namespace)?.set(metadata.name, stored);
    return stored;
  };

  app.get(GROUP, async () => ({ preferredVersion: { version: 'v0alpha1' } }));
  app.get('/api/frontend/settings', async ({ headers }) => ({
    namespace: namespaceOf(Number(headers['x-grafana-org-id'] ?? 1)),
    buildInfo: { version: '12.4.3' },
    appUrl: rootUrl(),
  }));
  app.get<Address>(LIST, async ({ params }) => ({ items: [...(playlistsOf(params.namespace)?.values() ?? [])] }));
  app.get<Address>(
    `${LIST}/:name`,
    async ({ params }, reply) => playlistsOf(params.namespace)?.get(params.name) ?? notFound(reply)
  );
  app.post<Address & { Body: FakePlaylist }>(LIST, async ({ params, body }) => store(params.namespace, body));
  app.put<Address & { Body: FakePlaylist }>(`${LIST}/:name`, async ({ params, body }, reply) =>
    playlistsOf(params.namespace)?.get(params.name)?.metadata.resourceVersion === body.metadata.resourceVersion
      ? store(params.namespace, body)
      : reply.code(409).send({ message: 'the object has been modified' })
  );
  app.delete<Address>(`${LIST}/:name`, async ({ params }, reply) =>
    playlistsOf(params.namespace)?.delete(params.name) ? { status: 'Success' } : notFound(reply)
  );
}

/** The namespace of an organisation in the app APIs. */
export function namespaceOf(orgId: number): string {
  return orgId === 1 ? 'default' : `org-${orgId}`;
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ message: 'not found', code: 404 });
}

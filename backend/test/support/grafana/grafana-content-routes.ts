import type { FastifyInstance, FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify';

import { VERSION } from '../../../src/main/version.ts';
import type { FakeDashboard, FakeDataSource, FakeOrg } from './grafana-org.ts';
import type { FakeOrgs } from './grafana-org-routes.ts';

type DataSourceBody = Omit<FakeDataSource, 'secrets'> & { secureJsonData?: Record<string, string> };

interface UidAddress {
  Params: { uid: string };
}

/** A route of one organisation, which must be one that the asking user is an admin of. */
type OrgRoute<R extends RouteGenericInterface> = (
  org: FakeOrg,
  request: FastifyRequest<R>,
  reply: FastifyReply
) => unknown;

/**
 * What stands in an organisation, after `pkg/api/datasources.go`, `plugins.go`, `folder.go`, `dashboard.go` and
 * `preferences.go` of Grafana 12.2.
 */
export function routeContent(app: FastifyInstance, orgs: FakeOrgs): void {
  const inOrg =
    <R extends RouteGenericInterface>(route: OrgRoute<R>) =>
    async (request: FastifyRequest<R>, reply: FastifyReply): Promise<unknown> => {
      const org = orgs.of(request);
      return org ? route(org, request, reply) : reply.code(403).send({ message: 'Access denied' });
    };
  routeDataSources(app, inOrg);
  routeDashboards(app, inOrg);
  routeFolders(app, inOrg);
  routeSettings(app, inOrg);
}

type InOrg = <R extends RouteGenericInterface>(
  route: OrgRoute<R>
) => (request: FastifyRequest<R>, reply: FastifyReply) => Promise<unknown>;

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ message });

function routeDataSources(app: FastifyInstance, inOrg: InOrg): void {
  const path = '/api/datasources/uid/:uid';
  const shown = ({ secrets, ...rest }: FakeDataSource): object => ({
    ...rest,
    secureJsonFields: Object.fromEntries(Object.keys(secrets).map((name) => [name, true])),
  });
  const keep = (org: FakeOrg, dataSource: FakeDataSource): object => {
    if (dataSource.isDefault) {
      org.dataSources.forEach((other) => (other.isDefault = false));
    }
    org.dataSources.set(dataSource.uid, dataSource);
    return { message: 'Datasource added', datasource: shown(dataSource) };
  };
  app.get(
    '/api/datasources',
    inOrg((org) => [...org.dataSources.values()].map(shown))
  );
  app.post<{ Body: DataSourceBody }>(
    '/api/datasources',
    inOrg((org, { body }, reply) => {
      const { secureJsonData = {}, ...settings } = body;
      const others = [...org.dataSources.values()];
      return others.some(({ name, uid }) => name === body.name || uid === body.uid)
        ? refuse(reply, 409, 'data source with the same name already exists')
        : keep(org, { ...settings, secrets: secureJsonData, version: 1, readOnly: false });
    })
  );
  app.get<UidAddress>(
    path,
    inOrg((org, { params }, reply) => {
      const found = org.dataSources.get(params.uid);
      return found ? shown(found) : refuse(reply, 404, 'Data source not found');
    })
  );
  app.put<UidAddress & { Body: DataSourceBody }>(
    path,
    inOrg((org, { params, body }, reply) => {
      const found = org.dataSources.get(params.uid);
      if (found === undefined) {
        return refuse(reply, 404, 'Data source not found');
      }
      if (found.readOnly) {
        return refuse(reply, 403, 'Cannot update read-only data source');
      }
      if (body.version < found.version) {
        return refuse(reply, 409, 'Datasource has already been updated by someone else. Please reload and try again');
      }
      const { secureJsonData, ...settings } = body;
      // Secrets that are not sent stay, and so does an address that is sent empty; everything else is replaced.
      const secrets = { ...found.secrets, ...secureJsonData };
      return keep(org, {
        ...settings,
        url: settings.url || found.url,
        secrets,
        version: body.version + 1,
        readOnly: false,
      });
    })
  );
  app.delete<UidAddress>(
    path,
    inOrg((org, { params }, reply) =>
      org.dataSources.delete(params.uid)
        ? { message: 'Data source deleted' }
        : refuse(reply, 404, 'Data source not found')
    )
  );
}

function routeDashboards(app: FastifyInstance, inOrg: InOrg): void {
  const path = '/api/dashboards/uid/:uid';
  app.get<UidAddress>(
    path,
    inOrg((org, { params }, reply) => {
      const found = org.dashboards.get(params.uid);
      return found
        ? { dashboard: { ...found.content, id: 7, version: found.version }, meta: { folderUid: found.folderUid } }
        : refuse(reply, 404, 'Dashboard not found');
    })
  );
  app.post<{ Body: { dashboard: FakeDashboard['content']; folderUid: string; overwrite: boolean } }>(
    '/api/dashboards/db',
    inOrg((org, { body }, reply) => {
      const { dashboard, folderUid, overwrite } = body;
      const before = org.dashboards.get(dashboard.uid);
      if (folderUid !== '' && !org.folders.has(folderUid)) {
        return refuse(reply, 400, 'folder not found');
      }
      if (before !== undefined && !overwrite) {
        return refuse(reply, 412, 'The dashboard has been changed by someone else');
      }
      const version = (before?.version ?? 0) + 1;
      org.dashboards.set(dashboard.uid, { folderUid, version, content: dashboard });
      // Grafana 12.2 answers with the version before.
      return { status: 'success', uid: dashboard.uid, version: before?.version ?? 1, folderUid };
    })
  );
  app.delete<UidAddress>(
    path,
    inOrg((org, { params }, reply) =>
      org.dashboards.delete(params.uid) ? { message: 'deleted' } : refuse(reply, 404, 'Dashboard not found')
    )
  );
  app.get(
    '/api/search',
    inOrg((org) => [
      ...[...org.folders].map(([uid, title]) => ({ uid, title, type: 'dash-folder' })),
      ...[...org.dashboards].map(([uid, { folderUid }]) => ({ uid, type: 'dash-db', ...(folderUid && { folderUid }) })),
    ])
  );
}

function routeFolders(app: FastifyInstance, inOrg: InOrg): void {
  const path = '/api/folders/:uid';
  app.get<UidAddress>(
    path,
    inOrg((org, { params: { uid } }, reply) =>
      org.folders.has(uid) ? { uid, title: org.folders.get(uid) } : refuse(reply, 404, 'folder not found')
    )
  );
  app.post<{ Body: { uid: string; title: string } }>(
    '/api/folders',
    inOrg((org, { body: { uid, title } }, reply) => {
      if (org.folders.has(uid)) {
        return refuse(reply, 412, 'the folder has been changed by someone else');
      }
      org.folders.set(uid, title);
      return { uid, title };
    })
  );
  app.delete<UidAddress>(
    path,
    inOrg((org, { params: { uid } }, reply) => {
      // With everything in it.
      [...org.dashboards]
        .filter(([, { folderUid }]) => folderUid === uid)
        .forEach(([each]) => org.dashboards.delete(each));
      return org.folders.delete(uid) ? { message: 'Folder deleted' } : refuse(reply, 404, 'folder not found');
    })
  );
}

function routeSettings(app: FastifyInstance, inOrg: InOrg): void {
  const settings = '/api/plugins/agitel-vigie-app/settings';
  app.get(
    settings,
    inOrg((org) => ({ id: 'agitel-vigie-app', info: { version: VERSION }, ...org.app }))
  );
  app.post<{ Body: FakeOrg['app'] }>(
    settings,
    inOrg((org, { body }) => {
      org.app = body;
      return { message: 'Plugin settings updated' };
    })
  );
  app.get(
    '/api/org/preferences',
    inOrg((org) => org.preferences)
  );
  app.patch<{ Body: { homeDashboardUID?: string } }>(
    '/api/org/preferences',
    inOrg((org, { body }, reply) => {
      const { homeDashboardUID: home } = body;
      if (home !== undefined && home !== '' && !org.dashboards.has(home)) {
        return refuse(reply, 404, 'Dashboard not found');
      }
      org.preferences = { ...org.preferences, ...body };
      if (home === '') {
        delete org.preferences['homeDashboardUID'];
      }
      return { message: 'Preferences updated' };
    })
  );
  app.get(
    '/api/teams/search',
    inOrg((org) => ({ totalCount: org.teams, teams: [] }))
  );
  app.get(
    '/api/serviceaccounts/search',
    inOrg(() => ({ totalCount: 0, serviceAccounts: [] }))
  );
  app.get(
    '/api/library-elements',
    inOrg(() => ({ result: { totalCount: 0, elements: [] } }))
  );
}

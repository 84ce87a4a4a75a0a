import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Locale } from '../../domain/rules/locale.ts';
import { fileOf } from '../../installation.ts';
import { type GrafanaClient, GrafanaError } from '../api/client.ts';
import type { BoundOrg } from '../plan/bound-org.ts';
import { asNamed, type Change } from '../plan/change.ts';
import { holds } from '../plan/holds.ts';

/** Uid of the folder of Vigie's dashboards and alert rules. */
export const FOLDER_UID = 'vigie';
export const FOLDER_PATH = `/api/folders/${FOLDER_UID}`;
const FOLDER_TITLE = 'Vigie';

/** What all generated pages are tagged with: `dashboards/src/page/links.ts`. */
const PAGE_TAG = 'vigie';

/** Pages of tenants alone, which the main organisation's file provisioning must not find beside its own. */
const TENANT_PAGES = ['vigie-tickets'];

const GENERATED = fileOf('dashboards', 'generated');

interface StoredDashboard {
  dashboard: object;
  meta: { folderUid: string };
}

/** Where a dashboard is read and removed. */
export const dashboardPath = (uid: string): string => `/api/dashboards/uid/${uid}`;

/** The folder. A title that a person gave it stays. */
export async function planFolder(client: GrafanaClient, { wanted, org }: BoundOrg): Promise<Change[]> {
  const request = { orgId: org?.id };
  if ((await client.find(FOLDER_PATH, request)) !== undefined) {
    return [];
  }
  const body = { uid: FOLDER_UID, title: FOLDER_TITLE };
  return [
    {
      action: 'create',
      object: `folder ${FOLDER_UID}`,
      org: wanted.name,
      detail: asNamed(FOLDER_TITLE),
      basis: body,
      apply: () => client.send('POST', '/api/folders', { ...request, body }),
    },
  ];
}

/** The organisation's pages in its language, known by their uids; other dashboards are not looked at. */
export async function planDashboards(client: GrafanaClient, bound: BoundOrg): Promise<Change[]> {
  const { pages, formerPages } = bound.wanted;
  const changes = await Promise.all([
    ...pages.map((uid) => planDashboard(client, bound, uid)),
    ...formerPages.map((uid) => planRemoval(client, bound, uid)),
  ]);
  return changes.flat();
}

/** A page that the organisation has no more; one with this uid that a person made instead stays. */
async function planRemoval(client: GrafanaClient, { wanted, org }: BoundOrg, uid: string): Promise<Change[]> {
  const orgId = org?.id;
  const actual = await findDashboard(client, uid, orgId);
  const isOurs = (actual?.dashboard as { tags?: string[] } | undefined)?.tags?.includes(PAGE_TAG) === true;
  return isOurs
    ? [
        {
          action: 'remove',
          object: `dashboard ${uid}`,
          org: wanted.name,
          detail: { fr: 'n’est plus de cette organisation', en: 'no longer of this organisation' },
          basis: actual,
          apply: async () => void (await client.send('DELETE', dashboardPath(uid), { orgId })),
        },
      ]
    : [];
}

async function planDashboard(client: GrafanaClient, { wanted, org }: BoundOrg, uid: string): Promise<Change[]> {
  const orgId = org?.id;
  const [dashboard, actual] = await Promise.all([
    readGenerated(wanted.language, uid),
    findDashboard(client, uid, orgId),
  ]);
  // Grafana adds an id and a version, and may add defaults: what was generated has to be there as it is.
  if (actual !== undefined && holds(actual.dashboard, dashboard)) {
    return [];
  }
  const body = {
    dashboard,
    // One that a person moved stays where it is.
    folderUid: actual?.meta.folderUid ?? FOLDER_UID,
    overwrite: true,
    message: 'vigie grafana apply',
  };
  return [
    {
      action: actual === undefined ? 'create' : 'update',
      object: `dashboard ${uid}`,
      org: wanted.name,
      detail:
        actual === undefined
          ? asNamed(wanted.language)
          : { fr: `tel que généré (${wanted.language})`, en: `as generated (${wanted.language})` },
      basis: { from: actual, to: body },
      apply: async () => void (await client.send('POST', '/api/dashboards/db', { orgId, body })),
    },
  ];
}

/** Grafana answers 406 for a dashboard that was saved in its newer form, which this API cannot show: it is none of ours. */
async function findDashboard(
  client: GrafanaClient,
  uid: string,
  orgId: number | undefined
): Promise<StoredDashboard | undefined> {
  try {
    return await client.find<StoredDashboard>(dashboardPath(uid), { orgId });
  } catch (error) {
    if (error instanceof GrafanaError && error.status === 406) {
      return { dashboard: {}, meta: { folderUid: FOLDER_UID } };
    }
    throw error;
  }
}

const generated = new Map<string, Promise<object>>();

/** Read once a process: an organisation of every enterprise takes the same file. */
function readGenerated(language: Locale, uid: string): Promise<object> {
  const file = path.join(GENERATED, TENANT_PAGES.includes(uid) ? 'tenants' : '', language, `${uid}.json`);
  const dashboard = generated.get(file) ?? readFile(file, 'utf8').then((text) => JSON.parse(text) as object);
  generated.set(file, dashboard);
  return dashboard;
}

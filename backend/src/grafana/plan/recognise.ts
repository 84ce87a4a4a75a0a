import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Org, Server } from '../api/server.ts';
import { readDataSource } from '../resources/data-source.ts';
import type { StoredDataSource } from '../resources/stored-data-source.ts';

/** What has become of an organisation that Vigie made. */
export type Recognised =
  | { state: 'ours'; org: Org; dataSource: StoredDataSource | undefined }
  /** It does not exist, or was only about to be made. */
  | { state: 'gone' }
  /** Its number is another organisation's here, or somebody put another data source into the place of ours. */
  | { state: 'foreign'; org: Org }
  /** The asking user is no admin of it, so that nothing can be read there. */
  | { state: 'closed'; org: Org };

/** A binding with what has become of it. */
export interface KnownBinding {
  binding: GrafanaOrg;
  found: Recognised;
}

/**
 * A number alone proves nothing: another Grafana, or this one reinstalled, has other organisations under the same numbers.
 * Ours has the data source that carries the binding's id; or none yet, and still the name that Vigie gave it.
 */
export async function recognise(client: GrafanaClient, server: Server, binding: GrafanaOrg): Promise<Recognised> {
  const { orgId } = binding;
  const org = orgId === null ? named(server, binding.orgName) : server.orgs.get(orgId);
  if (org === undefined) {
    return { state: 'gone' };
  }
  if (!server.adminOf.has(org.id)) {
    // Who makes an organisation is its admin: one that was only announced is somebody else's, then.
    return orgId === null ? { state: 'gone' } : { state: 'closed', org };
  }
  const dataSource = await readDataSource(client, org.id);
  const ours = dataSource === undefined ? org.name === binding.orgName : dataSource.jsonData?.binding === binding.id;
  return ours ? { state: 'ours', org, dataSource } : { state: 'foreign', org };
}

function named({ orgs }: Server, name: string): Org | undefined {
  return [...orgs.values()].find((org) => org.name === name);
}

import { type GrafanaClient, GrafanaError } from '../../api/client.ts';

/** The API groups of alerting. */
export type Group = 'rules.alerting.grafana.app' | 'notifications.alerting.grafana.app';

/** A kind of things in one of them. */
export interface Kind {
  group: Group;
  kind: string;
  plural: string;
}

/** Who wrote an object, in one of its annotations: `api` as in the provisioning API. */
const PROVENANCE = 'grafana.com/provenance';
/** What a program's objects carry; absent or `none`: a person wrote it. */
const OURS = 'api';

/** An object as Grafana's app platform keeps it. */
export interface Resource<Spec> {
  metadata: {
    name: string;
    resourceVersion?: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
  };
  spec: Spec;
}

/** What is to be written of an object beside its content. */
interface Writing<Spec> {
  /** What is there, by which it is replaced; absent: the object is new. */
  actual?: Resource<Spec>;
  /** Absent where Grafana names the object itself, after its title. */
  name?: string;
  annotations?: Record<string, string>;
}

/** The objects of one kind in an organisation. */
export interface Collection<Spec> {
  list(): Promise<Resource<Spec>[]>;
  find(name: string): Promise<Resource<Spec> | undefined>;
  /** Names what was read, so that a change made meanwhile is refused instead of lost. */
  write(spec: Spec, writing: Writing<Spec>): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * The version of the group and the organisation's namespace in it are asked for, as they differ between servers.
 *
 * @throws {@link GrafanaError} when the server does not have the group
 */
export async function openCollection<Spec>(
  client: GrafanaClient,
  orgId: number,
  { group, kind, plural }: Kind
): Promise<Collection<Spec>> {
  const [found, { namespace }] = await Promise.all([
    client.find<{ preferredVersion: { version: string } }>(`/apis/${group}`, { orgId }),
    client.get<{ namespace: string }>('/api/frontend/settings', { orgId }),
  ]);
  if (found === undefined) {
    throw new GrafanaError({
      fr: `Ce Grafana n’a pas l’API ${group} : activez-y les alertes unifiées.`,
      en: `This Grafana has no ${group} API: turn on unified alerting in it.`,
    });
  }
  const { version } = found.preferredVersion;
  const path = `/apis/${group}/${version}/namespaces/${namespace}/${plural}`;
  const at = (name: string): string => `${path}/${encodeURIComponent(name)}`;
  return {
    async list() {
      const items: Resource<Spec>[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const query: string = next === '' ? '' : `?continue=${encodeURIComponent(next)}`;
        const page: { items: Resource<Spec>[]; metadata?: { continue?: string } } = await client.get(path + query, {
          orgId,
        });
        items.push(...page.items);
        next = page.metadata?.continue || undefined;
      }
      return items;
    },
    find: (name) => client.find(at(name), { orgId }),
    async write(spec, { actual, name, annotations }) {
      const body = {
        apiVersion: `${group}/${version}`,
        kind,
        metadata: {
          ...(name === undefined && actual === undefined ? {} : { name: actual?.metadata.name ?? name }),
          namespace,
          ...(actual && { resourceVersion: actual.metadata.resourceVersion, labels: actual.metadata.labels }),
          annotations: { ...annotations, [PROVENANCE]: OURS },
        },
        spec,
      };
      await (actual
        ? client.send('PUT', at(actual.metadata.name), { orgId, body })
        : client.send('POST', path, { orgId, body }));
    },
    remove: (name) => client.send('DELETE', at(name), { orgId }),
  };
}

/** Who wrote an object, in the words of the port. */
export function provenanceOf({ metadata }: Resource<unknown>): { provenance?: string } {
  const provenance = metadata.annotations?.[PROVENANCE] ?? '';
  return provenance === '' || provenance === 'none' ? {} : { provenance };
}

import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Org } from '../api/server.ts';
import type { Registry } from '../registry.ts';
import type { StoredDataSource } from '../resources/stored-data-source.ts';
import type { WantedOrg } from '../wanted/wanted.ts';

/** What all steps of a run work with. */
export interface Onboarding {
  client: GrafanaClient;
  registry: Registry;
  /** Where Grafana reaches Vigie. */
  backendUrl: string;
  /** As they were when the run began. */
  tokens: readonly TokenAnswer[];
  /** Gives every organisation a new token. */
  rotate: boolean;
}

/** An organisation together with what is known of it; a run fills in what it makes. */
export interface BoundOrg {
  wanted: WantedOrg;
  binding: GrafanaOrg;
  /** Undefined until it is made. */
  org: Org | undefined;
  /** As it was when the run began. */
  dataSource: StoredDataSource | undefined;
}

/** Writes down a step at once, so that a run that breaks off is picked up where it was. */
export async function saveBinding(
  registry: Registry,
  bound: { binding: GrafanaOrg },
  changes: Partial<Omit<GrafanaOrg, 'id'>> = {}
): Promise<void> {
  const binding = { ...bound.binding, ...changes };
  await registry.saveGrafanaOrg(binding);
  bound.binding = binding;
}

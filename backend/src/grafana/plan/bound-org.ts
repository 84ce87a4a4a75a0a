import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { GrafanaClient } from '../api/client.ts';
import type { Org } from '../api/server.ts';
import type { Registry } from '../registry.ts';
import type { StoredDataSource } from '../resources/stored-data-source.ts';
import type { WantedOrg } from '../wanted/wanted.ts';
import type { Stage } from './change.ts';

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

/** An organisation together with what is known of it. */
export interface BoundOrg {
  readonly wanted: WantedOrg;
  readonly binding: GrafanaOrg;
  /** Undefined until it is made. */
  readonly org: Org | undefined;
  /** As it was when the run began. */
  readonly dataSource: StoredDataSource | undefined;
}

/** A stage of the work on an organisation that is bound. */
export type OrgStage = Stage<BoundOrg>;

/**
 * Writes down a step at once, so that a run that breaks off is picked up where it was.
 * @returns the organisation as it is written down now
 */
export async function saveBinding(
  registry: Registry,
  bound: BoundOrg,
  changes: Partial<Omit<GrafanaOrg, 'id'>> = {}
): Promise<BoundOrg> {
  const binding = { ...bound.binding, ...changes };
  await registry.saveGrafanaOrg(binding);
  return { ...bound, binding };
}

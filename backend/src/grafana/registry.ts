import type { TokenAnswer } from '../identity/token-answer.ts';
import type { NewToken } from '../identity/tokens.ts';
import type { GrafanaOrg } from '../store/settings/grafana-orgs.ts';

/** What Vigie's own side knows of the organisations it made: a server over HTTP, or the store itself. */
export interface Registry {
  listGrafanaOrgs(): Promise<GrafanaOrg[]>;
  /** Adds one, or replaces the one of that id. */
  saveGrafanaOrg(org: GrafanaOrg): Promise<void>;
  /** Forgets one. */
  removeGrafanaOrg(id: string): Promise<void>;
  listTokens(): Promise<TokenAnswer[]>;
  createToken(token: NewToken): Promise<{ id: string; token: string }>;
  revokeToken(id: string): Promise<void>;
}

/** What a token may do. `admin` never goes into Grafana: it belongs to the command line. */
export const SCOPES = ['tickets:read', 'counters:read', 'sites:write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A set of names, or everything. */
export type Allowed = 'all' | readonly string[];

/**
 * What a caller may see, decided by the token alone. Query parameters can only narrow it.
 * Repositories apply `connections` and `enterprises` themselves, so that no dataset can forget to.
 */
export interface Access {
  /** Public id of the token, for logs, the audit and cache keys; never the token itself. */
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly Scope[];
  readonly connections: Allowed;
  readonly enterprises: Allowed;
}

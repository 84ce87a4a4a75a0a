/** What a token may do. `admin` never goes into Grafana: it belongs to the command line. */
export const SCOPES = ['tickets:read', 'counters:read', 'sites:write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a token that is limited to clients sees besides of a ticket, which is else for the company alone. */
export const SHOWN_FIELDS = ['technician', 'queue', 'status'] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

/** A set of names, or everything. */
export type Allowed = 'all' | readonly string[];

/**
 * What a caller may see, decided by the token alone. Query parameters can only narrow it.
 * Repositories apply `connections`, `enterprises` and `clients` themselves, so that no dataset can forget to.
 */
export interface Access {
  /** Public id of the token, for logs, the audit and cache keys; never the token itself. */
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly Scope[];
  readonly connections: Allowed;
  readonly enterprises: Allowed;
  /** Whose tickets, by the names of the rules; those that the rules no longer have are left out. */
  readonly clients: Allowed;
  /** Only counts for a token that is limited to clients. */
  readonly shows: readonly ShownField[];
}

/** Whether a caller sees the tickets of some clients only: then nothing of the company itself either, unless it is meant for clients. */
export function isForClients({ clients }: Pick<Access, 'clients'>): boolean {
  return clients !== 'all';
}

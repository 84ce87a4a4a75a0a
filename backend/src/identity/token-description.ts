import type { Allowed, Scope, ShownField } from '../domain/access/access.ts';
import type { AuditData, TokenRow } from '../store/schema.ts';

/** A token as lists show it: everything but the secret. */
export interface TokenDescription {
  id: string;
  name: string;
  scopes: readonly Scope[];
  enterprises: Allowed;
  connections: Allowed;
  clients: Allowed;
  shows: readonly ShownField[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  state: TokenState;
}

export type TokenState = 'active' | 'expired' | 'revoked';

/** By real time, whatever the business clock says. */
export function tokenState({ revoked_at, expires_at }: TokenRow): TokenState {
  if (revoked_at !== null) {
    return 'revoked';
  }
  return expires_at !== null && expires_at.getTime() <= Date.now() ? 'expired' : 'active';
}

export function describeToken(row: TokenRow): TokenDescription {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    enterprises: row.enterprises ?? 'all',
    connections: row.connections ?? 'all',
    clients: row.clients ?? 'all',
    shows: row.shows,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    state: tokenState(row),
  };
}

/** What the audit keeps of a token. Lists as JSON: a name may hold anything, a comma and the word `all` too. */
export function auditedToken(row: TokenRow): AuditData {
  const names = (list: readonly string[] | null): string => (list === null ? 'all' : JSON.stringify(list));
  return {
    scopes: row.scopes.join(', '),
    enterprises: names(row.enterprises),
    connections: names(row.connections),
    // Most tokens are limited to no client.
    ...(row.clients !== null && { clients: names(row.clients), shows: row.shows.join(', ') }),
    expiresAt: row.expires_at?.toISOString() ?? null,
    state: tokenState(row),
  };
}

import { Type } from 'typebox';

import { type Allowed, SCOPES, SHOWN_FIELDS } from '../domain/access/access.ts';
import type { TokenDescription } from './tokens.ts';

const Instant = Type.String({ format: 'date-time' });
const OptionalInstant = Type.Union([Instant, Type.Null()]);
const Names = Type.Union([Type.Literal('all'), Type.Array(Type.String())]);

/** A token as answers show it; instants as ISO texts. */
export const TokenAnswer = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.Enum([...SCOPES])),
    enterprises: Names,
    connections: Names,
    clients: Names,
    shows: Type.Array(Type.Enum([...SHOWN_FIELDS])),
    createdAt: Instant,
    expiresAt: OptionalInstant,
    revokedAt: OptionalInstant,
    lastUsedAt: OptionalInstant,
    state: Type.Enum(['active', 'expired', 'revoked']),
  },
  { $id: 'Token' }
);
export type TokenAnswer = Type.Static<typeof TokenAnswer>;

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
const names = (allowed: Allowed): 'all' | string[] => (allowed === 'all' ? 'all' : [...allowed]);

export function tokenAnswer(token: TokenDescription): TokenAnswer {
  return {
    ...token,
    scopes: [...token.scopes],
    enterprises: names(token.enterprises),
    connections: names(token.connections),
    clients: names(token.clients),
    shows: [...token.shows],
    createdAt: token.createdAt.toISOString(),
    expiresAt: iso(token.expiresAt),
    revokedAt: iso(token.revokedAt),
    lastUsedAt: iso(token.lastUsedAt),
  };
}

import { randomUUID } from 'node:crypto';

import type { TokenRow, StoreDatabase } from '../store/schema.ts';
import { VigieError } from '../errors.ts';
import type { Access, Allowed, Scope } from './access.ts';
import { hashToken, newToken } from './token-format.ts';

/** Id and name of the token that `VIGIE_BOOTSTRAP_TOKEN` sets. */
export const BOOTSTRAP_TOKEN = 'bootstrap';

const BOOTSTRAP_SCOPES: readonly Scope[] = ['tickets:read', 'counters:read', 'sites:write'];
const DAY_MS = 86_400_000;
/** `last_used_at` answers "is it still in use?": writing it on every request would cost more than it tells. */
const LAST_USED_RESOLUTION_MS = 60_000;

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  /** Absent: all enterprises. */
  enterprises?: readonly string[];
  /** Absent: all connections. */
  connections?: readonly string[];
  /** Absent: never expires. */
  expiresInDays?: number;
}

/** A token as lists show it: everything but the secret. */
export interface TokenDescription {
  id: string;
  name: string;
  scopes: readonly Scope[];
  enterprises: Allowed;
  connections: Allowed;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  state: 'active' | 'expired' | 'revoked';
}

export interface Tokens {
  /** Makes a token; the secret is in the answer and nowhere else. */
  create(token: NewToken): Promise<{ id: string; token: string }>;
  /** All tokens, oldest first. */
  list(): Promise<TokenDescription[]>;
  /** Ends a token at once. @throws {VigieError} `not_found`. */
  revoke(id: string): Promise<void>;
  /**
   * What the bearer may do; `undefined` alike for an unknown, an expired and a revoked token.
   * One indexed look-up a call and nothing kept between calls, so that a revoked token is dead at once.
   */
  authenticate(bearer: string): Promise<Access | undefined>;
  /**
   * Makes `VIGIE_BOOTSTRAP_TOKEN` the token named `bootstrap`; another value replaces the old one, and `undefined`
   * removes it. A bootstrap token that was revoked stays so until its value changes.
   * @throws {VigieError} `invalid_request` when the value is already another token's.
   */
  ensureBootstrap(token: string | undefined): Promise<void>;
}

/** The bearer tokens of the store. Validity goes by real time, whatever the business clock says. */
export function createTokens(db: StoreDatabase): Tokens {
  return {
    async create({ name, scopes, enterprises, connections, expiresInDays }) {
      const token = newToken();
      const id = randomUUID();
      await db
        .insertInto('tokens')
        .values({
          id,
          name,
          token_hash: hashToken(token),
          scopes: [...scopes],
          enterprises: enterprises === undefined ? null : [...enterprises],
          connections: connections === undefined ? null : [...connections],
          expires_at: expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS),
        })
        .execute();
      return { id, token };
    },

    async list() {
      const rows = await db.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(describe);
    },

    async revoke(id) {
      const result = await db
        .updateTable('tokens')
        .set({ revoked_at: new Date() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) {
        throw new VigieError('not_found', `No valid token has the id "${id}". "vigie token list" shows the tokens.`);
      }
    },

    async authenticate(bearer) {
      const row = await db
        .selectFrom('tokens')
        .selectAll()
        .where('token_hash', '=', hashToken(bearer))
        .executeTakeFirst();
      if (row === undefined || stateOf(row) !== 'active') {
        return undefined;
      }
      if (row.last_used_at === null || Date.now() - row.last_used_at.getTime() >= LAST_USED_RESOLUTION_MS) {
        await db.updateTable('tokens').set({ last_used_at: new Date() }).where('id', '=', row.id).execute();
      }
      return {
        tokenId: row.id,
        tokenName: row.name,
        scopes: row.scopes,
        enterprises: row.enterprises ?? 'all',
        connections: row.connections ?? 'all',
      };
    },

    async ensureBootstrap(token) {
      if (token === undefined) {
        await db.deleteFrom('tokens').where('id', '=', BOOTSTRAP_TOKEN).execute();
        return;
      }
      const token_hash = hashToken(token);
      const other = await db
        .selectFrom('tokens')
        .select('name')
        .where('token_hash', '=', token_hash)
        .where('id', '!=', BOOTSTRAP_TOKEN)
        .executeTakeFirst();
      if (other !== undefined) {
        throw new VigieError(
          'invalid_request',
          `VIGIE_BOOTSTRAP_TOKEN holds the token named "${other.name}". Give it a value of its own.`
        );
      }
      await db
        .insertInto('tokens')
        .values({ id: BOOTSTRAP_TOKEN, name: BOOTSTRAP_TOKEN, token_hash, scopes: [...BOOTSTRAP_SCOPES] })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ token_hash, scopes: [...BOOTSTRAP_SCOPES], revoked_at: null, last_used_at: null })
            .where('tokens.token_hash', '!=', token_hash)
        )
        .execute();
    },
  };
}

function stateOf(row: TokenRow): TokenDescription['state'] {
  if (row.revoked_at !== null) {
    return 'revoked';
  }
  return row.expires_at !== null && row.expires_at.getTime() <= Date.now() ? 'expired' : 'active';
}

function describe(row: TokenRow): TokenDescription {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    enterprises: row.enterprises ?? 'all',
    connections: row.connections ?? 'all',
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    state: stateOf(row),
  };
}

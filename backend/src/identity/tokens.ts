import { randomUUID } from 'node:crypto';

import type { Access, Scope, ShownField } from '../domain/access/access.ts';
import { VigieError } from '../domain/errors.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { fold } from '../domain/text/text.ts';
import { recordAudit } from '../store/audit.ts';
import { storeOutage } from '../store/driver/failures/store-errors.ts';
import type { StoreDatabase, TokenRow } from '../store/schema.ts';
import type { Actor } from './actor.ts';
import { createRememberedTokens } from './remembered-tokens.ts';
import {
  auditedToken,
  describeToken,
  type TokenDescription,
  type TokenState,
  tokenState,
} from './token-description.ts';
import { hashToken, newToken } from './token-format.ts';

export type { TokenDescription };

const DAY_MS = 86_400_000;
/** `last_used_at` answers "is it still in use?": writing it on every request would cost more than it tells. */
const LAST_USED_RESOLUTION_MS = 60_000;

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  /** Exact names; absent: all enterprises, empty: none. */
  enterprises?: readonly string[];
  /** Absent: all connections, empty: none. */
  connections?: readonly string[];
  /** Whose tickets, by the names of the rules; absent: those of everybody, empty: none. */
  clients?: readonly string[];
  /** What a token of some clients sees besides; absent: nothing. */
  shows?: readonly ShownField[];
  /** Absent: never expires. */
  expiresInDays?: number;
}

/** A token that is no longer valid. */
export interface EndedToken {
  id: string;
  name: string;
  state: Exclude<TokenState, 'active'>;
}

/** What a bearer may do, or the token that it was once; neither for one that was never a token. */
export type Authentication = { access: Access; ended?: undefined } | { access?: undefined; ended?: EndedToken };

/** The bearer tokens of the store. What changes one is recorded in the audit, in the same transaction. */
export interface Tokens {
  /**
   * Makes a token; the secret is in the answer and nowhere else.
   * @throws {VigieError} `invalid_request`
   */
  create(token: NewToken, actor: Actor): Promise<{ id: string; token: string }>;
  /** All tokens, oldest first. */
  list(): Promise<TokenDescription[]>;
  /** Ends a token at once. @throws {VigieError} `not_found`. */
  revoke(id: string, actor: Actor): Promise<void>;
  /**
   * What the bearer may do. That it is a token that has ended is for the audit alone: its holder gets what one gets
   * who made it up.
   * One indexed look-up a call, so that a revoked token is dead at once. While the store gives no answer, a token goes on
   * that was valid in the last minutes before: what is kept for its holder's screen stays there, and nothing can be changed.
   */
  authenticate(bearer: string): Promise<Authentication>;
}

/**
 * Validity goes by real time, whatever the business clock says.
 *
 * @param rules - the clients there are: a token sees nothing of one that is not among them, such as one that was renamed
 */
export function createTokens(db: StoreDatabase, rules: Pick<Rules, 'clients'> = { clients: [] }): Tokens {
  const remembered = createRememberedTokens();
  const knownClients = rules.clients.map(({ name }) => name);

  /** Also notes the use. */
  async function lookUp(hash: Buffer): Promise<TokenRow | undefined> {
    try {
      const row = await db.selectFrom('tokens').selectAll().where('token_hash', '=', hash).executeTakeFirst();
      remembered.note(hash, row);
      if (row !== undefined && tokenState(row) === 'active' && isUseNew(row)) {
        await db.updateTable('tokens').set({ last_used_at: new Date() }).where('id', '=', row.id).execute();
      }
      return row;
    } catch (error) {
      const row = storeOutage(error) && remembered.recall(hash);
      if (row === undefined) {
        throw error;
      }
      return row;
    }
  }

  return {
    async create(given, actor) {
      const { name, scopes, enterprises, connections, clients, shows = [], expiresInDays } = given;
      refuseContradictions(given);
      refuseUnknownClients(clients ?? [], rules);
      const token = newToken();
      const values = {
        id: randomUUID(),
        name,
        token_hash: hashToken(token),
        scopes: [...scopes],
        enterprises: enterprises === undefined ? null : [...enterprises],
        connections: connections === undefined ? null : [...connections],
        clients: clients === undefined ? null : [...clients],
        shows: [...shows],
        expires_at: expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS),
      };
      await db.transaction().execute(async (transaction) => {
        const row = await transaction.insertInto('tokens').values(values).returningAll().executeTakeFirstOrThrow();
        const target = { id: row.id, name: row.name };
        const entry = { ...actor, action: 'token.create', target, before: null, after: auditedToken(row) };
        await recordAudit(transaction, entry);
      });
      return { id: values.id, token };
    },

    async list() {
      const rows = await db.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(describeToken);
    },

    async revoke(id, actor) {
      await db.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable('tokens')
          .set({ revoked_at: new Date() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) {
          throw new VigieError('not_found', {
            fr: `Aucun jeton valable n’a l’identifiant « ${id} ». « vigie token list » montre les jetons.`,
            en: `No valid token has the id "${id}". "vigie token list" shows the tokens.`,
          });
        }
        await recordAudit(transaction, {
          ...actor,
          action: 'token.revoke',
          target: { id, name: row.name },
          before: auditedToken({ ...row, revoked_at: null }),
          after: auditedToken(row),
        });
        remembered.note(row.token_hash, undefined);
      });
    },

    async authenticate(bearer) {
      const row = await lookUp(hashToken(bearer));
      if (row === undefined) {
        return {};
      }
      const state = tokenState(row);
      if (state !== 'active') {
        return { ended: { id: row.id, name: row.name, state } };
      }
      const { name, scopes, enterprises, connections, clients, shows } = describeToken(row);
      const present = clients === 'all' ? clients : clients.filter((client) => knownClients.includes(client));
      return {
        access: { tokenId: row.id, tokenName: name, scopes, enterprises, connections, clients: present, shows },
      };
    },
  };
}

function isUseNew({ last_used_at: lastUsedAt }: TokenRow): boolean {
  return lastUsedAt === null || Date.now() - lastUsedAt.getTime() >= LAST_USED_RESOLUTION_MS;
}

/** A caller that may create tokens could create an unlimited one: limiting its own would only pretend to. */
function refuseContradictions({ name, scopes, enterprises, connections, clients, shows = [] }: NewToken): void {
  if (name.trim() === '') {
    throw new VigieError('invalid_request', {
      fr: 'Un jeton a besoin d’un nom qui dise à quoi il sert.',
      en: 'A token needs a name that says what it is for.',
    });
  }
  if (scopes.includes('admin') && [enterprises, connections, clients].some((limit) => limit !== undefined)) {
    throw new VigieError('invalid_request', {
      fr: 'Un jeton qui a le droit admin ne peut être limité à des entreprises, des connexions ou des clients : retirez le droit ou les limites.',
      en: 'A token with the scope admin cannot be limited to enterprises, connections or clients: leave the scope or the limits out.',
    });
  }
  if (shows.length > 0 && clients === undefined) {
    throw new VigieError('invalid_request', {
      fr: 'Ce qu’un jeton montre en plus ne vaut que pour un jeton limité à des clients ; les autres voient tout. Nommez ses clients, ou retirez-le.',
      en: 'What a token shows besides is for one that is limited to clients; others see everything. Name its clients, or leave it out.',
    });
  }
}

/** A name that is none would see nothing, and nobody would know why. */
function refuseUnknownClients(names: readonly string[], { clients }: Pick<Rules, 'clients'>): void {
  const unknown = names.find((name) => !clients.some((client) => client.name === name));
  if (unknown === undefined) {
    return;
  }
  const meant = clients.find(({ name, aliases }) => [name, ...aliases].some((each) => fold(each) === fold(unknown)));
  const known = clients.map(({ name }) => JSON.stringify(name)).join(', ');
  const advice =
    meant === undefined
      ? { fr: known ? `elles ont ${known}` : 'elles n’en ont aucun', en: `they have ${known || 'none'}` }
      : {
          fr: `écrivez ${JSON.stringify(meant.name)}, comme elles`,
          en: `write ${JSON.stringify(meant.name)}, as they do`,
        };
  throw new VigieError('invalid_request', {
    fr: `Les règles n’ont pas de client ${JSON.stringify(unknown)} : ${advice.fr}.`,
    en: `The rules have no client ${JSON.stringify(unknown)}: ${advice.en}.`,
  });
}

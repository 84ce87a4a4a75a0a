import { VigieError } from '../domain/errors.ts';
import type { Actor } from '../identity/actor.ts';
import type { AuditData, AuditRow, StoreDatabase } from './schema.ts';

/** One write. */
export interface AuditEntry extends Actor {
  /** e.g. `site.update`. */
  action: string;
  target: AuditData;
  before: AuditData | null;
  after: AuditData | null;
}

export interface RecordedEntry extends AuditEntry {
  /** Rises with each write. */
  id: number;
  at: Date;
}

/**
 * Appends an entry.
 * @param db the transaction of the change itself, where the store holds both
 * @returns the entry's id
 * @throws {VigieError} `store_unavailable` when it cannot.
 */
export async function recordAudit(db: StoreDatabase, entry: AuditEntry): Promise<number> {
  try {
    const { id } = await db.insertInto('audit').values(toRow(entry)).returning('id').executeTakeFirstOrThrow();
    return id;
  } catch (error) {
    throw new VigieError(
      'store_unavailable',
      {
        fr: 'Le journal d’audit n’a pas pu être écrit, et Vigie ne modifie rien qu’elle ne puisse y inscrire. Vérifiez la base, puis réessayez.',
        en: 'The audit could not be written, and Vigie changes nothing that it cannot record. Check the store; try again.',
      },
      { cause: error }
    );
  }
}

/** Which entries are read. */
export interface AuditFilter {
  limit: number;
  /** Pages on. */
  beforeId?: number;
  /** An action, e.g. `token.create`, or what several have in common before the dot: `token`. */
  action?: string;
}

/** The newest entries first. */
export async function readAudit(db: StoreDatabase, { limit, beforeId, action }: AuditFilter): Promise<RecordedEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) {
    query = query.where('id', '<', beforeId);
  }
  if (action !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('action', '=', action), eb(eb.fn('starts_with', ['action', eb.val(`${action}.`)]), '=', true)])
    );
  }
  return (await query.execute()).map(fromRow);
}

/** Removes what is older than an instant; the store itself keeps the last 30 days. @returns how many entries. */
export async function purgeAudit(db: StoreDatabase, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('audit').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}

function toRow({ tokenId, tokenName, user, role, org, action, target, before, after }: AuditEntry) {
  return {
    token_id: tokenId,
    token_name: tokenName,
    user_login: user,
    user_role: role,
    org,
    action,
    target: JSON.stringify(target),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  };
}

function fromRow(row: AuditRow): RecordedEntry {
  return {
    id: row.id,
    at: row.at,
    tokenId: row.token_id,
    tokenName: row.token_name,
    user: row.user_login,
    role: row.user_role,
    org: row.org,
    action: row.action,
    target: row.target,
    before: row.before,
    after: row.after,
  };
}

import { VigieError } from '../errors.ts';
import type { AuditData, AuditRow, StoreDatabase } from './schema.ts';

/** One write. */
export interface AuditEntry {
  tokenId: string;
  tokenName: string;
  /** The Grafana user, as the caller claims. */
  user: string | null;
  role: string | null;
  /** Number of the Grafana org. */
  org: string | null;
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

/** Appends an entry. @throws {VigieError} `store_unavailable` when it cannot. */
export async function recordAudit(db: StoreDatabase, entry: AuditEntry): Promise<void> {
  const { tokenId, tokenName, user, role, org, action, ...data } = entry;
  try {
    await db
      .insertInto('audit')
      .values({
        token_id: tokenId,
        token_name: tokenName,
        user_login: user,
        user_role: role,
        org,
        action,
        target: JSON.stringify(data.target),
        before: data.before && JSON.stringify(data.before),
        after: data.after && JSON.stringify(data.after),
      })
      .execute();
  } catch (error) {
    throw new VigieError(
      'store_unavailable',
      'The change could not be recorded in the audit, so it was not made. Check the store; try again.',
      { cause: error }
    );
  }
}

/** The newest entries first; `beforeId` pages on. */
export async function readAudit(
  db: StoreDatabase,
  { limit, beforeId }: { limit: number; beforeId?: number }
): Promise<RecordedEntry[]> {
  const query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  const rows = await (beforeId === undefined ? query : query.where('id', '<', beforeId)).execute();
  return rows.map(fromRow);
}

/** Removes what is older than an instant; the store itself keeps the last 30 days. @returns how many entries. */
export async function purgeAudit(db: StoreDatabase, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('audit').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
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

import type { Scope } from '../domain/access/access.ts';
import { SYSTEM_ACCESS } from '../domain/access/system-access.ts';
import { VigieError } from '../domain/errors.ts';
import { recordAudit } from '../store/audit.ts';
import type { AuditData, StoreDatabase, TokenRow } from '../store/schema.ts';
import { actorOf } from './actor.ts';
import { auditedToken } from './token-description.ts';
import { hashToken } from './token-format.ts';

/** Id and name of the token that `VIGIE_BOOTSTRAP_TOKEN` sets. */
export const BOOTSTRAP_TOKEN = 'bootstrap';

const BOOTSTRAP_SCOPES: readonly Scope[] = ['tickets:read', 'counters:read', 'sites:write'];

/**
 * Makes `VIGIE_BOOTSTRAP_TOKEN` the token named `bootstrap`; another value replaces the old one, and `undefined` removes
 * it. A bootstrap token that was revoked stays so until its value changes. A change is recorded in the audit.
 * @throws {VigieError} `invalid_request` when the value is already another token's.
 */
export async function ensureBootstrapToken(db: StoreDatabase, token: string | undefined): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('tokens')
      .selectAll()
      .where('id', '=', BOOTSTRAP_TOKEN)
      .forUpdate()
      .executeTakeFirst();
    if (token !== undefined) {
      const after = await save(transaction, hashToken(token));
      if (after !== undefined) {
        await record(transaction, before, { ...auditedToken(after), secretReplaced: before !== undefined });
      }
    } else if (before !== undefined) {
      await transaction.deleteFrom('tokens').where('id', '=', BOOTSTRAP_TOKEN).execute();
      await record(transaction, before, null);
    }
  });
}

/** @returns undefined when the token has this value already, on this or another replica */
async function save(db: StoreDatabase, token_hash: Buffer): Promise<TokenRow | undefined> {
  const other = await db
    .selectFrom('tokens')
    .select('name')
    .where('token_hash', '=', token_hash)
    .where('id', '!=', BOOTSTRAP_TOKEN)
    .executeTakeFirst();
  if (other !== undefined) {
    throw new VigieError('invalid_request', {
      fr: `VIGIE_BOOTSTRAP_TOKEN contient le jeton nommé « ${other.name} ». Donnez-lui une valeur à elle.`,
      en: `VIGIE_BOOTSTRAP_TOKEN holds the token named "${other.name}". Give it a value of its own.`,
    });
  }
  return db
    .insertInto('tokens')
    .values({ id: BOOTSTRAP_TOKEN, name: BOOTSTRAP_TOKEN, token_hash, scopes: [...BOOTSTRAP_SCOPES] })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ token_hash, scopes: [...BOOTSTRAP_SCOPES], revoked_at: null, last_used_at: null })
        .where('tokens.token_hash', '!=', token_hash)
    )
    .returningAll()
    .executeTakeFirst();
}

async function record(db: StoreDatabase, before: TokenRow | undefined, after: AuditData | null): Promise<void> {
  const done = before === undefined ? 'create' : 'update';
  await recordAudit(db, {
    ...actorOf(SYSTEM_ACCESS),
    action: after === null ? 'token.remove' : `token.${done}`,
    target: { id: BOOTSTRAP_TOKEN, name: BOOTSTRAP_TOKEN },
    before: before === undefined ? null : auditedToken(before),
    after,
  });
}
